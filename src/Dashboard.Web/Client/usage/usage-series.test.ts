import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleTop } from "./usage-chart";
import { decodePoints, type UsagePoint } from "./usage-point";
import { levels, rates, UsageSeries } from "./usage-series";

function point(seconds: number, some: Partial<UsagePoint> = {}): UsagePoint {
  return { at: seconds * 1000, cpu: 0, memory: 0, memoryLimit: 0, received: 0, sent: 0, read: 0, written: 0, pids: 0, ...some };
}

test("decodePoints_TwoPoints_NineNumbersEach", () => {
  const points = decodePoints([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  assert.equal(points.length, 2);
  assert.deepEqual(points[1], { at: 11, cpu: 12, memory: 13, memoryLimit: 14, received: 15, sent: 16, read: 17, written: 18, pids: 19 });
});

test("add_APointEachSecond_GivesTheHourTheMeanOfTen", () => {
  const series = new UsageSeries();
  series.replace([point(0, { cpu: 5 })]);
  for (let second = 1; second <= 20; second++) series.add(point(second, { cpu: second <= 10 ? 10 : 30 }));
  assert.deepEqual(series.points("hour").map((p) => [p.at, p.cpu]), [[0, 5], [10_000, 10], [20_000, 30]]);
});

test("add_LongLive_KeepsTwoMinutesAndAnHour", () => {
  const series = new UsageSeries();
  for (let second = 0; second < 7200; second++) series.add(point(second));
  assert.equal(series.points("live").filter((p) => p.at > 7_079_000 - 1).length, 121);
  assert.ok(series.points("hour").length <= 361);
});

test("rates_CounterGrows_IsPerSecond_AndUnknownWhereItWentBackOrAfterAGap", () => {
  const points = [point(0, { sent: 100 }), point(10, { sent: 600 }), point(11, { sent: 50 }), point(12, { sent: 60 }), point(300, { sent: 9999 })];
  assert.deepEqual(rates(points, (p) => p.sent).map((s) => s.value), [50, NaN, 10, NaN]);
});

test("levels_AfterAGap_BreakTheLine", () => {
  const samples = levels([point(0, { cpu: 1 }), point(10, { cpu: 2 }), point(100, { cpu: 3 })], (p) => p.cpu);
  assert.deepEqual(samples.map((s) => s.value), [1, 2, NaN, 3]);
});

test("scaleTop_AnyValue_IsARoundOneAbove", () => {
  assert.deepEqual([0.7, 3, 42, 100, 101].map((v) => scaleTop(v, 10)), [0.8, 4, 60, 100, 200]);
  assert.equal(scaleTop(5 * 1024 * 1024, 1024), 6 * 1024 * 1024);
  assert.equal(scaleTop(900 * 1024, 1024), 1000 * 1024);
});
