import assert from "node:assert/strict";
import { test } from "node:test";
import { PlayClock } from "./play-clock";

function clock(times: number[], length = times.at(-1)!): { clock: PlayClock; pass(ms: number): number } {
  let now = 5000;
  const made = new PlayClock(length, times, () => now);
  return {
    clock: made,
    pass(ms) {
      now += ms;
      return made.position();
    },
  };
}

test("position_Playing_GoesOnAtItsSpeedAndStopsAtTheEnd", () => {
  const { clock: c, pass } = clock([0, 1000, 2000, 3000]);
  assert.equal(pass(500), 0);
  c.play();
  assert.equal(pass(500), 500);
  c.speed = 4;
  assert.equal(pass(250), 1500);
  c.pause();
  assert.equal(pass(9999), 1500);
  c.play();
  assert.deepEqual([pass(9999), c.isPlaying], [3000, false]);
  c.play();
  assert.equal(pass(100), 400);
});

test("position_LongSilences_ArePassedOver", () => {
  const { clock: c, pass } = clock([1000, 61_000, 62_000, 600_000]);
  c.play();
  assert.equal(pass(1000), 1000);
  assert.equal(pass(500), 60_500);
  assert.equal(pass(2500), 599_500 + 1000 - 500);
  c.seek(30_000);
  c.play();
  assert.equal(pass(100), 60_600);
});

test("position_SilencesKept_TakesThemAll", () => {
  const { clock: c, pass } = clock([0, 60_000]);
  c.skipsSilence = false;
  c.play();
  assert.equal(pass(30_000), 30_000);
});

test("seek_OutsideTheRecording_IsBroughtIntoIt", () => {
  const { clock: c } = clock([0, 1000]);
  c.seek(-5);
  assert.equal(c.position(), 0);
  c.seek(1e9);
  assert.equal(c.position(), 1000);
});
