import assert from "node:assert/strict";
import { test } from "node:test";
import { LogSources } from "./log-sources";
import { MergedDecoder, readMergedPage } from "./merged-decoder";
import { mergedBatch, RecordList, textOf } from "./wire-records.testing";
import { CONTINUED } from "./records";

const SHOP = { id: "a1", name: "web" };
const BASE = { id: "b2", name: "db" };

test("push_TwoContainers_KeepsWhoseEachIsAndWhereItGoesOn", () => {
  const sources = new LogSources();
  const list = new RecordList();
  const decoder = new MergedDecoder(list, sources);
  decoder.push(mergedBatch([{ ...SHOP, next: 8 }, { ...BASE, next: 3 }], [[1, 0, 50, "one"], [2, 1, 60, "two"], [1, 0, 61, "three"]]));
  assert.deepEqual(list.records.map((r) => [sources.nameOf(r.source), r.kind, r.number, textOf(r)]), [
    ["web", 1, 50, "one"], ["db", 2, 60, "two"], ["web", 1, 61, "three"],
  ]);
  assert.deepEqual([decoder.last, decoder.positions], [61, { a1: 8, b2: 3 }]);
});

test("push_AnotherOrderInTheNextBatch_IsTheSameContainer", () => {
  const sources = new LogSources();
  const list = new RecordList();
  const decoder = new MergedDecoder(list, sources);
  decoder.push(mergedBatch([{ ...SHOP, next: 1 }], [[1, 0, 1, "x"]]));
  decoder.push(mergedBatch([{ ...BASE, next: 1 }, { ...SHOP, name: "web-2", next: 2 }], [[1, 0, 2, "y"], [1, 1, 3, "z"]]));
  assert.deepEqual(list.records.map((r) => r.source), [1, 2, 1]);
  assert.deepEqual(sources.all, [{ id: "a1", name: "web-2" }, BASE]);
});

test("push_LongLinesOfTwoAtOnce_ArePutTogetherApart", () => {
  const list = new RecordList();
  const decoder = new MergedDecoder(list, new LogSources());
  decoder.push(mergedBatch([{ ...SHOP, next: 1 }, { ...BASE, next: 1 }], [
    [1 | CONTINUED, 0, 1, "a"], [1 | CONTINUED, 1, 2, "x"], [1, 0, 3, "b"], [1, 1, 4, "y"],
  ]));
  assert.deepEqual(list.summary, ["1 ab", "1 xy"]);
});

test("readMergedPage_Nothing_IsNoRows", () => assert.deepEqual(readMergedPage(new Uint8Array(0), new LogSources()), []));
