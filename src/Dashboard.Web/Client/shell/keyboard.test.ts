import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { listenToKeys } from "./keyboard";

const window = new Window();
const { document } = window as unknown as { document: Document };
Object.assign(globalThis, {
  document, Element: window.Element, HTMLElement: window.HTMLElement, HTMLInputElement: window.HTMLInputElement, Event: window.Event,
});
listenToKeys(document);

function rows(...names: string[]): string {
  return names.map((name) => `<tr data-row id="${name}"><td><input type="checkbox"></td>
    <td><a data-row-open href="#${name}">${name}</a></td><td><input class="text"></td></tr>`).join("");
}

beforeEach(() => {
  document.body.innerHTML = `<div data-filter-input><input id="filter"></div>
    <input id="other"><div id="editable" contenteditable="true" tabindex="0"></div>
    <table data-row-nav><tbody>${rows("a", "b", "c")}</tbody></table><table><tbody>${rows("outside")}</tbody></table>`;
});

function find<T extends HTMLElement = HTMLElement>(selector: string): T {
  return document.querySelector<T>(selector)!;
}

/** Presses the key where the focus is. Returns whether the page took it. */
function press(key: string, modifiers: KeyboardEventInit = {}): boolean {
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers } as never);
  (document.activeElement ?? document.body).dispatchEvent(event as unknown as Event);
  return event.defaultPrevented;
}

function focused(): string {
  return document.activeElement?.id ?? "";
}

test("slash_OnThePage_GoesToTheFilter", () => {
  assert.equal(press("/"), true);
  assert.equal(focused(), "filter");
});

test("slash_WhileTyping_IsText", () => {
  for (const id of ["other", "editable", "filter"]) {
    find(`#${id}`).focus();
    assert.equal(press("/"), false, id);
    assert.equal(focused(), id);
  }
});

test("slash_WithAModifierOrWithoutAFilter_IsNotOurs", () => {
  assert.equal(press("/", { ctrlKey: true }), false);
  find("[data-filter-input]").remove();
  assert.equal(press("/"), false);
});

test("slash_AttributeOnTheInputItself_Works", () => {
  find("[data-filter-input]").outerHTML = '<input id="direct" data-filter-input>';
  assert.equal(press("/"), true);
  assert.equal(focused(), "direct");
});

test("escape_InTheFilter_EmptiesTellsAndLeaves", () => {
  const filter = find<HTMLInputElement>("#filter");
  const heard: string[] = [];
  filter.addEventListener("input", () => heard.push(filter.value));
  filter.value = "web";
  filter.focus();
  assert.equal(press("Escape"), true);
  assert.deepEqual([filter.value, heard], ["", [""]]);
  assert.notEqual(focused(), "filter");
});

test("escape_ElsewhereOrEmpty_TellsNothing", () => {
  find("#other").focus();
  assert.equal(press("Escape"), false);
  const filter = find("#filter");
  filter.addEventListener("input", () => assert.fail("nothing changed"));
  filter.focus();
  press("Escape");
});

test("arrows_BetweenRows_MoveAndStopAtTheEnds", () => {
  find("#filter").focus();
  assert.equal(press("ArrowDown"), true);
  assert.equal(focused(), "a");
  const path = ["ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown", "Home", "End", "ArrowUp"].map((key) => {
    assert.equal(press(key), true);
    return focused();
  });
  assert.deepEqual(path, ["a", "b", "c", "c", "a", "c", "b"]);
});

test("arrows_FocusedRow_IsTheOneTabStop", () => {
  find("#filter").focus();
  press("ArrowDown");
  press("ArrowDown");
  assert.deepEqual(["a", "b", "c"].map((id) => find(`#${id}`).tabIndex), [-1, 0, -1]);
});

test("arrows_RowsRenderedAnew_StillMove", () => {
  find("[data-row-nav] tbody").innerHTML = rows("x", "y");
  find("#filter").focus();
  press("ArrowDown");
  press("ArrowDown");
  assert.equal(focused(), "y");
});

test("arrows_OutsideTheContainerOrInATextField_AreNotOurs", () => {
  const outside = find("#outside");
  outside.tabIndex = 0;
  outside.focus();
  assert.equal(press("ArrowUp"), false);
  find<HTMLInputElement>("#b .text").focus();
  assert.equal(press("ArrowDown"), false);
  assert.equal(press("Home"), false);
});

test("enter_OnARow_OpensIt", () => {
  const opened: string[] = [];
  for (const link of document.querySelectorAll("[data-row-open]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      opened.push(link.textContent!);
    });
  }
  find("#filter").focus();
  press("ArrowDown");
  press("ArrowDown");
  assert.equal(press("Enter"), true);
  assert.deepEqual(opened, ["b"]);
});

test("space_OnARow_TogglesItsCheckbox", () => {
  find("#filter").focus();
  press("ArrowDown");
  assert.equal(press(" "), true);
  assert.equal(find<HTMLInputElement>("#a [type=checkbox]").checked, true);
  assert.equal(find<HTMLInputElement>("#b [type=checkbox]").checked, false);
});

test("enterAndSpace_OnAControlInTheRow_AreItsOwn", () => {
  find("#a [type=checkbox]").focus();
  assert.equal(press(" "), false);
  find("#a a").focus();
  assert.equal(press("Enter"), false);
});

test("ctrlEnter_InsideASubmitScope_PressesItsButton", () => {
  document.body.innerHTML = `<div data-submit-scope><input id="name"><button data-submit>Run</button></div><input id="outside">`;
  let pressed = 0;
  find("[data-submit]").addEventListener("click", () => pressed++);
  find("#name").focus();
  assert.equal(press("Enter"), false);
  assert.equal(press("Enter", { ctrlKey: true }), true);
  assert.equal(press("Enter", { metaKey: true }), true);
  assert.equal(pressed, 2);
  find("#outside").focus();
  assert.equal(press("Enter", { ctrlKey: true }), false);
  find<HTMLButtonElement>("[data-submit]").disabled = true;
  find("#name").focus();
  assert.equal(press("Enter", { ctrlKey: true }), false);
  assert.equal(pressed, 2);
});
