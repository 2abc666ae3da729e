import assert from "node:assert/strict";
import { test } from "node:test";
import { RecordDecoder } from "./record-decoder";
import { CONTINUED, LINE_LIMIT } from "./records";
import { RecordList, textOf, wireBatch, wireBatchFrom, wireRecord } from "./wire-records.testing";

function decode(...batches: Uint8Array[]): RecordList {
  const list = new RecordList();
  const decoder = new RecordDecoder(list);
  for (const batch of batches) decoder.push(batch);
  return list;
}

test("push_SeveralRecords_KeepsOrderKindTimeAndText", () => {
  const time = 1_768_000_000_123_456_789n;
  const { records, summary } = decode(wireBatch(wireRecord(1, time, "one"), wireRecord(2, 0n, ""), wireRecord(3, 5n, "세 번째")));
  assert.deepEqual(summary, ["1 one", "2 ", "3 세 번째"]);
  assert.equal(BigInt(records[0]!.high) << 32n | BigInt(records[0]!.low), time);
  assert.deepEqual([records[1]!.high, records[1]!.low], [0, 0]);
});

test("push_SeveralBatches_KnowsTheLastNumber", () => {
  const decoder = new RecordDecoder(new RecordList());
  assert.equal(decoder.last, -1);
  decoder.push(wireBatchFrom(1_763_900_000_000_000, wireRecord(1, 1n, "a"), wireRecord(1, 2n, "b")));
  assert.equal(decoder.last, 1_763_900_000_000_001);
  decoder.push(wireBatchFrom(1_763_900_000_000_010, wireRecord(1, 1n, "after a hole")));
  assert.equal(decoder.last, 1_763_900_000_000_010);
});

test("push_ContinuedRecords_JoinsPerStreamWithTheFirstTimestamp", () => {
  const { records, summary } = decode(
    wireBatch(wireRecord(1 | CONTINUED, 10n, "first "), wireRecord(2, 11n, "between")),
    wireBatch(wireRecord(1 | CONTINUED, 12n, "second "), wireRecord(1, 13n, "third"), wireRecord(1, 14n, "next")));
  assert.deepEqual(summary, ["2 between", "1 first second third", "1 next"]);
  assert.equal(records[1]!.low, 10);
});

test("push_CharacterSplitBetweenPieces_IsWhole", () => {
  const bytes = new TextEncoder().encode("한");
  const { records } = decode(wireBatch(wireRecord(1 | CONTINUED, 1n, bytes.subarray(0, 1)), wireRecord(1, 1n, bytes.subarray(1))));
  assert.equal(textOf(records[0]!), "한");
});

test("push_LineOverTheLimit_IsShownCutAtOnceAndItsRestDropped", () => {
  const piece = "a".repeat(LINE_LIMIT);
  const list = new RecordList();
  const decoder = new RecordDecoder(list);
  decoder.push(wireBatch(wireRecord(1 | CONTINUED, 1n, piece)));
  assert.equal(list.records.length, 1, "shown before its end is known");
  decoder.push(wireBatch(wireRecord(1 | CONTINUED, 1n, piece), wireRecord(1, 1n, "tail"), wireRecord(1, 2n, "next")));
  assert.deepEqual(list.records.map((record) => [record.end - record.start, record.truncated]), [[LINE_LIMIT, true], [4, false]]);
  assert.equal(textOf(list.records[1]!), "next");
});
