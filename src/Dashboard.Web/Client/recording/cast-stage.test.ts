import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cast, CastEvent } from "./cast";
import { CastStage } from "./cast-stage";

function stage(events: CastEvent[]): { stage: CastStage; calls: string[]; take(): Promise<void> } {
  const calls: string[] = [];
  let done: (() => void) | undefined;
  const cast: Cast = { columns: 80, rows: 24, command: "", events, length: events.at(-1)?.at ?? 0 };
  const made = new CastStage(cast, {
    write: (text, taken) => {
      calls.push(text);
      done = taken;
    },
    hold: (columns, rows) => calls.push(`${columns}x${rows}`),
    clear: () => calls.push("clear"),
  });
  return {
    stage: made,
    calls,
    async take() {
      done?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const events: CastEvent[] = [
  { kind: "output", at: 0, text: "a" }, { kind: "output", at: 10, text: "b" }, { kind: "resized", at: 20, columns: 90, rows: 30 },
  { kind: "output", at: 20, text: "c" }, { kind: "marker", at: 30, text: "x" }, { kind: "output", at: 40, text: "d" },
];

test("show_Forwards_WritesWhatIsNewAndResizesBetween", async () => {
  const s = stage(events);
  const shown = s.stage.show(20);
  assert.equal(s.stage.isBehind, true);
  await s.take();
  await s.take();
  await shown;
  assert.deepEqual(s.calls, ["80x24", "ab", "90x30", "c"]);
  void s.stage.show(40);
  await s.take();
  assert.deepEqual([s.calls.slice(4), s.stage.isBehind], [["d"], false]);
});

test("show_Backwards_BeginsAgain", async () => {
  const s = stage(events);
  void s.stage.show(40);
  await s.take();
  await s.take();
  void s.stage.show(10);
  await s.take();
  assert.deepEqual(s.calls, ["80x24", "ab", "90x30", "cd", "clear", "80x24", "ab"]);
});

test("show_AnotherWishMeanwhile_TheLastOneCounts", async () => {
  const s = stage([{ kind: "output", at: 0, text: "a".repeat(300_000) }, { kind: "output", at: 1, text: "b".repeat(300_000) }, { kind: "output", at: 2, text: "c" }]);
  const first = s.stage.show(2);
  void s.stage.show(0);
  await s.take();
  await first;
  assert.deepEqual(s.calls.map((call) => call[0]), ["8", "a"]);
});
