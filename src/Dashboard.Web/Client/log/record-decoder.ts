import { CONTINUED, isLine, LINE_LIMIT, type RecordSink } from "./records";

/** i64 number of the batch's first record. */
const NUMBER = 8;

/** u8 kind, i64 timestamp, u32 length. */
const HEADER = 13;

/** The parts of a line of which not all records have come. */
interface OpenLine {
  number: number;
  high: number;
  low: number;
  parts: Uint8Array[];
  size: number;
  /** Already handed on because it reached the limit: the rest is thrown away. */
  passed: boolean;
}

/**
 * Cuts batches into records. Layout, little-endian: i64 number of the first record, then back to back u8 kind,
 * i64 unix nanoseconds, u32 length, payload. The pieces of a line that the server cut (kind | 0x80) are put
 * together, over batches and connections.
 */
export class RecordDecoder {
  /** Number of the last record that came; -1 before the first. */
  last = -1;
  readonly #open = new Map<number, OpenLine>();

  constructor(private readonly sink: RecordSink) {}

  /** @param batch kept by reference: the caller must not write into it afterwards */
  push(batch: Uint8Array): void {
    this.last = firstOf(batch) - 1;
    for (let at = NUMBER; at + HEADER <= batch.length;) {
      const start = at + HEADER;
      const end = start + u32(batch, at + 9);
      this.#record(batch[at]!, u32(batch, at + 5), u32(batch, at + 1), batch, start, end);
      this.last += 1;
      at = end;
    }
  }

  /** Hands on the lines of which the last piece has not come: none will, in a page cut out of a log. */
  flush(): void {
    for (const [kind, line] of this.#open) {
      const text = concat(line.parts, line.size);
      if (!line.passed) this.sink.record(kind, line.high, line.low, text, 0, text.length, true, line.number);
    }
    this.#open.clear();
  }

  #record(flags: number, high: number, low: number, bytes: Uint8Array, start: number, end: number): void {
    const kind = flags & ~CONTINUED;
    if (flags === kind && !this.#open.has(kind)) {
      const cut = isLine(kind) && end - start > LINE_LIMIT;
      this.sink.record(kind, high, low, bytes, start, cut ? start + LINE_LIMIT : end, cut, this.last + 1);
      return;
    }
    this.#piece(kind, flags !== kind, high, low, bytes.subarray(start, end));
  }

  #piece(kind: number, continued: boolean, high: number, low: number, piece: Uint8Array): void {
    // The first piece's timestamp is the line's: the later ones may be the time of their own read.
    const line = this.#open.get(kind) ?? { number: this.last + 1, high, low, parts: [], size: 0, passed: false };
    this.#open.set(kind, line);
    if (!line.passed) {
      line.parts.push(piece);
      line.size += piece.length;
      // Shown as soon as it is full: the end of a line of a gigabyte may be minutes away.
      const full = line.size > LINE_LIMIT || (continued && line.size === LINE_LIMIT);
      if (full || !continued) {
        const text = concat(line.parts, Math.min(line.size, LINE_LIMIT));
        this.sink.record(kind, line.high, line.low, text, 0, text.length, full, line.number);
        line.passed = true;
        line.parts = [];
      }
    }
    if (!continued) this.#open.delete(kind);
  }
}

/** Number of a batch's first record: microseconds since 1970 and a few more, so a double holds it exactly. */
export function firstOf(batch: Uint8Array): number {
  return u32(batch, 4) * 2 ** 32 + u32(batch, 0);
}

function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24) >>> 0;
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
