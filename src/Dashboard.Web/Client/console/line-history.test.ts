import assert from "node:assert/strict";
import { test } from "node:test";
import { LineHistory } from "./line-history";

test("older_AndNewer_WalkAndComeBackToWhatWasTyped", () => {
  const history = new LineHistory();
  history.load(["docker ps", "docker images"]);
  assert.deepEqual(
    [history.older("dra"), history.older("x"), history.older("x"), history.newer(), history.newer(), history.newer()],
    ["docker ps", "docker images", undefined, "docker ps", "dra", undefined]);
});

test("add_ALineThatWasThere_MovesItToTheFront", () => {
  const history = new LineHistory();
  history.load(["a", "b"]);
  history.add("b");
  assert.deepEqual([history.older(""), history.older(""), history.older("")], ["b", "a", undefined]);
});
