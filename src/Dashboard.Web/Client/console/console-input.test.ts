import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import type { Hub } from "../wire/hub";

const window = new Window();
const { document } = window as unknown as { document: Document };
Object.assign(globalThis, {
  document, Element: window.Element, HTMLElement: window.HTMLElement, HTMLInputElement: window.HTMLInputElement, Event: window.Event, window,
});
const { ConsoleInput } = await import("./console-input");
window.customElements.define("console-input", ConsoleInput as never);

/** Answers with what a test says, and keeps what was asked. */
class FakeServer {
  readonly asked: unknown[][] = [];
  items = [item("stop", "command"), item("start", "command")];
  lines = ["docker ps -a", "docker images"];

  readonly hub = {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    onclose: () => undefined,
    invoke: (...question: unknown[]) => {
      this.asked.push(question);
      return Promise.resolve(question[0] === "History"
        ? this.lines.filter((l) => l.includes(String(question[1])))
        : { Start: 7, Items: this.items, Total: this.items.length });
    },
  } as unknown as Hub;
}

function item(text: string, kind: string): { Text: string; Kind: string; Description: string; IsWhole: boolean } {
  return { Text: text, Kind: kind, Description: `about ${text}`, IsWhole: true };
}

let server: FakeServer;
let input: InstanceType<typeof ConsoleInput>;
let sent: string[];

beforeEach(() => {
  server = new FakeServer();
  sent = [];
  document.body.replaceChildren();
  input = document.createElement("console-input") as InstanceType<typeof ConsoleInput>;
  input.connect = () => server.hub;
  input.setAttribute("environment", "local");
  input.addEventListener("change", () => sent.push(input.value));
  document.body.append(input);
});

const area = (): HTMLTextAreaElement => input.querySelector("textarea")!;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const shown = (): string[] => [...input.querySelectorAll("[role=option] b")].map((e) => e.textContent ?? "");

async function type(text: string): Promise<void> {
  area().value = text;
  area().setSelectionRange(text.length, text.length);
  area().dispatchEvent(new window.Event("input", { bubbles: true }) as unknown as Event);
  await settled();
}

async function press(key: string, modifiers: Record<string, boolean> = {}): Promise<boolean> {
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers });
  area().dispatchEvent(event as unknown as Event);
  await settled();
  return event.defaultPrevented;
}

test("enter_ALine_IsSentOnceAndTheInputIsEmpty", async () => {
  await type("docker ps");
  await press("Enter");
  assert.deepEqual([sent, input.text], [["docker ps"], ""]);
  await press("Enter");
  assert.deepEqual(sent, ["docker ps"]);
});

test("enter_WhileACommandRuns_IsKept", async () => {
  input.setAttribute("busy", "true");
  await type("docker ps");
  await press("Enter");
  assert.deepEqual([sent, input.text], [[], "docker ps"]);
});

test("enter_WithShift_MakesALine", async () => {
  await type("docker ps");
  assert.equal(await press("Enter", { shiftKey: true }), false);
  assert.deepEqual(sent, []);
});

test("typing_AsksTheServer_AndTabTakesTheFirst", async () => {
  await type("docker st");
  assert.deepEqual(server.asked.at(-1), ["Complete", "local", "docker st", 9]);
  assert.deepEqual(shown(), ["stop", "start"]);
  assert.equal(await press("Tab"), true);
  assert.equal(input.text, "docker stop ");
});

test("arrows_InTheList_ChooseAndEnterTakes", async () => {
  await type("docker st");
  await press("ArrowDown");
  await press("ArrowDown");
  assert.equal(input.querySelector("[aria-selected=true] b")?.textContent, "start");
  await press("Enter");
  assert.deepEqual([sent, input.text], [[], "docker start "]);
});

test("enter_WithAListNobodyMovedIn_SendsTheLine", async () => {
  await type("docker st");
  await press("Enter");
  assert.deepEqual(sent, ["docker st"]);
});

test("tab_WithNothingTyped_GoesOn", async () => assert.equal(await press("Tab"), false));

test("take_ANameWithABlank_IsQuoted", async () => {
  server.items = [item("it's a b", "network")];
  await type("docker x");
  await press("Tab");
  assert.equal(input.text, String.raw`docker 'it'\''s a b' `);
});

test("arrowUp_WithNoList_WalksTheHistory", async () => {
  area().dispatchEvent(new window.Event("focus") as unknown as Event);
  await settled();
  await press("ArrowUp");
  assert.equal(input.text, "docker ps -a");
  await press("ArrowUp");
  assert.equal(input.text, "docker images");
  await press("ArrowDown");
  assert.equal(input.text, "docker ps -a");
});

test("ctrlR_Searches_AndEnterTakesTheLineWithoutSending", async () => {
  await press("r", { ctrlKey: true });
  await type("images");
  assert.deepEqual([server.asked.at(-1), shown()], [["History", "images"], ["docker images"]]);
  await press("Enter");
  assert.deepEqual([sent, input.text], [[], "docker images"]);
});

test("ctrlC_StopsWhatRuns_OrEmptiesTheInput", async () => {
  await type("docker ps");
  await press("c", { ctrlKey: true });
  assert.deepEqual([sent, input.text], [[], ""]);
  input.setAttribute("busy", "true");
  await press("c", { ctrlKey: true });
  assert.deepEqual(sent, ["\x03"]);
});

test("change_OfTheTextareaItself_IsNoOrder", async () => {
  await type("docker rm -f web");
  area().dispatchEvent(new window.Event("change", { bubbles: true }) as unknown as Event);
  assert.deepEqual(sent, []);
});

test("list_WhatTheServerCantTell_IsSaid", async () => {
  server.hub.invoke = () => Promise.reject(new Error("An unexpected error. HubException: no engine"));
  await type("docker st");
  assert.match(input.querySelector(".console-status")?.textContent ?? "", /no engine/);
});
