import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFrame } from "./frames";

/** A frame inside a larger buffer, as MessagePack gives it. */
function frame(kind: number, payload: ArrayLike<number>): Uint8Array {
  return Uint8Array.from([9, 9, 9, kind, ...Array.from(payload)]).subarray(3);
}

test("decodeFrame_Output_IsRawBytes", () => {
  assert.deepEqual(decodeFrame(frame(0, [0xff, 0x00, 0xe2])), { kind: "output", bytes: Uint8Array.of(0xff, 0x00, 0xe2) });
});

test("decodeFrame_Exited_ReadsTheCode", () => {
  assert.deepEqual(decodeFrame(frame(1, [137, 0, 0, 0])), { kind: "exited", code: 137 });
  assert.deepEqual(decodeFrame(frame(1, [255, 255, 255, 255])), { kind: "exited", code: -1 });
});

test("decodeFrame_ErrorAndOpened_ReadText", () => {
  assert.deepEqual(decodeFrame(frame(2, new TextEncoder().encode("셸 없음"))), { kind: "error", message: "셸 없음" });
  assert.deepEqual(decodeFrame(frame(3, new TextEncoder().encode("abc"))), { kind: "opened", sessionId: "abc" });
});

test("decodeFrame_ResizedAndEnded_ReadNumbersAndText", () => {
  assert.deepEqual(decodeFrame(frame(4, [0x2c, 1, 50, 0])), { kind: "resized", columns: 300, rows: 50 });
  assert.deepEqual(decodeFrame(frame(5, new TextEncoder().encode("closed"))), { kind: "ended", reason: "closed" });
});

test("decodeFrame_About_ReadsWhatIsKnown", () => {
  assert.deepEqual(decodeFrame(frame(6, new TextEncoder().encode('{"isRecorded":true,"owner":"김"}'))), { kind: "about", state: { isRecorded: true, owner: "김" } });
});

test("decodeFrame_UnknownKind_Throws", () => {
  assert.throws(() => decodeFrame(frame(7, [])), /kind 7/);
});
