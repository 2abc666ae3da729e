/** A line of structured output, taken apart. */
export interface JsonLine {
  /** As it was read. */
  object: object;
  /** What a person reads first; "" if there is none. */
  message: string;
  /** All fields in their order, values as text. */
  all: [string, string][];
  /** Those that are neither the message nor its time. */
  fields: [string, string][];
}

/** Fields that hold the message, the likeliest first. */
const MESSAGES = ["msg", "message", "@m", "@mt", "Message", "event", "text"];

/** Fields that say again what the time column says. */
const TIMES = new Set(["time", "ts", "timestamp", "@t", "@timestamp", "Timestamp"]);

/** Characters of a line that is taken apart. */
const LIMIT = 16 * 1024;

/** Takes a line apart that is one JSON object; undefined for any other line. */
export function readJsonLine(text: string): JsonLine | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") || !trimmed.endsWith("}") || trimmed.length > LIMIT) return undefined;
  let object: Record<string, unknown>;
  try {
    object = JSON.parse(trimmed) as Record<string, unknown>;
  } catch {
    // Not JSON after all: shown as it is.
    return undefined;
  }
  const key = MESSAGES.find((name) => typeof object[name] === "string");
  const all = Object.entries(object).map(([name, value]): [string, string] => [name, valueText(value)]);
  return {
    object,
    all,
    message: key === undefined ? "" : String(object[key]),
    fields: all.filter(([name]) => name !== key && !TIMES.has(name)),
  };
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
