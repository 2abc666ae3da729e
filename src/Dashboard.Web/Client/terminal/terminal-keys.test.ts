import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import { TerminalKeys, withControl } from "./terminal-keys";

test("withControl_Letters_AreControlCharacters", () => {
  assert.deepEqual([withControl("c"), withControl("["), withControl(" "), withControl("1"), withControl("ab")], ["\x03", "\x1b", "\0", "1", "ab"]);
});

function press(keys: TerminalKeys, name: string): void {
  const button = [...keys.element.querySelectorAll("button")].find((b) => b.textContent === name);
  assert.ok(button, name);
  button.click();
}

test("apply_ControlHeld_IsForOneKeyOnly", () => {
  const keys = new TerminalKeys("Keys", () => undefined, () => false);
  press(keys, "Ctrl");
  assert.deepEqual([keys.apply("d"), keys.apply("d")], ["\x04", "d"]);
});

test("press_Arrow_IsSpeltAsTheProgramWants", () => {
  const typed: string[] = [];
  let application = false;
  const keys = new TerminalKeys("Keys", (text) => typed.push(text), () => application);
  press(keys, "↑");
  application = true;
  press(keys, "↑");
  press(keys, "Esc");
  assert.deepEqual(typed, ["\x1b[A", "\x1bOA", "\x1b"]);
});
