import { FakeSight, hideTab } from "./sight.testing";
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { until } from "./fake-hub.testing";
import { DWELL, SeenElement } from "./seen-element";

class Probe extends SeenElement {
  static readonly observedAttributes = ["a", "b"];

  readonly told: string[] = [];

  protected begin(): boolean {
    this.told.push(`begin ${this.getAttribute("a") ?? ""}${this.getAttribute("b") ?? ""}`);
    return this.hasAttribute("a");
  }

  protected watch(): () => void {
    this.told.push("watch");
    return () => this.told.push("stop");
  }

  protected override end(): void {
    this.told.push("end");
  }
}

customElements.define("seen-probe", Probe);
afterEach(() => {
  document.body.replaceChildren();
  hideTab(false);
});

async function add(attributes: Record<string, string> = { a: "1" }): Promise<Probe> {
  const probe = document.createElement("seen-probe") as Probe;
  for (const [name, value] of Object.entries(attributes)) probe.setAttribute(name, value);
  document.body.append(probe);
  await until("it has begun", () => probe.told.length > 0);
  return probe;
}

// The dwelling time passes when a test says so.
mock.timers.enable({ apis: ["setTimeout"] });
const dwell = (): void => mock.timers.tick(DWELL);

function watching(probe: Probe): void {
  dwell();
  assert.equal(probe.told.at(-1), "watch");
}

test("element_OutOfSight_DoesNotWatch", async () => {
  const probe = await add();
  dwell();
  assert.deepEqual(probe.told, ["begin 1"]);
});

test("element_ScrolledInAndOutAndIn_WatchesWhileItIsSeen", async () => {
  const probe = await add();
  FakeSight.show(probe, true);
  watching(probe);
  FakeSight.show(probe, false);
  assert.deepEqual(probe.told, ["begin 1", "watch", "stop"]);
  FakeSight.show(probe, true);
  watching(probe);
  assert.deepEqual(probe.told, ["begin 1", "watch", "stop", "watch"]);
});

test("element_FlyingPast_NeverWatches", async () => {
  const probe = await add();
  FakeSight.show(probe, true);
  FakeSight.show(probe, false);
  dwell();
  assert.deepEqual(probe.told, ["begin 1"]);
});

test("tab_InTheBackground_StopsAndStartsAgain", async () => {
  const probe = await add();
  FakeSight.show(probe, true);
  watching(probe);
  hideTab(true);
  assert.deepEqual(probe.told, ["begin 1", "watch", "stop"]);
  FakeSight.show(probe, true);
  dwell();
  assert.equal(probe.told.length, 3);
  hideTab(false);
  watching(probe);
});

test("attributes_ChangedTogether_BeginItAnewOnce_AndItWatchesWhenSeen", async () => {
  const probe = await add();
  FakeSight.show(probe, true);
  watching(probe);
  probe.setAttribute("a", "2");
  probe.setAttribute("b", "3");
  await until("it has begun anew", () => probe.told.at(-1) === "begin 23");
  assert.deepEqual(probe.told, ["begin 1", "watch", "stop", "end", "begin 23"]);
  FakeSight.show(probe, true);
  watching(probe);
});

test("element_RemovedWhileWatching_StopsAndEnds", async () => {
  const probe = await add();
  FakeSight.show(probe, true);
  watching(probe);
  probe.remove();
  await until("it has ended", () => probe.told.at(-1) === "end");
  assert.deepEqual(probe.told, ["begin 1", "watch", "stop", "end"]);
  assert.equal(FakeSight.watches(probe), false);
});

test("element_WithNothingToWatch_IsNotObserved", async () => {
  const probe = await add({ b: "only" });
  assert.equal(FakeSight.watches(probe), false);
});
