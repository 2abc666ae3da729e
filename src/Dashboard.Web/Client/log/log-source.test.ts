import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeHub, until } from "../wire/fake-hub.testing";
import { LineRing } from "./line-ring";
import { LogSource } from "./log-source";
import { CONTINUED, RecordKind } from "./records";
import { textOf, wireBatch, wireBatchFrom, wireRecord } from "./wire-records.testing";

const SECOND = 1_000_000_000n;

interface Followed {
  hubs: FakeHub[];
  states: string[];
  batches: number[];
  ring: LineRing;
  source: LogSource;
  rows(): string[];
}

/** Follows with the tail 100; the connections are given in order, more are made as needed. */
function follow(...hubs: FakeHub[]): Followed {
  const used: FakeHub[] = [];
  const states: string[] = [];
  const batches: number[] = [];
  const ring = new LineRing({ rows: 100, bytes: 10_000 });
  const source = new LogSource({ environment: "local", container: "web", tail: 100 }, ring, {
    batch: (bytes) => batches.push(bytes),
    state: (state, reason) => states.push(reason ? `${state}: ${reason}` : state),
    shown: () => ring.lastLines(64),
  }, () => {
    const next = hubs[used.length] ?? new FakeHub();
    used.push(next);
    return next.hub;
  });
  const run = source.run();
  run.catch((error: unknown) => assert.fail(String(error)));
  return {
    hubs: used, states, batches, ring, source,
    rows: () => Array.from({ length: ring.count }, (_, i) => {
      const record = ring.at(ring.head + i)!;
      return record.kind === RecordKind.gap ? "gap" : textOf(record);
    }),
  };
}

async function opened(followed: Followed, count: number): Promise<FakeHub> {
  await until(`connection ${count} follows`, () => (followed.hubs[count - 1]?.opened.length ?? 0) > 0);
  return followed.hubs[count - 1]!;
}

test("run_FirstConnection_AsksForTheTail", async () => {
  const followed = follow();
  const hub = await opened(followed, 1);
  assert.deepEqual(hub.opened, ["Follow", "local", "web", 100, "", -1]);
  const batch = wireBatch(wireRecord(1, SECOND, "a"), wireRecord(1, 2n * SECOND, "b"));
  hub.give(batch);
  assert.deepEqual(followed.rows(), ["a", "b"]);
  assert.deepEqual(followed.batches, [batch.byteLength]);
  followed.source.acknowledge(batch.byteLength);
  assert.deepEqual(hub.sent, [["Ack", batch.byteLength]]);
  followed.source.stop();
});

test("run_ConnectionLost_GoesOnAfterTheLastRecord", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow();
  (await opened(followed, 1)).give(wireBatchFrom(70, wireRecord(1, SECOND, "a"), wireRecord(1, 2n * SECOND, "b")));
  followed.hubs[0]!.drop();
  await until("it says so", () => followed.states.at(-1) === "reconnecting: WebSocket closed");
  t.mock.timers.tick(500);
  const hub = await opened(followed, 2);
  assert.deepEqual(hub.opened, ["Follow", "local", "web", -1, "2.000000000", 71]);
  hub.give(wireBatchFrom(72, wireRecord(1, 2n * SECOND, "b"), wireRecord(2, 3n * SECOND, "c")));
  assert.deepEqual(followed.rows(), ["a", "b", "b", "c"], "equal lines with equal times are two lines");
  assert.equal(followed.states.at(-1), "live");
  followed.source.stop();
});

test("run_LineInPiecesOverAConnectionLoss_IsWhole", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow();
  (await opened(followed, 1)).give(wireBatchFrom(70, wireRecord(1, SECOND, "a"), wireRecord(1 | CONTINUED, 2n * SECOND, "half ")));
  followed.hubs[0]!.drop();
  await until("it says so", () => followed.states.at(-1)!.startsWith("reconnecting"));
  t.mock.timers.tick(500);
  (await opened(followed, 2)).give(wireBatchFrom(72, wireRecord(1, 2n * SECOND, "whole")));
  assert.deepEqual(followed.rows(), ["a", "half whole"]);
  followed.source.stop();
});

test("run_ServerKeptNothing_FindsItsPlaceByTheLines", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow();
  (await opened(followed, 1)).give(wireBatch(wireRecord(1, SECOND, "a"), wireRecord(1, 2n * SECOND, "b"), wireRecord(1, 2n * SECOND, "b")));
  followed.hubs[0]!.drop();
  await until("it says so", () => followed.states.at(-1)!.startsWith("reconnecting"));
  t.mock.timers.tick(500);
  (await opened(followed, 2)).give(wireBatchFrom(90_000, wireRecord(1, 2n * SECOND, "b"), wireRecord(1, 2n * SECOND, "b"), wireRecord(1, 2n * SECOND, "b"), wireRecord(2, 3n * SECOND, "c")));
  assert.deepEqual(followed.rows(), ["a", "b", "b", "b", "c"]);
  followed.source.stop();
});

test("run_PlaceLostMeanwhile_ShowsAGap", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow();
  (await opened(followed, 1)).give(wireBatch(wireRecord(1, SECOND, "a")));
  followed.hubs[0]!.drop();
  await until("it says so", () => followed.states.at(-1)!.startsWith("reconnecting"));
  t.mock.timers.tick(500);
  (await opened(followed, 2)).give(wireBatchFrom(90_000, wireRecord(1, 9n * SECOND, "z")));
  assert.deepEqual(followed.rows(), ["a", "gap", "z"]);
  followed.source.stop();
});

test("run_QuietAfterResume_ShowsWhatWasHeldBack", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow();
  (await opened(followed, 1)).give(wireBatch(wireRecord(1, SECOND, "a")));
  followed.hubs[0]!.drop();
  await until("it says so", () => followed.states.at(-1)!.startsWith("reconnecting"));
  t.mock.timers.tick(500);
  (await opened(followed, 2)).give(wireBatchFrom(90_000, wireRecord(1, SECOND, "other")));
  assert.deepEqual(followed.rows(), ["a"]);
  t.mock.timers.tick(1000);
  assert.deepEqual(followed.rows(), ["a", "gap", "other"]);
  followed.source.stop();
});

test("run_ServerUnreachable_WaitsLongerEachTimeUpToFiveSeconds", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow(...Array.from({ length: 9 }, () => new FakeHub("refused")));
  for (const [attempt, wait] of [500, 1000, 2000, 4000, 5000, 5000].entries()) {
    await until(`attempt ${attempt} failed`, () => followed.states.filter((state) => state.startsWith("reconnecting")).length === attempt + 1);
    t.mock.timers.tick(wait - 1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(followed.hubs.length, attempt + 1, "not before its time");
    t.mock.timers.tick(1);
    await until("the next attempt", () => followed.hubs.length === attempt + 2);
  }
  followed.source.stop();
});

test("run_ServerRefuses_SaysWhyAndDoesNotInsist", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow();
  (await opened(followed, 1)).refuse("no such container");
  assert.equal(followed.states.at(-1), "failed: no such container");
  t.mock.timers.tick(60_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(followed.hubs.length, 1);
  followed.source.stop();
});

test("stop_WhileConnected_EndsTheConnectionForGood", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const followed = follow();
  const hub = await opened(followed, 1);
  followed.source.stop();
  assert.equal(hub.stopped, true);
  hub.drop();
  t.mock.timers.tick(60_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([followed.hubs.length, followed.states.at(-1)], [1, "live"]);
});
