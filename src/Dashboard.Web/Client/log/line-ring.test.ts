import assert from "node:assert/strict";
import { test } from "node:test";
import { LineRing } from "./line-ring";
import { pass, RecordKind, toRecord } from "./records";
import { line, textOf } from "./wire-records.testing";

function fill(ring: LineRing, from: number, to: number): void {
  for (let i = from; i < to; i++) pass(line(BigInt(i), `line ${i}`), ring);
}

function kept(ring: LineRing): string[] {
  return Array.from({ length: ring.count }, (_, i) => textOf(ring.at(ring.head + i)!));
}

test("record_OverTheRowLimit_EvictsTheOldest", () => {
  const ring = new LineRing({ rows: 3, bytes: 1000 });
  fill(ring, 0, 8);
  assert.deepEqual(kept(ring), ["line 5", "line 6", "line 7"]);
  assert.deepEqual([ring.head, ring.tail, ring.lineCount], [5, 8, 8]);
  assert.equal(ring.at(4), undefined);
  assert.equal(ring.at(8), undefined);
});

test("record_OverTheByteLimit_EvictsUntilItFits", () => {
  const ring = new LineRing({ rows: 100, bytes: 20 });
  fill(ring, 0, 5);
  assert.deepEqual(kept(ring), ["line 2", "line 3", "line 4"]);
  pass(line(9n, "x".repeat(18)), ring);
  assert.deepEqual(kept(ring), ["x".repeat(18)]);
  assert.equal(ring.bytesHeld, 18);
});

test("record_LineLargerThanTheLimit_IsKeptAlone", () => {
  const ring = new LineRing({ rows: 100, bytes: 20 });
  fill(ring, 0, 2);
  pass(line(9n, "x".repeat(50)), ring);
  assert.deepEqual(kept(ring), ["x".repeat(50)]);
});

test("clear_ThenMoreLines_NumbersGoOn", () => {
  const ring = new LineRing({ rows: 4, bytes: 1000 });
  fill(ring, 0, 6);
  ring.clear();
  assert.deepEqual([ring.count, ring.bytesHeld, ring.lineCount], [0, 0, 6]);
  fill(ring, 6, 7);
  assert.deepEqual([ring.head, ring.lineCount, kept(ring)], [6, 7, ["line 6"]]);
});

test("lineCount_Dividers_AreNotCounted", () => {
  const ring = new LineRing({ rows: 9, bytes: 1000 });
  fill(ring, 0, 2);
  pass(line(0n, "oops", RecordKind.notice), ring);
  pass(line(0n, "", RecordKind.ended), ring);
  assert.deepEqual([ring.count, ring.lineCount], [4, 2]);
  assert.deepEqual(ring.lastLines(5).map(textOf), ["line 0", "line 1"]);
});

test("record_EndedTwiceInARow_IsOneRow", () => {
  const ring = new LineRing({ rows: 9, bytes: 1000 });
  for (const kind of [RecordKind.ended, RecordKind.ended, RecordKind.started, RecordKind.ended]) pass(line(0n, "", kind), ring);
  assert.equal(ring.count, 3);
});

test("at_CutLine_KeepsThatItWasCut", () => {
  const ring = new LineRing({ rows: 2, bytes: 1000 });
  pass(toRecord(RecordKind.stderr, 1, 4_000_000_000, Uint8Array.of(65, 66, 67), 1, 2, true), ring);
  const { kind, high, low, truncated } = ring.at(0)!;
  assert.deepEqual({ kind, high, low, truncated, text: textOf(ring.at(0)!) },
    { kind: RecordKind.stderr, high: 1, low: 4_000_000_000, truncated: true, text: "B" });
});

test("prepend_OverTheLimit_EvictsTheNewestAndGoesBelowZero", () => {
  const ring = new LineRing({ rows: 4, bytes: 1000 });
  fill(ring, 0, 3);
  const evicted = ring.prepend([1, 2, 3].map((i) => line(BigInt(i), `older ${i}`)));
  assert.deepEqual([evicted, kept(ring)], [true, ["older 1", "older 2", "older 3", "line 0"]]);
  assert.deepEqual([ring.head, ring.tail, ring.lineCount], [-3, 1, 3]);
});

test("seqOf_RowsWithoutNumbers_ArePassedOver", () => {
  const ring = new LineRing({ rows: 9, bytes: 1000 });
  for (const number of [-1, 10, -1, -1, 12, 13, -1]) pass({ ...line(1n, ""), number }, ring);
  assert.deepEqual([9, 10, 11, 12, 13, 14].map((number) => ring.seqOf(number)), [1, 1, 4, 4, 5, 7]);
});
