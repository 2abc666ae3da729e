import assert from "node:assert/strict";
import { test } from "node:test";
import { readJsonLine } from "./json-line";

test("readJsonLine_Object_TakesTheMessageOut", () => {
  const { message, fields } = readJsonLine('{"ts":5,"level":"info","msg":"paid","amount":3,"cart":{"id":7},"none":null}')!;
  assert.deepEqual([message, fields], ["paid", [["level", "info"], ["amount", "3"], ["cart", '{"id":7}'], ["none", "null"]]]);
});

test("readJsonLine_NoMessage_KeepsAllFields", () => {
  assert.deepEqual(readJsonLine(' {"a":"b"} '), { object: { a: "b" }, all: [["a", "b"]], message: "", fields: [["a", "b"]] });
});

for (const text of ["", "plain", "[1,2]", "{broken}", '{"a":1} and more', "{".repeat(50) + "}"]) {
  test(`readJsonLine_${text.slice(0, 12) || "nothing"}_IsNone`, () => assert.equal(readJsonLine(text), undefined));
}
