import { isLine, RecordKind, toRecord, type LogRecord, type RecordSink } from "./records";

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
 * kept are `head`..`tail` (exclusive). The oldest go by moving `head`, never by moving memory.
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

  constructor(private readonly limits: LineRingLimits = defaultLimits) {
    const rows = limits.rows;
    this.#bytes = new Array<Uint8Array | undefined>(rows).fill(undefined);
    this.#start = new Uint32Array(rows);
    this.#end = new Uint32Array(rows);
    this.#high = new Uint32Array(rows);
    this.#low = new Uint32Array(rows);
    this.#kind = new Uint8Array(rows);
  }

  /** Rows kept. */
  get count(): number {
    return this.tail - this.head;
  }

  /** Bytes of payload kept. */
  get bytesHeld(): number {
    return this.#bytesHeld;
  }

  record(kind: number, high: number, low: number, bytes: Uint8Array, start: number, end: number, truncated: boolean): void {
    // The server says so on every follow of a stopped container: each reconnect would add a row.
    if (kind === RecordKind.ended && this.at(this.tail - 1)?.kind === RecordKind.ended) return;
    if (this.count === this.limits.rows) this.#evict();
    const slot = this.tail++ % this.limits.rows;
    this.#bytes[slot] = bytes;
    this.#start[slot] = start;
    this.#end[slot] = end;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#kind[slot] = truncated ? kind | 0x80 : kind;
    if (isLine(kind)) this.lineCount++;
    this.#bytesHeld += end - start;
    while (this.#bytesHeld > this.limits.bytes && this.count > 1) this.#evict();
  }

  /** The row with this number, or undefined once it is evicted or cleared. */
  at(seq: number): LogRecord | undefined {
    if (seq < this.head || seq >= this.tail) return undefined;
    const slot = seq % this.limits.rows;
    const kind = this.#kind[slot]!;
    return toRecord(
      kind & 0x7f, this.#high[slot]!, this.#low[slot]!, this.#bytes[slot]!, this.#start[slot]!, this.#end[slot]!, kind > 0x7f);
  }

  /** Payload bytes of the row, 0 if it is not kept. */
  sizeAt(seq: number): number {
    if (seq < this.head || seq >= this.tail) return 0;
    const slot = seq % this.limits.rows;
    return this.#end[slot]! - this.#start[slot]!;
  }

  /** The last `count` lines of the container, oldest first. */
  lastLines(count: number): LogRecord[] {
    const lines: LogRecord[] = [];
    for (let seq = this.tail - 1; seq >= this.head && lines.length < count; seq--) {
      if (isLine(this.#kind[seq % this.limits.rows]! & 0x7f)) lines.push(this.at(seq)!);
    }
    return lines.reverse();
  }

  /** Drops all rows. Sequence numbers and `lineCount` go on. */
  clear(): void {
    this.head = this.tail;
    this.#bytesHeld = 0;
    this.#bytes.fill(undefined);
  }

  #evict(): void {
    const slot = this.head++ % this.limits.rows;
    this.#bytesHeld -= this.#end[slot]! - this.#start[slot]!;
    this.#bytes[slot] = undefined;
  }
}
