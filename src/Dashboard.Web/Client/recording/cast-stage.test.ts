import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cast, CastEvent, Keyframe } from "./cast";
import { CastStage } from "./cast-stage";

function stage(events: CastEvent[], keyframes: Keyframe[] = []): { stage: CastStage; calls: string[]; take(): Promise<void> } {
  const calls: string[] = [];
  let done: (() => void) | undefined;
  const cast: Cast = { columns: 80, rows: 24, command: "", events, keyframes, length: events.at(-1)?.at ?? 0 };
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

const written: CastEvent[] = Array.from({ length: 40 }, (_, n) => ({ kind: "output", at: n, text: String.fromCharCode(97 + n % 26).repeat(100_000) }));
const pictures: Keyframe[] = [10, 20, 30].map((events) => ({ events, output: events * 100_000, columns: 90, rows: 30, text: `picture ${events}` }));

test("show_Backwards_BeginsAtTheKeyframeBefore", async () => {
  const s = stage(written, pictures);
  void s.stage.show(35);
  while (s.stage.isBehind) await s.take();
  s.calls.length = 0;
  void s.stage.show(21);
  while (s.stage.isBehind) await s.take();
  assert.deepEqual(s.calls.map((call) => call.slice(0, 10)), ["clear", "90x30", "picture 20", "uuuuuuuuuu"]);
  s.calls.length = 0;
  void s.stage.show(2);
  while (s.stage.isBehind) await s.take();
  assert.deepEqual(s.calls.map((call) => call.slice(0, 5)), ["clear", "80x24", "aaaaa"]);
});

test("show_FarForwards_JumpsByTheKeyframe", async () => {
  const s = stage(written, pictures);
  void s.stage.show(30);
  while (s.stage.isBehind) await s.take();
  assert.deepEqual(s.calls.map((call) => call.slice(0, 10)), ["80x24", "clear", "90x30", "picture 30", "eeeeeeeeee"]);
});

test("show_ForwardsStepByStep_DrawsAllOfIt", async () => {
  const s = stage(written, pictures);
  for (let at = 0; at < 40; at++) {
    void s.stage.show(at);
    while (s.stage.isBehind) await s.take();
  }
  assert.equal(s.calls.join(""), `80x24${written.map((event) => (event as { text: string }).text).join("")}`);
});

test("show_BackToAKeyframesOwnMoment_DrawsNothingMore", async () => {
  const s = stage(written, pictures);
  void s.stage.show(35);
  while (s.stage.isBehind) await s.take();
  s.calls.length = 0;
  void s.stage.show(9);
  while (s.stage.isBehind) await s.take();
  assert.deepEqual(s.calls, ["clear", "90x30", "picture 10"]);
});
