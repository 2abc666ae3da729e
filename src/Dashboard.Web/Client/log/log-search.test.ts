import assert from "node:assert/strict";
import { test } from "node:test";
import type { LogQuery } from "./log-query";
import { LogSearch, type LogSearcher, type SearchStep } from "./log-search";

const query: LogQuery = { text: "x", regex: false, caseSensitive: false, stream: "", levels: [] };

/** A server whose answers the test gives. */
class HeldSearcher implements LogSearcher {
  step: (step: SearchStep) => void = () => undefined;
  failed: (reason: string) => void = () => undefined;
  ended = 0;

  search(_: LogQuery, step: (step: SearchStep) => void, failed: (reason: string) => void): () => void {
    this.step = step;
    this.failed = failed;
    return () => this.ended++;
  }

  give(...numbers: number[]): void {
    this.step({ matches: numbers.map((number) => ({ number })), scanned: 5, total: 10, done: false, limited: false });
  }
}

test("after_BeyondTheLast_ComesRoundToTheFirst", () => {
  const server = new HeldSearcher();
  const search = new LogSearch(server, () => undefined);
  search.start(query);
  server.give(90, 80);
  server.give(20);
  assert.deepEqual([search.numbers, search.scanned, search.done], [[20, 80, 90], 5, false]);
  assert.deepEqual([search.after(20), search.after(90), search.before(80), search.before(20)], [80, 20, 20, 90]);
});

test("start_WhileOneGoesOn_EndsItAndTakesNoMoreOfIt", () => {
  const server = new HeldSearcher();
  const search = new LogSearch(server, () => undefined);
  search.start(query);
  const late = server.step;
  search.start({ ...query, text: "y" });
  late({ matches: [{ number: 1 }], scanned: 1, total: 1, done: true, limited: false });
  assert.deepEqual([server.ended, search.numbers], [1, []]);
});

test("search_Refused_SaysWhy", () => {
  const server = new HeldSearcher();
  const search = new LogSearch(server, () => undefined);
  search.start(query);
  server.failed("the expression lacks a closing )");
  assert.deepEqual([search.done, search.error, search.after(0)], [true, "the expression lacks a closing )", undefined]);
});
