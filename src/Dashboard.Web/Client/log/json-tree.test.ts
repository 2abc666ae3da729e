import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonTree } from "./json-tree";

test("jsonTree_NestedFields_AreFoldedUntilTheyAreOpened", () => {
  const tree = jsonTree({ user: { name: "<b>kim</b>" }, none: null, tags: [1, 2], empty: {} });
  assert.deepEqual([...tree.querySelectorAll("dt")].map((term) => term.textContent), ["user", "none", "tags", "empty"]);
  assert.deepEqual([...tree.querySelectorAll("summary")].map((head) => head.textContent), ["{1}", "[2]"]);
  const fold = tree.querySelector("details")!;
  fold.open = true;
  fold.dispatchEvent(new window.Event("toggle"));
  assert.equal(fold.querySelector("dd")!.textContent, "<b>kim</b>");
  assert.equal(fold.querySelector("b"), null);
});
