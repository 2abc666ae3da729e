import { applySgr, plain, type TextStyle } from "./text-style";

/** Text of one look. */
export interface Span {
  text: string;
  style: TextStyle;
}

/**
 * Alternatives, in this order: CSI (SGR or not); a string sequence (OSC, DCS, SOS, PM, APC) up to BEL or
 * ST, or to the end of the line; any other escape; a control character. C1 forms (U+009B …) count too.
 * Tab is text. CR is matched to find the last one.
 */
const CONTROL = new RegExp([
  "(?:\\x1b\\[|\\x9b)([0-?]*)([ -/]*)([@-~]?)",
  "(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d\\x9e\\x9f])[^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c|(?=\\x1b)|$)",
  "\\x1b[ -/]*[0-~]?",
  "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f]",
].join("|"), "g");

const HAS_CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/;

/**
 * Turns a log line into styled spans: SGR becomes style, every other escape sequence and control
 * character is dropped. A progress bar redraws itself after a carriage return, so only what follows the
 * last one is kept. Colours do not run over into the next line: rows are drawn in any order.
 */
export function parseAnsi(line: string): Span[] {
  if (!HAS_CONTROL.test(line)) return line ? [{ text: line, style: plain }] : [];
  const text = line.replace(/\r+$/, "");
  const spans: Span[] = [];
  let style = plain;
  let at = 0;
  const take = (end: number): void => {
    if (end > at) append(spans, text.slice(at, end), style);
  };
  for (const match of text.matchAll(CONTROL)) {
    take(match.index);
    at = match.index + match[0].length;
    if (match[0] === "\r") spans.length = 0;
    // "<=>?" open private sequences, which are not colours although they may end in "m".
    else if (match[3] === "m" && !match[2] && /^[\d:;]*$/.test(match[1]!)) style = applySgr(style, match[1]!);
  }
  take(text.length);
  return spans;
}

/** The text alone, as it is shown. */
export function stripAnsi(line: string): string {
  return HAS_CONTROL.test(line) ? parseAnsi(line).map((span) => span.text).join("") : line;
}

function append(spans: Span[], text: string, style: TextStyle): void {
  const last = spans.at(-1);
  if (last && last.style === style) last.text += text;
  else spans.push({ text, style });
}
