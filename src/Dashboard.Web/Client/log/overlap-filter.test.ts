import assert from "node:assert/strict";
import { test } from "node:test";
import { OverlapFilter, sinceOf } from "./overlap-filter";
import { pass, RecordKind, type LogRecord } from "./records";
import { line, RecordList } from "./wire-records.testing";

const GAP = `${RecordKind.gap} `;

/** What gets through when `again` comes after `shown`. */
function resume(shown: LogRecord[], again: LogRecord[]): { summary: string[]; filter: OverlapFilter; list: RecordList } {
  const list = new RecordList();
  const filter = new OverlapFilter(shown, list);
  for (const record of again) pass(record, filter);
  return { summary: list.summary, filter, list };
}

test("record_LastLineSentAgain_IsDropped", () => {
  const { summary, filter } = resume([line(1n, "a"), line(2n, "b")], [line(2n, "b"), line(3n, "c")]);
  assert.deepEqual(summary, ["1 c"]);
  assert.ok(filter.done);
});

test("record_SeveralLinesWithTheLastTimestamp_AreAllDropped", () => {
  const shown = [line(1n, "a"), line(5n, "b"), line(5n, "c"), line(5n, "d")];
  const { summary } = resume(shown, [line(5n, "b"), line(5n, "c"), line(5n, "d"), line(5n, "e"), line(6n, "f")]);
  assert.deepEqual(summary, ["1 e", "1 f"]);
});

test("record_EqualLinesWithEqualTimestamps_AreDroppedAsOftenAsShown", () => {
  const same = line(5n, "same");
  const { summary } = resume([line(1n, "a"), same, same], [same, same, same, line(6n, "z")]);
  assert.deepEqual(summary, ["1 same", "1 z"]);
});

test("record_SameTextOnTheOtherStream_IsNew", () => {
  const { summary } = resume([line(5n, "x", 1)], [line(5n, "x", 1), line(5n, "x", 2)]);
  assert.deepEqual(summary, ["2 x"]);
});

test("record_EarlierTimestampLast_FindsTheWholeSequence", () => {
  // stdout and stderr are stamped apart: the last line may be older than the one before it.
  const shown = [line(1n, "a"), line(9n, "b"), line(7n, "c", 2)];
  const { summary } = resume(shown, [line(9n, "b"), line(7n, "c", 2), line(10n, "d")]);
  assert.deepEqual(summary, ["1 d"]);
});

test("record_OlderLinesBeforeTheSequence_AreDroppedWithIt", () => {
  // More lines share the timestamp than are remembered.
  const again = [line(5n, "forgotten"), line(5n, "b"), line(5n, "c"), line(6n, "d")];
  assert.deepEqual(resume([line(5n, "b"), line(5n, "c")], again).summary, ["1 d"]);
});

test("record_PlaceNotFound_ShowsAGapAndLosesNothing", () => {
  const { summary } = resume([line(5n, "a"), line(5n, "b")], [line(8n, "x"), line(9n, "y")]);
  assert.deepEqual(summary, [GAP, "1 x", "1 y"]);
});

test("record_OnlyTheLastLineLeft_IsPlaceEnough", () => {
  const { summary } = resume([line(5n, "gone"), line(5n, "last")], [line(5n, "last"), line(6n, "new")]);
  assert.deepEqual(summary, ["1 new"]);
});

test("settle_QuietStreamWithoutThePlace_ShowsAGap", () => {
  const { summary, filter, list } = resume([line(5n, "a")], [line(5n, "other")]);
  assert.deepEqual(summary, [], "still searching");
  filter.settle();
  assert.deepEqual(list.summary, [GAP, "1 other"]);
});

test("record_DividerWhileSearching_PassesAfterWhatWasHeld", () => {
  const { summary } = resume([line(5n, "a")], [line(5n, "other"), line(0n, "", RecordKind.ended)]);
  assert.deepEqual(summary, [GAP, "1 other", `${RecordKind.ended} `]);
});

test("record_DividerFirst_DoesNotEndTheSearch", () => {
  const { summary } = resume([line(5n, "a")], [line(0n, "", RecordKind.started), line(5n, "a"), line(6n, "b")]);
  assert.deepEqual(summary, [`${RecordKind.started} `, "1 b"]);
});

test("record_NothingShownYet_PassesAll", () => {
  assert.deepEqual(resume([], [line(5n, "a")]).summary, ["1 a"]);
});

test("record_ALargeSearchWithoutEnd_IsBounded", () => {
  const { summary } = resume([line(5n, "a")], Array.from({ length: 5000 }, (_, i) => line(5n, `other ${i}`)));
  assert.equal(summary.length, 5001);
  assert.equal(summary[0], GAP);
});

test("sinceOf_Line_IsSecondsAndNanoseconds", () => {
  assert.equal(sinceOf(line(1_768_000_000_000_000_042n, "x")), "1768000000.000000042");
  assert.equal(sinceOf(line(0n, "x")), "");
  assert.equal(sinceOf(undefined), "");
});
