import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { tarOf, type TarSource } from "./tar-blob";

function file(name: string, content: string, lastModified = 1_700_000_000_000): TarSource {
  return Object.assign(new Blob([content]), { name, lastModified });
}

async function untar(...args: [args: string[], files: TarSource[]]): Promise<string> {
  const bytes = new Uint8Array(await tarOf(args[1]).arrayBuffer());
  return execFileSync("tar", ["--quoting-style=literal", ...args[0]], { input: bytes, encoding: "utf8" });
}

test("tarOf_SomeFiles_AreWhatTarReads", async () => {
  const files = [file("a.txt", "hello\n"), file("empty", ""), file("block", "x".repeat(512))];
  assert.equal(await untar(["-t"], files), "a.txt\nempty\nblock\n");
  assert.equal(await untar(["-xO"], files), `hello\n${"x".repeat(512)}`);
});

test("tarOf_OddNames_StayWhole", async () => {
  const names = [`${"가".repeat(80)}.txt`, "with space 'quote' \"double\"", "<b>&amp;", "x".repeat(255)];
  assert.equal(await untar(["-t"], names.map((name) => file(name, "1"))), `${names.join("\n")}\n`);
});

test("tarOf_NamesThatClimb_LandInTheFolder", async () => {
  assert.equal(await untar(["-t"], [file("../../etc/passwd", "1"), file("..", "2"), file("/abs", "3")]), "passwd\nfile\nabs\n");
});

test("tarOf_EveryNameLength_HasARecordOfItsLength", async () => {
  for (let length = 70; length <= 110; length++) {
    const name = "n".repeat(length);
    assert.equal(await untar(["-t"], [file(name, "")]), `${name}\n`);
  }
});
