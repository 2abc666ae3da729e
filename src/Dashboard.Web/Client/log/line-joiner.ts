import { CONTINUED, isLine, LINE_LIMIT, type RecordSink } from "./records";

/** The parts of a line of which not all records have come. */
interface OpenLine {
  kind: number;
  source: number;
  number: number;
  high: number;
  low: number;
  parts: Uint8Array[];
  size: number;
  /** Already handed on because it reached the limit: the rest is thrown away. */
  passed: boolean;
}

/** Puts the pieces of lines together that the server cut (kind | 0x80), over batches and connections. */
export class LineJoiner {
  readonly #open = new Map<number, OpenLine>();

  constructor(private readonly sink: RecordSink) {}

  /**
   * One record as it is on the wire.
   * @param flags its kind, and whether its line goes on
   * @param source of which container, where there are several
   */
  add(flags: number, high: number, low: number, bytes: Uint8Array, start: number, end: number, number: number, source: number): void {
    const kind = flags & ~CONTINUED;
    if (flags === kind && (this.#open.size === 0 || !this.#open.has(keyOf(kind, source)))) {
      const cut = isLine(kind) && end - start > LINE_LIMIT;
      this.sink.record(kind, high, low, bytes, start, cut ? start + LINE_LIMIT : end, cut, number, source);
      return;
    }
    this.#piece(kind, flags !== kind, high, low, bytes.subarray(start, end), number, source);
  }

  /** Hands on the lines of which the last piece has not come: none will, in a page cut out of a log. */
  flush(): void {
    for (const line of this.#open.values()) {
      const text = concat(line.parts, line.size);
      if (!line.passed) this.sink.record(line.kind, line.high, line.low, text, 0, text.length, true, line.number, line.source);
    }
    this.#open.clear();
  }

  #piece(kind: number, continued: boolean, high: number, low: number, piece: Uint8Array, number: number, source: number): void {
    const key = keyOf(kind, source);
    // The first piece's timestamp is the line's: the later ones may be the time of their own read.
    const line = this.#open.get(key) ?? { kind, source, number, high, low, parts: [], size: 0, passed: false };
    this.#open.set(key, line);
    if (!line.passed) {
      line.parts.push(piece);
      line.size += piece.length;
      // Shown as soon as it is full: the end of a line of a gigabyte may be minutes away.
      const full = line.size > LINE_LIMIT || (continued && line.size === LINE_LIMIT);
      if (full || !continued) {
        const text = concat(line.parts, Math.min(line.size, LINE_LIMIT));
        this.sink.record(kind, line.high, line.low, text, 0, text.length, full, line.number, source);
        line.passed = true;
        line.parts = [];
      }
    }
    if (!continued) this.#open.delete(key);
  }
}

function keyOf(kind: number, source: number): number {
  return source * 0x100 + kind;
}

function concat(parts: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    if (at >= size) break;
    const taken = part.subarray(0, size - at);
    whole.set(taken, at);
    at += taken.length;
  }
  return whole;
}
