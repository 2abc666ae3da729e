import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import { highlight } from "./highlight";
import { patternOf, type LogQuery } from "./log-query";

const query: LogQuery = { text: "", regex: false, caseSensitive: false, stream: "", levels: [] };

function row(...spans: string[]): HTMLElement {
  const text = document.createElement("span");
  for (const part of spans) {
    const span = document.createElement("b");
    span.textContent = part;
    text.append(span);
  }
  return text;
}

function marked(text: HTMLElement): string[] {
  return [...text.querySelectorAll("mark")].map((mark) => mark.textContent ?? "");
}

test("highlight_OverTheBorderOfSpans_MarksBothParts", () => {
  const text = row("an er", "ror, ERROR");
  highlight(text, patternOf({ ...query, text: "error" })!);
  assert.deepEqual([marked(text), text.textContent], [["er", "ror", "ERROR"], "an error, ERROR"]);
});

test("patternOf_PlainText_IsTakenLiterally", () => {
  const text = row("a.b axb [1]");
  highlight(text, patternOf({ ...query, text: "a.b" })!);
  assert.deepEqual(marked(text), ["a.b"]);
});

test("highlight_RegexThatMatchesNothing_MarksNothing", () => {
  const text = row("abc");
  highlight(text, patternOf({ ...query, text: "x*", regex: true })!);
  assert.deepEqual([marked(text), text.textContent], [[], "abc"]);
});

test("patternOf_OnlyTheServerUnderstands_IsNone", () => {
  assert.equal(patternOf({ ...query, text: "(?x", regex: true }), undefined);
});
