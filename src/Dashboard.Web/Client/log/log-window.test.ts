import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../wire/fake-hub.testing";
import { LineRing } from "./line-ring";
import { LogWindow, type LogPages } from "./log-window";
import { RecordKind } from "./records";
import { textOf, wireBatchFrom, wireRecord } from "./wire-records.testing";

/** A log of lines "n FIRST" … that grows, of which a window holds a part. */
class GrowingLog implements LogPages {
  next: number;
  failure = "";
  readonly ring: LineRing;
  readonly window: LogWindow;

  constructor(readonly first: number, next: number, rows = 4000) {
    this.next = next;
    this.ring = new LineRing({ rows, bytes: 1 << 24 });
    this.window = new LogWindow(this.ring, this, () => undefined);
  }

  older(before: number, lines: number): Promise<Uint8Array> {
    return this.#page(Math.max(this.first, before - lines), Math.min(before, this.next));
  }

  newer(from: number, lines: number): Promise<Uint8Array> {
    return this.#page(Math.max(this.first, from), Math.min(this.next, from + lines));
  }

  /** So many lines come over the live stream. */
  grow(lines: number): void {
    for (let i = 0; i < lines; i++, this.next++) {
      const bytes = new TextEncoder().encode(`n ${this.next}`);
      this.window.record(1, 0, this.next, bytes, 0, bytes.length, false, this.next);
    }
  }

  /** Texts held, dividers as their kind in brackets. */
  get held(): string[] {
    return Array.from({ length: this.ring.count }, (_, i) => {
      const row = this.ring.at(this.ring.head + i)!;
      return row.kind === RecordKind.stdout ? textOf(row) : `[${row.kind}]`;
    });
  }

  /** The reader looks at the oldest or the newest row held. */
  async look(at: "head" | "tail"): Promise<void> {
    const row = at === "head" ? this.ring.head : this.ring.tail;
    this.window.inSight(row, row);
    await until("the page came", () => this.window.task === "");
  }

  #page(from: number, end: number): Promise<Uint8Array> {
    if (this.failure) return Promise.reject(new Error(this.failure));
    if (end <= from) return Promise.resolve(new Uint8Array(0));
    return Promise.resolve(wireBatchFrom(from, ...Array.from({ length: end - from }, (_, i) => wireRecord(1, BigInt(from + i), `n ${from + i}`))));
  }
}

function lines(from: number, end: number): string[] {
  return Array.from({ length: end - from }, (_, i) => `n ${from + i}`);
}

test("inSight_NearTheOldest_PutsOlderBeforeUntilTheBeginning", async () => {
  const log = new GrowingLog(500, 2000);
  log.grow(10);
  const newest = log.ring.tail;
  await log.look("head");
  assert.deepEqual(log.held, lines(1000, 2010));
  await log.look("head");
  await log.look("head");
  assert.deepEqual(log.held, [`[${RecordKind.beginning}]`, ...lines(500, 2010)]);
  await log.look("head");
  assert.deepEqual([log.ring.count, log.ring.tail, log.ring.lineCount], [1511, newest, 10]);
});

test("older_BeyondTheLimit_DetachesAndNewerPagesLeadBack", async () => {
  const log = new GrowingLog(0, 5000, 2500);
  log.grow(2000);
  await log.look("head");
  assert.deepEqual([log.window.attached, log.held], [false, lines(4000, 6500)]);
  log.grow(100);
  assert.deepEqual([log.ring.count, log.ring.lineCount, log.window.lastLines(1).map(textOf)], [2500, 2100, ["n 7099"]]);
  await log.look("tail");
  assert.deepEqual([log.window.attached, log.held], [true, lines(4600, 7100)]);
  log.grow(5);
  assert.deepEqual([log.ring.lineCount, log.held.at(-1)], [2105, "n 7104"]);
});

test("around_FarAway_HoldsBothSidesAndNamesTheRow", async () => {
  const log = new GrowingLog(0, 50_000);
  log.grow(10);
  const seq = await log.window.around(20_000);
  assert.deepEqual([textOf(log.ring.at(seq!)!), log.window.attached, log.held], ["n 20000", false, lines(19_500, 21_000)]);
});

test("newest_FromFarAway_HoldsTheEndAndWhatCameMeanwhile", async () => {
  const log = new GrowingLog(0, 50_000);
  log.grow(10);
  await log.window.around(20_000);
  const going = log.window.newest();
  log.grow(20);
  await going;
  assert.deepEqual([log.window.attached, log.held], [true, lines(49_010, 50_030)]);
});

test("around_NearTheEnd_StaysLiveWithoutDoubles", async () => {
  const log = new GrowingLog(0, 50_000);
  log.grow(10);
  const going = log.window.around(49_900);
  log.grow(3);
  await going;
  log.grow(2);
  assert.deepEqual([log.window.attached, log.held.at(-1), new Set(log.held).size], [false, "n 50009", log.held.length]);
  await log.look("tail");
  assert.deepEqual([log.window.attached, log.held.at(-1)], [true, "n 50014"]);
});

test("page_Fails_SaysWhyAndKeepsWhatIsHeld", async () => {
  const log = new GrowingLog(0, 2000);
  log.grow(10);
  log.failure = "no right to this log";
  await log.look("head");
  assert.deepEqual([log.window.error, log.ring.count], ["no right to this log", 10]);
});

test("clear_ThenLinesCome_AsksForNothingOlder", async () => {
  const log = new GrowingLog(0, 2000);
  log.grow(10);
  log.window.clear();
  log.grow(3);
  await log.look("head");
  assert.deepEqual(log.held, lines(2010, 2013));
});
