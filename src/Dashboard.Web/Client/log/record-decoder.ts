import { LineJoiner } from "./line-joiner";
import { NO_SOURCE, type RecordSink } from "./records";
import { i64, u32 } from "./wire-numbers";

/** i64 number of the batch's first record. */
const NUMBER = 8;

/** u8 kind, i64 timestamp, u32 length. */
const HEADER = 13;

/**
 * Cuts batches into records. Layout, little-endian: i64 number of the first record, then back to back u8 kind,
 * i64 unix nanoseconds, u32 length, payload. The pieces of a line that the server cut (kind | 0x80) are put
 * together, over batches and connections.
 */
export class RecordDecoder {
  /** Number of the last record that came; -1 before the first. */
  last = -1;
  readonly #joiner: LineJoiner;

  constructor(sink: RecordSink) {
    this.#joiner = new LineJoiner(sink);
  }

  /** @param batch kept by reference: the caller must not write into it afterwards */
  push(batch: Uint8Array): void {
    this.last = firstOf(batch) - 1;
    for (let at = NUMBER; at + HEADER <= batch.length;) {
      const start = at + HEADER;
      const end = start + u32(batch, at + 9);
      this.last += 1;
      this.#joiner.add(batch[at]!, u32(batch, at + 5), u32(batch, at + 1), batch, start, end, this.last, NO_SOURCE);
      at = end;
    }
  }

  /** Hands on the lines of which the last piece has not come: none will, in a page cut out of a log. */
  flush(): void {
    this.#joiner.flush();
  }
}

/** Number of a batch's first record: microseconds since 1970 and a few more, so a double holds it exactly. */
export function firstOf(batch: Uint8Array): number {
  return i64(batch, 0);
}
