import "../wire/dom.testing";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { FakeHub, until } from "../wire/fake-hub.testing";
import { LogView } from "./log-view";
import { mergedBatch, wireBatch, wireRecord } from "./wire-records.testing";

customElements.define("log-view", LogView);

interface Shown {
  view: LogView;
  hubs: FakeHub[];
}

afterEach(() => document.body.replaceChildren());

/** A view in the document, with its first connection following. */
async function show(attributes: Record<string, string> = {}): Promise<Shown> {
  const hubs: FakeHub[] = [];
  const view = document.createElement("log-view") as LogView;
  for (const [name, value] of Object.entries({ environment: "local", container: "web", ...attributes })) view.setAttribute(name, value);
  view.connect = () => {
    const next = new FakeHub();
    hubs.push(next);
    return next.hub;
  };
  document.body.append(view);
  await until("the view follows", () => (hubs[0]?.opened.length ?? 0) > 0);
  return { view, hubs };
}

function find<T extends HTMLElement = HTMLElement>(view: LogView, selector: string): T {
  return view.shadowRoot!.querySelector<T>(selector)!;
}

function lines(...texts: string[]): Uint8Array {
  return wireBatch(...texts.map((text, i) => wireRecord(1, BigInt(i + 1), text)));
}

test("batch_Received_IsCountedDrawnAndAcknowledged", async () => {
  const { view, hubs } = await show({ timestamps: "none" });
  const batch = lines("one", "\x1b[31mtwo\x1b[0m");
  hubs[0]!.give(batch);
  assert.deepEqual([view.lineCount, view.lastText], [2, "two"]);
  await until("rows are drawn", () => view.shadowRoot!.querySelectorAll(".row").length === 2);
  assert.deepEqual([...view.shadowRoot!.querySelectorAll(".row")].map((row) => row.textContent), ["one", "two"]);
  await until("credit is given back", () => hubs[0]!.sent.length > 0);
  assert.deepEqual(hubs[0]!.sent, [["Ack", batch.byteLength]]);
});

test("attributes_AllSetAtOnce_MakeOneConnection", async () => {
  const { hubs } = await show({ tail: "-1" });
  assert.deepEqual([hubs.length, hubs[0]!.opened], [1, ["Follow", "local", "web", -1, "", -1]]);
});

test("container_Changed_StartsAnewWithNothingOfTheOld", async () => {
  const { view, hubs } = await show();
  hubs[0]!.give(lines("old"));
  view.setAttribute("container", "db");
  await until("it follows the other", () => hubs[1]?.opened[2] === "db");
  assert.deepEqual([hubs[0]!.stopped, view.lineCount, view.lastText], [true, 0, ""]);
  hubs[0]!.give(lines("late"));
  assert.equal(view.lineCount, 0);
});

test("timestamps_Changed_KeepsTheConnection", async () => {
  const { view, hubs } = await show();
  hubs[0]!.give(lines("one"));
  await until("a time is drawn", () => view.shadowRoot!.querySelector(".time") !== null);
  view.setAttribute("timestamps", "none");
  await until("it is gone", () => view.shadowRoot!.querySelector(".time") === null);
  assert.equal(hubs.length, 1);
});

test("element_Removed_ClosesItsConnection", async () => {
  const { view, hubs } = await show();
  view.remove();
  await until("it is closed", () => hubs[0]!.stopped);
});

test("element_MovedWithinTheDocument_KeepsFollowing", async () => {
  const { view, hubs } = await show();
  hubs[0]!.give(lines("one"));
  const place = document.createElement("section");
  document.body.append(place);
  place.append(view);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([hubs.length, hubs[0]!.stopped, view.lineCount], [1, false, 1]);
});

test("follow_LetGo_NewLinesAreOfferedAndTakenOnRequest", async () => {
  const { view, hubs } = await show({ labels: '{"newLines":"새 줄 {0}개"}' });
  hubs[0]!.give(lines("one"));
  find(view, "[data-action=follow]").click();
  assert.equal(view.following, false);
  hubs[0]!.give(lines("two", "three"));
  await until("the pill appears", () => find(view, ".pill").hidden === false);
  assert.equal(find(view, ".pill").textContent, "새 줄 2개");
  find(view, ".pill").click();
  assert.equal(view.following, true);
  await until("the pill goes", () => find(view, ".pill").hidden === true);
});

