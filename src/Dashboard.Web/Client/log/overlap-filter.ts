import { isLine, NO_NUMBER, pass, RecordKind, toRecord, type LogRecord, type RecordSink } from "./records";

/** Lines remembered to find one's place again. */
export const OVERLAP_LINES = 64;

/** Records held back while searching. Beyond it the place is taken as lost, and memory stays bounded. */
const HOLD_LIMIT = 4096;

/**
 * After a reconnect the server sends again from the last timestamp on, inclusive. This drops what is
 * already shown and passes the rest: it searches for the remembered lines as one sequence, since equal
 * lines with equal timestamps do occur. If they are not found, a gap row says so and nothing is dropped.
 */
export class OverlapFilter implements RecordSink {
  #held: LogRecord[] = [];
  #done: boolean;
  readonly #expected: LogRecord[];

  /**
   * @param shown the last lines shown, oldest first
   * @param sink gets what is new
   */
  constructor(shown: LogRecord[], private readonly sink: RecordSink) {
    const last = shown.at(-1);
    this.#expected = last ? shown.filter((line) => compareTime(line, last) >= 0) : [];
    this.#done = this.#expected.length === 0;
  }

  /** Whether the search is over, so that records may go to the sink directly. */
  get done(): boolean {
    return this.#done;
  }

  record(...fields: Parameters<RecordSink["record"]>): void {
    const [kind] = fields;
    const record = toRecord(...fields);
    // A divider comes after all that the log had so far: the search cannot succeed any more.
    if (!isLine(kind)) this.settle();
    if (this.#done || !isLine(kind)) {
      pass(record, this.sink);
      return;
    }
    this.#held.push(record);
    if (this.#endsWithExpected()) this.#finish(this.#held.length);
    else if (this.#held.length >= HOLD_LIMIT || this.#expected.every((line) => compareTime(record, line) > 0)) this.settle();
  }

  /** Ends the search with what has come: call it when the stream goes quiet, or lines would be held back. */
  settle(): void {
    if (this.#done || this.#held.length === 0) return;
    const last = this.#expected.at(-1)!;
    // Part of the sequence may be gone (rotation, skipped lines): the last line alone is still a place.
    const found = this.#held.findLastIndex((record) => sameLine(record, last));
    if (found < 0) this.sink.record(RecordKind.gap, 0, 0, new Uint8Array(0), 0, 0, false, NO_NUMBER);
    this.#finish(found + 1);
  }

  #endsWithExpected(): boolean {
    const from = this.#held.length - this.#expected.length;
    return from >= 0 && this.#expected.every((line, index) => sameLine(line, this.#held[from + index]!));
  }

  #finish(drop: number): void {
    const rest = this.#held.slice(drop);
    this.#held = [];
    this.#done = true;
    for (const record of rest) pass(record, this.sink);
  }
}

/** Negative, zero or positive, as `a` is earlier than, at or later than `b`. */
export function compareTime(a: LogRecord, b: LogRecord): number {
  return a.high - b.high || a.low - b.low;
}

/** The `since` parameter that sends again from this line on: "seconds.nanoseconds", or "" without a timestamp. */
export function sinceOf(line: LogRecord | undefined): string {
  if (!line || (line.high === 0 && line.low === 0)) return "";
  const nanos = BigInt(line.high) << 32n | BigInt(line.low);
  return `${nanos / 1_000_000_000n}.${String(nanos % 1_000_000_000n).padStart(9, "0")}`;
}

function sameLine(a: LogRecord, b: LogRecord): boolean {
  if (a.low !== b.low || a.high !== b.high || a.kind !== b.kind || a.end - a.start !== b.end - b.start) return false;
  for (let i = a.end - a.start - 1; i >= 0; i--) {
    if (a.bytes[a.start + i] !== b.bytes[b.start + i]) return false;
  }
  return true;
}
