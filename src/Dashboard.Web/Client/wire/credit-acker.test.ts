import assert from "node:assert/strict";
import { test } from "node:test";
import { CreditAcker } from "./credit-acker";

function acker(): { acker: CreditAcker; sent: number[] } {
  const sent: number[] = [];
  return { acker: new CreditAcker((bytes) => sent.push(bytes), { threshold: 100, idle: 50 }), sent };
}

test("add_ReachingTheThreshold_SendsTheSumAtOnce", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { acker: credit, sent } = acker();
  credit.add(60);
  assert.deepEqual(sent, []);
  credit.add(60);
  assert.deepEqual(sent, [120]);
  t.mock.timers.tick(1000);
  assert.deepEqual(sent, [120]);
});

test("add_ASmallRest_IsSentWhenIdle", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { acker: credit, sent } = acker();
  credit.add(10);
  credit.add(5);
  t.mock.timers.tick(49);
  assert.deepEqual(sent, []);
  t.mock.timers.tick(1);
  assert.deepEqual(sent, [15]);
});

test("reset_WhatIsDue_IsForgotten", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { acker: credit, sent } = acker();
  credit.add(99);
  credit.reset();
  t.mock.timers.tick(1000);
  credit.add(100);
  assert.deepEqual(sent, [100]);
});

test("add_AnySizes_NoByteIsLostOrDoubled", () => {
  const { acker: credit, sent } = acker();
  let total = 0;
  for (let i = 0; i < 1000; i++) {
    credit.add(i % 37);
    total += i % 37;
  }
  credit.flush();
  assert.equal(sent.reduce((sum, bytes) => sum + bytes, 0), total);
});
