import { stripAnsi, parseAnsi, type Span } from "./ansi";
import { fill } from "../wire/labels";
import { highlight } from "./highlight";
import { readJsonLine, type JsonLine } from "./json-line";
import type { JsonColumns } from "./json-columns";
import type { LogLabels } from "./log-labels";
import { isLine, RecordKind, type LogRecord } from "./records";
import { drawSource } from "./source-name";
import type { TextStyle } from "./text-style";
import { formatTimestamp, type TimestampStyle } from "./timestamp";

/** Not fatal: a container may write anything, U+FFFD stands for what is not UTF-8. BOMs are text here. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** What a row shows besides its record. */
export interface RowContext {
  labels: LogLabels;
  timestamps: TimestampStyle;
  /** Whether a JSON line shows its message first. */
  fields?: boolean;
  /** What is searched for. */
  pattern?: RegExp | undefined;
  /** Name of the row's container, where there are several. */
  source?: string;
  /** Characters of the longest of their names, and how many all begin with. */
  sourceNames?: { width: number; shared: number };
  /** Fields of JSON lines that stand in columns, and their widths. */
  columns?: { chosen: readonly string[]; widths: JsonColumns };
}

/** The text of a record, escape sequences included. */
export function decodeText(record: LogRecord): string {
  const text = utf8.decode(record.bytes.subarray(record.start, record.end));
  // A cut at the byte limit may leave half a character.
  return record.truncated ? `${text.replace(/\ufffd$/, "")}…` : text;
}

/** The text of a record as it is read. */
export function plainText(record: LogRecord): string {
  return stripAnsi(decodeText(record));
}

/** Draws a record into a row that may have shown another one. Text only ever enters as text. */
export function drawRow(row: HTMLElement, record: LogRecord, context: RowContext): void {
  const divider = dividerText(record, context.labels);
  row.className = divider === undefined ? "row" : "row divider";
  row.dataset["kind"] = kindName(record.kind);
  if (divider !== undefined) {
    row.replaceChildren(element("span", "note", context.source ? `${context.source}: ${divider}` : divider));
    return;
  }
  const text = element("span", "text", "");
  const line = decodeText(record);
  const json = context.fields && isLine(record.kind) ? readJsonLine(line) : undefined;
  text.append(...json ? drawJson(json, context) : parseAnsi(line).map(drawSpan));
  if (context.pattern) highlight(text, context.pattern);
  row.replaceChildren(...drawTime(record, context), ...drawName(record, context), text);
}

function drawTime(record: LogRecord, context: RowContext): Node[] {
  const time = formatTimestamp(record.high, record.low, context.timestamps);
  if (!time) return [];
  const column = element("span", "time", "");
  column.append(element("span", "date", `${time.date} `), `${time.time} `);
  return [column];
}

function drawName(record: LogRecord, { source, sourceNames }: RowContext): Node[] {
  return source ? [drawSource(source, sourceNames?.shared ?? 0, record.source, sourceNames?.width ?? 0)] : [];
}

function drawJson(line: JsonLine, { columns }: RowContext): Node[] {
  columns?.widths.saw(line);
  if (columns && columns.chosen.length > 0) return columns.widths.draw(line, columns.chosen);
  const { message, fields } = line;
  const drawn: Node[] = message ? [element("span", "message", stripAnsi(message))] : [];
  for (const [name, value] of fields) {
    drawn.push(element("span", "field", `${drawn.length > 0 ? " " : ""}${name}=`), element("span", "value", stripAnsi(value)));
  }
  return drawn;
}

function dividerText(record: LogRecord, labels: LogLabels): string | undefined {
  switch (record.kind) {
    case RecordKind.skipped: return fill(labels.skipped, skippedCount(record));
    case RecordKind.ended: return labels.ended;
    case RecordKind.started: return labels.started;
    case RecordKind.beginning: return labels.beginning;
    case RecordKind.gap: return labels.gap;
    default: return undefined;
  }
}

function skippedCount(record: LogRecord): bigint {
  const { bytes, start, end } = record;
  return end - start < 8 ? 0n : new DataView(bytes.buffer, bytes.byteOffset + start, 8).getBigUint64(0, true);
}

function kindName(kind: number): string {
  return Object.entries(RecordKind).find(([, value]) => value === kind)?.[0] ?? "unknown";
}

function drawSpan({ text, style }: Span): Node {
  if (Object.keys(style).length === 0) return document.createTextNode(text);
  const span = element("span", "", text);
  applyStyle(span.style, style);
  return span;
}

function applyStyle(css: CSSStyleDeclaration, style: TextStyle): void {
  const [colour, background] = style.inverse
    ? [style.background ?? "var(--log-background)", style.colour ?? "var(--log-text)"]
    : [style.colour, style.background];
  // Programs choose colours for a black screen: mixed with the theme's text they can be read on white too.
  if (colour) css.color = background ? colour : `color-mix(in oklab, ${colour} 72%, var(--log-text))`;
  if (background) css.backgroundColor = background;
  if (background && !colour) css.color = "var(--log-text-on-colour)";
  if (style.bold) css.fontWeight = "700";
  if (style.faint) css.opacity = "0.7";
  if (style.italic) css.fontStyle = "italic";
  const lines = [style.underline && "underline", style.strike && "line-through"].filter(Boolean);
  if (lines.length > 0) css.textDecoration = lines.join(" ");
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
