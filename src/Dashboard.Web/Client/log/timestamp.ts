/** How the time column is written. */
export type TimestampStyle = "none" | "local" | "utc";

/** A timestamp in two parts, so that a narrow view can leave the date out. */
export interface TimestampText {
  /** `2026-01-31` */
  date: string;
  /** `23:59:59.123`, with a `Z` in UTC. */
  time: string;
}

/** The style that an attribute names; anything unknown is the default, local. */
export function readTimestampStyle(value: string | null): TimestampStyle {
  return value === "none" || value === "utc" ? value : "local";
}

/**
 * Formats unix nanoseconds given as two unsigned 32-bit halves. A double holds them to 256 ns, enough
 * for the milliseconds shown. undefined for 0, "no timestamp".
 */
export function formatTimestamp(high: number, low: number, style: TimestampStyle): TimestampText | undefined {
  if (style === "none" || (high === 0 && low === 0)) return undefined;
  const at = new Date(Math.floor((high * 2 ** 32 + low) / 1e6));
  // Shifted by its offset, the UTC getters of toISOString read local time.
  const shown = style === "utc" ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  const iso = shown.toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, style === "utc" ? 24 : 23) };
}
