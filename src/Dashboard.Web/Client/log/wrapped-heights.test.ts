import assert from "node:assert/strict";
import { test } from "node:test";
import { LineRing } from "./line-ring";
import { pass } from "./records";
import { WrappedHeights } from "./wrapped-heights";
import { line } from "./wire-records.testing";

const ROWS = 7;

/** Compares every answer with a plain sum over the heights given by `heightOf`. */
function check(ring: LineRing, heights: WrappedHeights, heightOf: (seq: number) => number): void {
  let offset = 0;
  for (let seq = ring.head; seq < ring.tail; seq++) {
    assert.equal(heights.offsetOf(seq), offset, `offset of ${seq}`);
    assert.equal(heights.seqAt(offset), seq, `first px of ${seq}`);
    assert.equal(heights.seqAt(offset + heightOf(seq) - 1), seq, `last px of ${seq}`);
    offset += heightOf(seq);
  }
  assert.equal(heights.total(), offset);
  assert.equal(heights.seqAt(offset + 1000), ring.tail - 1);
  assert.equal(heights.seqAt(-5), ring.head);
}

test("sync_RingTurningOver_KeepsOffsetsTrue", () => {
  const ring = new LineRing({ rows: ROWS, bytes: 10_000 });
  const heights = new WrappedHeights(ring, ROWS, 10, 5);
  for (let i = 0; i < 40; i++) {
    pass(line(BigInt(i), "x".repeat(i % 13)), ring);
    // Several rows come and go between two drawings.
    if (i % 3 !== 0) continue;
    heights.sync();
    check(ring, heights, (seq) => Math.max(1, Math.ceil((seq % 13) / 5)) * 10);
  }
});

test("measured_AnotherHeight_MovesWhatFollows", () => {
  const ring = new LineRing({ rows: ROWS, bytes: 10_000 });
  const heights = new WrappedHeights(ring, ROWS, 10, 5);
  for (let i = 0; i < 10; i++) pass(line(BigInt(i), "x"), ring);
  heights.sync();
  assert.equal(heights.measured(5, 30), true);
  assert.equal(heights.measured(5, 30), false, "already known");
  assert.equal(heights.measured(2, 30), false, "evicted");
  check(ring, heights, (seq) => seq === 5 ? 30 : 10);
});

test("sync_MoreThanARingfulAtOnce_StartsOver", () => {
  const ring = new LineRing({ rows: ROWS, bytes: 10_000 });
  const heights = new WrappedHeights(ring, ROWS, 10, 5);
  for (let i = 0; i < 5; i++) pass(line(BigInt(i), "x"), ring);
  heights.sync();
  for (let i = 5; i < 60; i++) pass(line(BigInt(i), "x"), ring);
  heights.sync();
  check(ring, heights, () => 10);
});

test("sync_RowsPutBefore_MoveTheOthersDown", () => {
  const ring = new LineRing({ rows: 8, bytes: 1000 });
  const heights = new WrappedHeights(ring, 8, 10, 10);
  for (let i = 0; i < 6; i++) pass(line(BigInt(i), "x"), ring);
  heights.sync();
  ring.prepend([line(1n, "y".repeat(15)), line(2n, "y"), line(3n, "y"), line(4n, "y")]);
  heights.sync();
  assert.deepEqual([ring.head, ring.tail, heights.total()], [-4, 4, 90]);
  assert.deepEqual([-4, -3, 0, 3].map((seq) => heights.offsetOf(seq)), [0, 20, 50, 80]);
  assert.deepEqual([0, 19, 20, 50, 89].map((offset) => heights.seqAt(offset)), [-4, -4, -3, 0, 3]);
});
