import assert from "node:assert/strict";
import { test } from "node:test";
import { chunks, encodeBinary, encodeText, INPUT_CHUNK } from "./input-chunks";

test("chunks_PasteOfAMegabyte_IsTheSameBytesInOrder", () => {
  const text = Array.from({ length: 40_000 }, (_, i) => `줄 ${i} — 🙂 line of a paste\n`).join("");
  const bytes = encodeText(text);
  assert.ok(bytes.length > 1024 * 1024);
  const pieces = [...chunks(bytes)];
  assert.ok(pieces.every((piece) => piece.length > 0 && piece.length <= INPUT_CHUNK));
  assert.equal(pieces.length, Math.ceil(bytes.length / INPUT_CHUNK));
  assert.ok(Buffer.concat(pieces).equals(Buffer.from(text, "utf8")));
});

test("chunks_Nothing_IsNoMessage", () => {
  assert.deepEqual([...chunks(new Uint8Array(0))], []);
});

test("encodeBinary_HighBytes_StayBytes", () => {
  assert.deepEqual([...encodeBinary("\x1b[M\x20\xff\x80")], [0x1b, 0x5b, 0x4d, 0x20, 0xff, 0x80]);
});
