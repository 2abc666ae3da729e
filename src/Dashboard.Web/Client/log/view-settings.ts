/** What the reader chose for all logs. */
export interface ViewSettings {
  /** px. */
  fontSize: number;
  wrap: boolean;
  /** JSON lines with their message first. */
  fields: boolean;
  /** Lines that go on with the one before are folded under it. */
  folded: boolean;
  /** Fields of JSON lines that stand in columns, in their order. */
  columns: readonly string[];
}

const KEY = "log-view";

/** Sizes there are, in px; rows are this and half of it high. */
export const fontSizes = [10, 11, 12, 12.5, 13, 14, 16, 18] as const;

const defaults: ViewSettings = { fontSize: 12.5, wrap: false, fields: true, folded: false, columns: [] };

/** px of a row at this font size; the style sheet says the same. */
export function rowHeightOf(fontSize: number): number {
  return Math.round(fontSize * 1.44);
}

/** What was chosen before. Anything that cannot be read is the default. */
export function readSettings(): ViewSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<ViewSettings>;
    return {
      fontSize: fontSizes.find((size) => size === kept.fontSize) ?? defaults.fontSize,
      wrap: kept.wrap === true,
      fields: kept.fields !== false,
      folded: kept.folded === true,
      columns: Array.isArray(kept.columns) ? kept.columns.filter((name) => typeof name === "string") : defaults.columns,
    };
  } catch (error) {
    console.debug("settings of the log view not read", error);
    return { ...defaults };
  }
}

/** Keeps the choice for the next log. */
export function keepSettings(settings: ViewSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch (error) {
    // A browser may forbid it: the choice then holds for this log.
    console.debug("settings of the log view not kept", error);
  }
}