test("connection_Lost_SaysSoAndKeepsTheLines", async () => {
  const { view, hubs } = await show();
  hubs[0]!.give(lines("one"));
  hubs[0]!.drop();
  await until("the strip appears", () => find(view, ".strip").dataset["state"] === "reconnecting");
  assert.equal(find(view, ".strip").hidden, false);
  await until("it is back", () => hubs[1]?.opened[4] === "0.000000001");
  assert.deepEqual([find(view, ".strip").hidden, view.lineCount], [true, 1]);
});

test("clear_ThenConnectionLost_StillResumesWithoutDoubles", async () => {
  const { view, hubs } = await show();
  hubs[0]!.give(lines("one", "two"));
  find(view, "[data-action=clear]").click();
  assert.equal(view.lastText, "");
  hubs[0]!.drop();
  await until("it is back", () => hubs[1]?.opened[4] === "0.000000002");
  hubs[1]!.give(wireBatch(wireRecord(1, 2n, "two"), wireRecord(1, 3n, "three")));
  assert.deepEqual([view.lineCount, view.lastText], [3, "three"]);
});

test("server_Refuses_ShowsItsWordsAndTriesAgainOnRequest", async () => {
  const { view, hubs } = await show();
  hubs[0]!.refuse("no such container");
  await until("the strip appears", () => find(view, ".strip").hidden === false);
  assert.match(find(view, ".strip").textContent!, /no such container/);
  find(view, ".strip button").click();
  await until("it follows again", () => (hubs[1]?.opened.length ?? 0) > 0);
});

test("selector_SeveralContainers_ShowsEachLinesNameAndHidesOnes", async () => {
  const { view, hubs } = await show({ container: "", selector: "project=shop", timestamps: "none" });
  assert.deepEqual(hubs[0]!.opened, ["Follow", "local", "project=shop", 1000, {}, -1]);
  hubs[0]!.give(mergedBatch([{ id: "a", name: "web", next: 2 }, { id: "b", name: "db", next: 5 }], [[1, 0, 7, "one"], [1, 1, 8, "two"]]));
  const rows = (): string[] => [...view.shadowRoot!.querySelectorAll(".row .source")].map((name) => name.textContent!.trim());
  await until("rows are drawn", () => rows().length === 2);
  assert.deepEqual(rows(), ["web", "db"]);
  const [box] = view.shadowRoot!.querySelectorAll<HTMLInputElement>("[data-action=sources] input");
  box!.checked = false;
  box!.dispatchEvent(new window.Event("change"));
  await until("the lines of one are hidden", () => rows().length === 1);
  assert.deepEqual(rows(), ["db"]);
  hubs[0]!.drop();
  await until("it goes on where it was", () => (hubs[1]?.opened.length ?? 0) > 0);
  assert.deepEqual(hubs[1]!.opened, ["Follow", "local", "project=shop", 1000, { a: 2, b: 5 }, 8]);
});

test("columns_FieldChosen_StandsUnderItsNameInEachRow", async () => {
  const { view, hubs } = await show({ timestamps: "none" });
  hubs[0]!.give(lines('{"msg":"paid","user":"kim"}', '{"msg":"sent","user":"lee"}'));
  await until("rows are drawn", () => view.shadowRoot!.querySelectorAll(".row .message").length === 2);
  const menu = find<HTMLDetailsElement>(view, "[data-action=columns]");
  menu.open = true;
  menu.dispatchEvent(new window.Event("toggle"));
  const box = find<HTMLInputElement>(view, "[data-action=columns] input");
  box.checked = true;
  box.dispatchEvent(new window.Event("change"));
  await until("there are cells", () => view.shadowRoot!.querySelectorAll(".viewport .cell").length === 2);
  assert.deepEqual([...view.shadowRoot!.querySelectorAll(".cell")].map((cell) => cell.textContent), ["user", "kim", "lee"]);
});
