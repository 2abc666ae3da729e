import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { listenToFolderKeys } from "./folder-keys";

const window = new Window();
const { document } = window as unknown as { document: Document };
Object.assign(globalThis, { document, Element: window.Element, HTMLElement: window.HTMLElement });
listenToFolderKeys(document);

const clicked: string[] = [];

beforeEach(() => {
  clicked.length = 0;
  document.body.innerHTML = `<a id="up" data-row-up href="#"></a><input id="text">
    <div data-row-start><div id="first" data-row tabindex="-1"></div><div data-row tabindex="-1"></div></div>`;
  document.getElementById("up")!.addEventListener("click", () => clicked.push("up"));
});

function press(key: string, target: HTMLElement, modifiers: KeyboardEventInit = {}): boolean {
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers } as never) as unknown as Event;
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

test("backspace_OnThePage_GoesUp", () => {
  assert.equal(press("Backspace", document.body), true);
  assert.equal(press("Backspace", document.getElementById("first")!), true);
  assert.deepEqual(clicked, ["up", "up"]);
});

test("backspace_WhileTypingOrAtTheTop_IsNotOurs", () => {
  assert.equal(press("Backspace", document.getElementById("text")!), false);
  assert.equal(press("Backspace", document.body, { ctrlKey: true }), false);
  document.getElementById("up")!.remove();
  assert.equal(press("Backspace", document.body), false);
  assert.deepEqual(clicked, []);
});

test("arrowDown_WhereNothingHasTheFocus_GoesToTheFirstRow", () => {
  assert.equal(press("ArrowDown", document.body), true);
  assert.equal(document.activeElement?.id, "first");
  assert.equal(press("ArrowDown", document.getElementById("text")!), false);
});
