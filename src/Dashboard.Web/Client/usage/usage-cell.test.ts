import { FakeSight } from "../wire/sight.testing";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { until } from "../wire/fake-hub.testing";
import { UsageCell } from "./usage-cell";
import type { UsageFeed, UsageListener } from "./usage-feed";
import type { UsagePoint } from "./usage-point";

customElements.define("usage-cell", UsageCell);
afterEach(() => document.body.replaceChildren());

/** Remembers who watches what. */
class Watchers {
  readonly open = new Map<string, UsageListener>();

  watch(environment: string, container: string, _: boolean, listener: UsageListener): () => void {
    const key = `${environment}/${container}`;
    this.open.set(key, listener);
    return () => this.open.delete(key);
  }
}

const point = { at: 1, cpu: 12.5, memory: 1 << 20, memoryLimit: 1 << 22, received: 0, sent: 0, read: 0, written: 0, pids: 1 } satisfies UsagePoint;

async function add(feed: Watchers): Promise<UsageCell> {
  const cell = document.createElement("usage-cell") as UsageCell;
  cell.feed = feed as unknown as UsageFeed;
  cell.setAttribute("metric", "cpu");
  cell.setAttribute("environment", "local");
  cell.setAttribute("container", "web");
  document.body.append(cell);
  await until("it has begun", () => FakeSight.watches(cell));
  return cell;
}

test("cell_InAHiddenColumn_WatchesNothing_AndKeepsItsLastFigureWhenItIsHiddenAgain", async () => {
  const feed = new Watchers();
  const cell = await add(feed);
  FakeSight.show(cell, false);
  assert.equal(feed.open.size, 0);
  FakeSight.show(cell, true);
  await until("it watches", () => feed.open.has("local/web"));
  feed.open.get("local/web")!.point(point);
  assert.match(cell.textContent ?? "", /12\.5/);
  FakeSight.show(cell, false);
  assert.equal(feed.open.size, 0);
  assert.match(cell.textContent ?? "", /12\.5/);
});

test("cell_OfAnotherContainer_ShowsNothingOfTheOld", async () => {
  const feed = new Watchers();
  const cell = await add(feed);
  FakeSight.show(cell, true);
  await until("it watches", () => feed.open.has("local/web"));
  feed.open.get("local/web")!.point(point);
  cell.setAttribute("container", "db");
  await until("it has begun anew", () => cell.textContent === "…");
  assert.equal(feed.open.size, 0);
  FakeSight.show(cell, true);
  await until("it watches the other", () => feed.open.has("local/db"));
});
