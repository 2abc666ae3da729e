import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAnsi, stripAnsi } from "./ansi";

const ESC = "\x1b";

/** One span's style, for a text of one span. */
function styleOf(text: string): Record<string, unknown> {
  const spans = parseAnsi(text);
  assert.equal(spans.length, 1, JSON.stringify(spans));
  return { ...spans[0]!.style };
}

test("parseAnsi_PlainText_IsOneSpan", () => {
  assert.deepEqual(parseAnsi("plain\ttext 한글"), [{ text: "plain\ttext 한글", style: {} }]);
  assert.deepEqual(parseAnsi(""), []);
});

test("parseAnsi_SixteenColours_AreTheThemes", () => {
  assert.deepEqual(styleOf(`${ESC}[31mx`), { colour: "var(--log-ansi-1)" });
  assert.deepEqual(styleOf(`${ESC}[97mx`), { colour: "var(--log-ansi-15)" });
  assert.deepEqual(styleOf(`${ESC}[44mx`), { background: "var(--log-ansi-4)" });
  assert.deepEqual(styleOf(`${ESC}[100mx`), { background: "var(--log-ansi-8)" });
});

test("parseAnsi_256Colours_AreComputed", () => {
  assert.deepEqual(styleOf(`${ESC}[38;5;196mx`), { colour: "rgb(255 0 0)" });
  assert.deepEqual(styleOf(`${ESC}[48;5;244mx`), { background: "rgb(128 128 128)" });
  assert.deepEqual(styleOf(`${ESC}[38;5;2mx`), { colour: "var(--log-ansi-2)" });
  assert.deepEqual(styleOf(`${ESC}[38;5;67mx`), { colour: "rgb(95 135 175)" });
});

test("parseAnsi_Truecolour_InBothSpellings", () => {
  assert.deepEqual(styleOf(`${ESC}[38;2;1;2;3mx`), { colour: "rgb(1 2 3)" });
  assert.deepEqual(styleOf(`${ESC}[38:2::1:2:3mx`), { colour: "rgb(1 2 3)" });
  assert.deepEqual(styleOf(`${ESC}[38:2:1:2:3mx`), { colour: "rgb(1 2 3)" });
});

test("parseAnsi_CodesAfterAnExtendedColour_StillApply", () => {
  assert.deepEqual(styleOf(`${ESC}[38;5;196;1;4mx`), { colour: "rgb(255 0 0)", bold: true, underline: true });
  assert.deepEqual(styleOf(`${ESC}[38;2;1;2;3;3mx`), { colour: "rgb(1 2 3)", italic: true });
});

test("parseAnsi_ColourOutOfRange_IsIgnored", () => {
  assert.deepEqual(styleOf(`${ESC}[38;5;300mx`), {});
  assert.deepEqual(styleOf(`${ESC}[38;2;1;2;999mx`), {});
  assert.deepEqual(styleOf(`${ESC}[38mx`), {});
});

test("parseAnsi_SeveralStyles_BecomeSpansUntilReset", () => {
  assert.deepEqual(parseAnsi(`a${ESC}[1mb${ESC}[32mc${ESC}[22md${ESC}[0me${ESC}[3;4mf${ESC}[mg`), [
    { text: "a", style: {} },
    { text: "b", style: { bold: true } },
    { text: "c", style: { bold: true, colour: "var(--log-ansi-2)" } },
    { text: "d", style: { bold: false, faint: false, colour: "var(--log-ansi-2)" } },
    { text: "e", style: {} },
    { text: "f", style: { italic: true, underline: true } },
    { text: "g", style: {} },
  ]);
});

test("stripAnsi_OtherSequences_AreRemovedWhole", () => {
  const cases: Record<string, string> = {
    [`a${ESC}[2Kb${ESC}[10;20Hc${ESC}[?25ld`]: "abcd",
    [`a${ESC}]0;title\x07b${ESC}]8;;https://x${ESC}\\link${ESC}]8;;${ESC}\\c`]: "ablinkc",
    [`a${ESC}]52;c;aGVsbG8=\x07b`]: "ab",
    [`a${ESC}Pq#0;2;0;0;0${ESC}\\b`]: "ab",
    [`a${ESC}(Bb${ESC}7c${ESC}=d`]: "abcd",
    "a\x9b31mb\x9d0;t\x9cc": "abc",
    "a\x00\x07\x08\x7fb": "ab",
    [`a${ESC}[>4;2mb`]: "ab",
    [`a${ESC}]0;never ended`]: "a",
    [`a${ESC}[12`]: "a",
    [`a${ESC}`]: "a",
  };
  for (const [given, expected] of Object.entries(cases)) {
    assert.equal(stripAnsi(given), expected, JSON.stringify(given));
  }
});

test("parseAnsi_PrivateSequenceEndingInM_IsNoColour", () => {
  assert.deepEqual(styleOf(`${ESC}[>4;31mx`), {});
});

test("stripAnsi_CarriageReturns_KeepTheLastRedraw", () => {
  assert.equal(stripAnsi("10%\r50%\r100%"), "100%");
  assert.equal(stripAnsi("windows line\r"), "windows line");
  assert.equal(stripAnsi("10%\r20%\r"), "20%");
});

test("parseAnsi_ColourBeforeCarriageReturn_StaysInForce", () => {
  assert.deepEqual(styleOf(`${ESC}[31mold\rnew`), { colour: "var(--log-ansi-1)" });
});
