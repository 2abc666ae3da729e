/** A line of structured output, taken apart. */
export interface JsonLine {
  /** What a person reads first; "" if there is none. */
  message: string;
  /** The other fields in their order, values as text. */
  fields: [string, string][];
}

/** Fields that hold the message, the likeliest first. */
const MESSAGES = ["msg", "message", "@m", "@mt", "Message", "event", "text"];

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
  return {
    message: key === undefined ? "" : String(object[key]),
    fields: Object.entries(object).filter(([name]) => name !== key).map(([name, value]) => [name, valueText(value)]),
  };
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
