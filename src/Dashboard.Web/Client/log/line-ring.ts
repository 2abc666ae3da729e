import { isLine, NO_NUMBER, NO_SOURCE, RecordKind, toRecord, type LogRecord, type RecordSink } from "./records";

/** How much a {@link LineRing} keeps. */
export interface LineRingLimits {
  /** Rows. */
  rows: number;
  /** Bytes of payload. */
  bytes: number;
}

/**
 * What the view keeps by default. Browsers cap the height of an element (Firefox at about 17.8 million
 * px, Chromium at about 33 million), beyond which the last rows could not be scrolled to: 200,000 rows
 * of 18 px are 3.6 million, and 32 MB wrapped at 45 columns, a phone, add 13 million.
 */
export const defaultLimits: LineRingLimits = { rows: 200_000, bytes: 32 * 1024 * 1024 };

/**
 * The rows of a log in arrival order, in parallel typed arrays over the batches' own bytes: nothing is
 * decoded or copied until it is shown. Rows are named by a sequence number that never changes: those
 * kept are `head`..`tail` (exclusive). Rows go at either end by moving `head` or `tail`, never by moving
 * memory. Older rows that are put before the others get numbers below, also below zero.
 */
export class LineRing implements RecordSink {
  /** Sequence number of the oldest row kept. */
  head = 0;
  /** Sequence number that the next row will get. */
  tail = 0;
  /** Lines of the container ever taken, engine messages and dividers not counted. */
  lineCount = 0;

  #bytesHeld = 0;
  readonly #bytes: (Uint8Array | undefined)[];
  readonly #start: Uint32Array;
  readonly #end: Uint32Array;
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  readonly #kind: Uint8Array;
  readonly #number: Float64Array;
  readonly #source: Uint16Array;

  constructor(private readonly limits: LineRingLimits = defaultLimits) {
    const rows = limits.rows;
    this.#bytes = new Array<Uint8Array | undefined>(rows).fill(undefined);
    this.#start = new Uint32Array(rows);
    this.#end = new Uint32Array(rows);
    this.#high = new Uint32Array(rows);
    this.#low = new Uint32Array(rows);
    this.#kind = new Uint8Array(rows);
    this.#number = new Float64Array(rows);
    this.#source = new Uint16Array(rows);
  }

  /** Rows kept. */
  get count(): number {
    return this.tail - this.head;
  }

  /** Whether so many more rows would push none out, as far as their bytes can be foreseen. */
  hasRoomFor(rows: number): boolean {
    return this.count + rows <= this.limits.rows && this.#bytesHeld < this.limits.bytes / 2;
  }

  /** Bytes of payload kept. */
  get bytesHeld(): number {
    return this.#bytesHeld;
  }

  record(
    kind: number, high: number, low: number, bytes: Uint8Array, start: number, end: number, truncated: boolean, number: number,
    source = NO_SOURCE): void {
    // The server says so on every follow of a stopped container: each reconnect would add a row.
    if (kind === RecordKind.ended && this.at(this.tail - 1)?.kind === RecordKind.ended) return;
    if (this.count === this.limits.rows) this.#evict();
    const slot = slotOf(this.tail++, this.limits.rows);
    this.#bytes[slot] = bytes;
    this.#start[slot] = start;
    this.#end[slot] = end;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#kind[slot] = truncated ? kind | 0x80 : kind;
    this.#number[slot] = number;
    this.#source[slot] = source;
    if (isLine(kind)) this.lineCount++;
    this.#bytesHeld += end - start;
    while (this.#bytesHeld > this.limits.bytes && this.count > 1) this.#evict();
  }

  /** The row with this number, or undefined once it is evicted or cleared. */
  at(seq: number): LogRecord | undefined {
    if (seq < this.head || seq >= this.tail) return undefined;
    const slot = slotOf(seq, this.limits.rows);
    const kind = this.#kind[slot]!;
    return toRecord(
      kind & 0x7f, this.#high[slot]!, this.#low[slot]!, this.#bytes[slot]!, this.#start[slot]!, this.#end[slot]!, kind > 0x7f,
      this.#number[slot]!, this.#source[slot]!);
  }

  /** Payload bytes of the row, 0 if it is not kept. */
  sizeAt(seq: number): number {
    if (seq < this.head || seq >= this.tail) return 0;
    const slot = slotOf(seq, this.limits.rows);
    return this.#end[slot]! - this.#start[slot]!;
  }

  /** The last `count` lines of the container, oldest first. */
  lastLines(count: number): LogRecord[] {
    const lines: LogRecord[] = [];
    for (let seq = this.tail - 1; seq >= this.head && lines.length < count; seq--) {
      if (isLine(this.#kind[slotOf(seq, this.limits.rows)]! & 0x7f)) lines.push(this.at(seq)!);
    }
    return lines.reverse();
  }

  /**
   * Puts older rows before those kept, without counting them. What is too much then goes at the other end.
   * @param records oldest first
   * @returns whether newer rows had to go
   */
  prepend(records: LogRecord[]): boolean {
    let evicted = false;
    for (const record of records.toReversed()) {
      if (this.count === this.limits.rows) evicted = this.#evictNewest();
      const slot = slotOf(--this.head, this.limits.rows);
      this.#bytes[slot] = record.bytes;
      this.#start[slot] = record.start;
      this.#end[slot] = record.end;
      this.#high[slot] = record.high;
      this.#low[slot] = record.low;
      this.#kind[slot] = record.truncated ? record.kind | 0x80 : record.kind;
      this.#number[slot] = record.number;
      this.#source[slot] = record.source;
      this.#bytesHeld += record.end - record.start;
      while (this.#bytesHeld > this.limits.bytes && this.count > 1) evicted = this.#evictNewest();
    }
    return evicted;
  }

  /** Number in its log of the row, {@link NO_NUMBER} if it is not kept or has none. */
  numberAt(seq: number): number {
    return seq < this.head || seq >= this.tail ? NO_NUMBER : this.#number[slotOf(seq, this.limits.rows)]!;
  }

  /** The first row whose number in its log is this or a later one; `tail` if there is none. */
  seqOf(number: number): number {
    let from = this.head;
    let to = this.tail;
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      // Rows without a number stand where the next one with a number stands.
      let at = middle;
      while (at < to && this.numberAt(at) === NO_NUMBER) at++;
      if (at < to && this.numberAt(at) < number) from = at + 1;
      else to = middle;
    }
    while (from < this.tail && this.numberAt(from) === NO_NUMBER) from++;
    return from;
  }

  /**
   * Drops all rows. Sequence numbers and `lineCount` go on.
   * @param leave sequence numbers to leave unused, where other rows than these may be put before the next
   */
  clear(leave = 0): void {
    this.tail += leave;
    this.head = this.tail;
    this.#bytesHeld = 0;
    this.#bytes.fill(undefined);
  }

  #evictNewest(): boolean {
    const slot = slotOf(--this.tail, this.limits.rows);
    this.#bytesHeld -= this.#end[slot]! - this.#start[slot]!;
    this.#bytes[slot] = undefined;
    return true;
  }

  #evict(): void {
    const slot = slotOf(this.head++, this.limits.rows);
    this.#bytesHeld -= this.#end[slot]! - this.#start[slot]!;
    this.#bytes[slot] = undefined;
  }
}

/** Where a row lies in arrays of so many rows. */
export function slotOf(seq: number, rows: number): number {
  const slot = seq % rows;
  return slot < 0 ? slot + rows : slot;
}
