import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { logLabels } from "./log-labels";
import { RecordKind, toRecord } from "./records";
import { decodeText, drawRow, plainText, type RowContext } from "./row-view";
import { line } from "./wire-records.testing";

const window = new Window();
Object.assign(globalThis, { document: window.document });
const context: RowContext = { labels: logLabels, timestamps: "utc" };

function draw(record: Parameters<typeof drawRow>[1], given = context): HTMLElement {
  const row = document.createElement("div");
  drawRow(row, record, given);
  return row;
}

test("decodeText_InvalidUtf8_ShowsReplacementCharacters", () => {
  const bytes = Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0x62);
  assert.equal(decodeText(toRecord(1, 0, 0, bytes, 0, bytes.length, false)), "a\ufffd\ufffd(b");
});

test("decodeText_CutLine_EndsVisiblyWithoutHalfACharacter", () => {
  const bytes = new TextEncoder().encode("ab한").subarray(0, 4);
  assert.equal(decodeText(toRecord(1, 0, 0, bytes, 0, bytes.length, true)), "ab…");
});

test("drawRow_TextWithMarkup_StaysText", () => {
  const row = draw(line(0n, "<img src=x onerror=alert(1)> \x1b[1m<b>bold</b>"));
  assert.equal(row.querySelector("img, b"), null);
  assert.equal(row.textContent, "<img src=x onerror=alert(1)> <b>bold</b>");
  assert.equal(row.querySelector<HTMLElement>(".text span")!.style.fontWeight, "700");
});

test("drawRow_WithTimestamp_ShowsItInUtc", () => {
  const row = draw(line(BigInt(Date.UTC(2026, 0, 2, 3, 4, 5, 678)) * 1_000_000n, "text"));
  assert.equal(row.querySelector(".time")!.textContent, "2026-01-02 03:04:05.678Z ");
});

test("drawRow_TimestampsOff_ShowsTextOnly", () => {
  const row = draw(line(1_768_000_000_000_000_000n, "text"), { ...context, timestamps: "none" });
  assert.equal(row.textContent, "text");
});

test("drawRow_Stderr_IsMarked", () => {
  assert.equal(draw(line(0n, "x", RecordKind.stderr)).dataset["kind"], "stderr");
});

test("drawRow_Skipped_SaysHowMany", () => {
  const bytes = Uint8Array.of(210, 4, 0, 0, 0, 0, 0, 0);
  const row = draw(toRecord(RecordKind.skipped, 0, 0, bytes, 0, 8, false));
  assert.match(row.textContent!, /^1,234 lines are not kept/);
});

test("plainText_Coloured_IsTheTextAlone", () => {
  assert.equal(plainText(line(0n, "\x1b[1mbold\x1b[0m end")), "bold end");
});
