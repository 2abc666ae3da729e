/** What happens at a moment of a recording. */
export type CastEvent =
  | { kind: "output"; at: number; text: string }
  | { kind: "resized"; at: number; columns: number; rows: number }
  /** The process ended by itself. */
  | { kind: "exited"; at: number; code: number }
  /** A note at this moment, e.g. why it was ended. */
  | { kind: "marker"; at: number; text: string };

/** A picture of the screen between two events: whoever has drawn it goes on with the event after it. */
export interface Keyframe {
  /** Events before it. */
  events: number;
  /** Characters of output before it. */
  output: number;
  columns: number;
  rows: number;
  /** Draws the screen, from whatever was there. */
  text: string;
}

/** A recording in memory. Times are ms since its beginning. */
export interface Cast {
  columns: number;
  rows: number;
  command: string;
  events: CastEvent[];
  /** Ascending. */
  keyframes: Keyframe[];
  /** Time of the last event. */
  length: number;
}

/** Reads asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3/) as it comes in. Throws where it is none. */
export class CastReader {
  #rest = "";
  #cast: Cast | undefined;
  #output = 0;
  #columns = 0;
  #rows = 0;

  /** What was read so far; undefined while the header has not come. */
  get cast(): Cast | undefined {
    return this.#cast;
  }

  /** Takes in the next piece of text; its end may be in the middle of a line. */
  take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop()!;
    for (const line of lines) if (line && !line.startsWith("#")) this.#line(JSON.parse(line));
  }

  #line(read: unknown): void {
    if (!this.#cast) {
      this.#cast = header(read);
      [this.#columns, this.#rows] = [this.#cast.columns, this.#cast.rows];
      return;
    }
    if (!Array.isArray(read) || typeof read[0] !== "number" || typeof read[1] !== "string" || typeof read[2] !== "string") {
      throw new TypeError(`No event of a recording: ${JSON.stringify(read)?.slice(0, 100)}`);
    }
    const [seconds, code, data] = read as [number, string, string];
    // Sums of fractions drift; the file has whole ms.
    const at = this.#cast.length += Math.round(Math.max(seconds, 0) * 1000);
    if (code === "k") this.#keyframe(this.#cast, data);
    const event = eventOf(at, code, data);
    if (!event) return;
    this.#cast.events.push(event);
    if (event.kind === "output") this.#output += event.text.length;
    else if (event.kind === "resized") [this.#columns, this.#rows] = [event.columns, event.rows];
  }

  #keyframe(cast: Cast, text: string): void {
    cast.keyframes.push({ events: cast.events.length, output: this.#output, columns: this.#columns, rows: this.#rows, text });
  }
}

function header(read: unknown): Cast {
  const { version, term, command } = (read ?? {}) as { version?: unknown; term?: { cols?: unknown; rows?: unknown }; command?: unknown };
  if (version !== 3) throw new TypeError(`No asciicast of version 3: ${JSON.stringify(read)?.slice(0, 100)}`);
  return { columns: cells(term?.cols), rows: cells(term?.rows), command: typeof command === "string" ? command : "", events: [], keyframes: [], length: 0 };
}

/** Others than ours (input, what is not known) change nothing on the screen. */
function eventOf(at: number, code: string, data: string): CastEvent | undefined {
  switch (code) {
    case "o": return { kind: "output", at, text: data };
    case "r": {
      const [columns, rows] = data.split("x");
      return { kind: "resized", at, columns: cells(Number(columns)), rows: cells(Number(rows)) };
    }
    case "x": return { kind: "exited", at, code: Number(data) };
    case "m": return { kind: "marker", at, text: data };
    default: return undefined;
  }
}

function cells(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > 1000) throw new TypeError(`No size of a terminal: ${String(value)}`);
  return value;
}
