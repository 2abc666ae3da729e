import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawSource, sharedPrefix, sourceWidth } from "./source-name";

for (const [names, shared] of [
  [["shop-web-1", "shop-db-1"], 5], [["shop-web-1", "shop-web-2"], 9], [["shop-web-1"], 0], [["web", "worker"], 0], [["a_b", "a_c"], 2], [[], 0],
] as [string[], number][]) {
  test(`sharedPrefix_${names.join("+")}_Is${shared}`, () => assert.equal(sharedPrefix(names), shared));
}

test("drawSource_SharedBeginning_IsLeftOutAndInTheTitle", () => {
  const drawn = drawSource("shop-web-1", 5, 1, sourceWidth(["shop-web-1", "shop-db-1"], 5));
  assert.deepEqual([drawn.textContent, drawn.title], ["web-1", "shop-web-1"]);
});
