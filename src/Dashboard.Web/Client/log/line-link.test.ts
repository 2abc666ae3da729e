import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import { lineOf, linkTo } from "./line-link";

test("lineOf_WhatLinkToWrote_IsTheNumber", () => {
  assert.equal(lineOf(new URL(linkTo(1_790_000_000_123_456)).hash), 1_790_000_000_123_456);
});

for (const hash of ["", "#", "#line=", "#line=-1", "#line=1x", "#other=1", "#line=12345678901234567"]) {
  test(`lineOf_${hash || "nothing"}_IsNone`, () => assert.equal(lineOf(hash), undefined));
}
