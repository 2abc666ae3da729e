import assert from "node:assert/strict";
import { test } from "node:test";
import { LineRing } from "./line-ring";
import { pass } from "./records";
import { FilteredRows } from "./shown-rows";
import { line, textOf } from "./wire-records.testing";

function fill(ring: LineRing, from: number, to: number): void {
  for (let i = from; i < to; i++) pass(line(BigInt(i), String(i)), ring);
}

function thirds(ring: LineRing, start: number): FilteredRows {
  return new FilteredRows(ring, 1000, start, (seq) => Number(textOf(ring.at(seq)!)) % 3 === 0);
}

function shown(ring: LineRing, rows: FilteredRows): number[] {
  while (!rows.sync()) continue;
  return Array.from({ length: rows.count }, (_, i) => Number(textOf(ring.at(rows.seqAt(rows.head + i))!)));
}

test("sync_RingGrowsAndEvicts_ShowsWhatPassesAndIsKept", () => {
  const ring = new LineRing({ rows: 10, bytes: 10_000 });
  fill(ring, 0, 8);
  const rows = thirds(ring, 4);
  assert.deepEqual(shown(ring, rows), [0, 3, 6]);
  fill(ring, 8, 15);
  assert.deepEqual(shown(ring, rows), [6, 9, 12]);
});

test("sync_OlderPutBefore_KeepsTheNumbersOfTheOthers", () => {
  const ring = new LineRing({ rows: 6, bytes: 10_000 });
  fill(ring, 9, 13);
  const rows = thirds(ring, ring.tail);
  assert.deepEqual(shown(ring, rows), [9, 12]);
  const nine = rows.head;
  ring.prepend([5, 6, 7, 8].map((i) => line(BigInt(i), String(i))));
  assert.deepEqual(shown(ring, rows), [6, 9]);
  assert.equal(Number(textOf(ring.at(rows.seqAt(nine))!)), 9);
});

test("sync_AnotherPart_BeginsAnew", () => {
  const ring = new LineRing({ rows: 1000, bytes: 10_000 });
  fill(ring, 0, 8);
  const rows = thirds(ring, 0);
  shown(ring, rows);
  ring.clear(100);
  fill(ring, 500, 505);
  assert.deepEqual(shown(ring, rows), [501, 504]);
});

test("sync_TimeIsUp_GoesOnInTheNextFrame", () => {
  const ring = new LineRing({ rows: 1000, bytes: 10_000 });
  fill(ring, 0, 600);
  let now = 0;
  const rows = new FilteredRows(ring, 1000, 300, () => true, () => now += 100);
  assert.deepEqual([rows.sync(), rows.count, rows.seqAt(rows.head)], [false, 128, 236]);
});

test("rowAt_HiddenRow_IsTheNextShown", () => {
  const ring = new LineRing({ rows: 1000, bytes: 10_000 });
  fill(ring, 0, 10);
  const rows = thirds(ring, 0);
  shown(ring, rows);
  assert.deepEqual([3, 4, 9].map((seq) => rows.seqAt(rows.rowAt(seq))), [3, 6, 9]);
});

test("lookAt_NotLookedAtYet_ShowsThatPlaceFirst", () => {
  const ring = new LineRing({ rows: 1000, bytes: 10_000 });
  fill(ring, 0, 900);
  let now = 0;
  const rows = new FilteredRows(ring, 1000, 900, () => true, () => now += 100);
  rows.sync();
  rows.lookAt(100);
  assert.equal(rows.seqAt(rows.rowAt(100)), 100);
});
