import assert from "node:assert/strict";
import { test } from "node:test";
import { safeAddress } from "./terminal-links";

for (const text of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//example.org", "ssh://a", "blob:http://a/b", " "]) {
  test(`safeAddress_${text}_IsNone`, () => assert.equal(safeAddress(text), undefined));
}

test("safeAddress_Http_IsAsTheBrowserReadsIt", () => {
  assert.equal(safeAddress("https://EXAMPLE.org/a b"), "https://example.org/a%20b");
  assert.equal(safeAddress("http://example.org@evil.example/"), "http://example.org@evil.example/");
});
