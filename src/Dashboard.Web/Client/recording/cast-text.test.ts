import assert from "node:assert/strict";
import { test } from "node:test";
import type { CastEvent } from "./cast";
import { CastText, MOST_MATCHES } from "./cast-text";

function output(...texts: string[]): CastEvent[] {
  return texts.map((text, n) => ({ kind: "output", at: (n + 1) * 1000, text }));
}

test("find_TextThatIsSplitAndColoured_IsFoundWhenItsLastCharacterCame", () => {
  const text = new CastText(output("$ l", "s\r\nREAD", "\x1b[31mME\x1b[0m.md  a\x1b]0;title", " readme\x07b\r\n", "readme"));
  assert.deepEqual(text.find("readme").map((match) => match.at), [3000, 5000]);
  assert.equal(text.find("readme")[0]!.line, "README.md  ab");
  assert.deepEqual(text.find("ls").map((match) => match.at), [2000]);
  assert.deepEqual(text.find("title"), []);
});

test("find_CharactersOfPatterns_AreText", () => {
  const text = new CastText(output("a.c (x) [y] abc \\"));
  assert.equal(text.find("a.c").length, 1);
  assert.equal(text.find("(x) [y]").length, 1);
  assert.equal(text.find("\\").length, 1);
  assert.deepEqual(text.find(""), []);
});

test("find_MoreThanAnybodyLooksAt_Stops", () => {
  assert.equal(new CastText(output("x".repeat(5000))).find("x").length, MOST_MATCHES);
});

test("find_SequencesWithoutAnEnd_DoNotHang", () => {
  const text = new CastText(output("\x1b]".repeat(20_000), "\x1b[".repeat(20_000), "\x1bP".repeat(20_000), "needle"));
  assert.ok(text.find("zzz").length === 0);
});
