import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import { RowPool } from "./row-pool";

/** A pool whose rows say which row they show. */
function pool(): { pool: RowPool; texts: () => string[]; drawn: number[] } {
  const container = document.createElement("div");
  const drawn: number[] = [];
  const rows = new RowPool(container, (row, seq) => {
    row.textContent = String(seq);
    drawn.push(seq);
  });
  return { pool: rows, texts: () => [...container.children].map((row) => row.textContent!), drawn };
}

test("show_NumbersBelowZeroAfterAllWereForgotten_DrawsThemLikeOthers", () => {
  const { pool: rows, texts, drawn } = pool();
  rows.show(0, 4);
  rows.invalidate();
  rows.show(-2, 2);
  assert.deepEqual(texts(), ["-2", "-1", "0", "1"]);
  assert.deepEqual(drawn, [0, 1, 2, 3, -2, -1, 0, 1]);
});

test("show_RowsThatStayInSight_AreNotDrawnAgain", () => {
  const { pool: rows, texts, drawn } = pool();
  rows.show(-3, 1);
  rows.show(-2, 3);
  assert.deepEqual(texts(), ["-2", "-1", "0", "1", "2"]);
  assert.deepEqual(drawn, [-3, -2, -1, 0, 1, 2]);
});
