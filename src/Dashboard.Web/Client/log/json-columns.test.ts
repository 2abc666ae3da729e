import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import { JsonColumns } from "./json-columns";
import { readJsonLine } from "./json-line";

function seen(...lines: object[]): JsonColumns {
  const columns = new JsonColumns();
  for (const line of lines) columns.saw(readJsonLine(JSON.stringify(line))!);
  return columns;
}

test("offered_FieldsSeen_TheChosenFirstThenTheMostFrequent", () => {
  const columns = seen({ msg: "a", user: "kim" }, { msg: "b", user: "lee", path: "/" });
  assert.deepEqual(columns.offered(["status"]), ["status", "user", "path"]);
});

test("draw_ALine_PutsItsValuesIntoCellsAndTheMessageAfterThem", () => {
  const columns = seen({ msg: "paid", user: "kim", amount: 3 });
  const drawn = columns.draw(readJsonLine('{"msg":"paid","amount":3}')!, ["user", "amount"]) as HTMLElement[];
  assert.deepEqual(drawn.map((cell) => [cell.className, cell.textContent]), [["cell", ""], ["cell", "3"], ["message", "paid"]]);
});

test("widthOf_LongerValues_GrowsUpToABound", () => {
  const columns = seen({ msg: "a", path: "/x" });
  const { version } = columns;
  assert.equal(columns.widthOf("path"), 6);
  columns.saw(readJsonLine(JSON.stringify({ msg: "b", path: "/".repeat(100) }))!);
  assert.deepEqual([columns.widthOf("path"), columns.version > version], [32, true]);
});
