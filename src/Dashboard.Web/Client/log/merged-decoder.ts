import { LineJoiner } from "./line-joiner";
import type { LogContainer, LogSources } from "./log-sources";
import { toRecord, type LogRecord, type RecordSink } from "./records";
import { i64, u16, u32 } from "./wire-numbers";

/** u8 kind, i64 timestamp, u32 length, u16 container, i64 number. */
const HEADER = 23;

/** A container of which a batch has records, as its header says. */
interface BatchContainer extends LogContainer {
  /** Number, in its own log, after the last record of the batch. */
  next: number;
}

/**
 * Cuts batches of several logs into records. Layout, little-endian: u32 length of the header, JSON header, then back to back u8 kind,
 * i64 unix nanoseconds, u32 length, u16 index in the header, i64 number among all, payload.
 */
export class MergedDecoder {
  /** Number of the last record that came; -1 before the first. */
  last = -1;
  /** By ids of containers, the number after the last record that came of each. */
  readonly positions: Record<string, number> = {};
  readonly #joiner: LineJoiner;

  constructor(sink: RecordSink, private readonly sources: LogSources) {
    this.#joiner = new LineJoiner(sink);
  }

  /** @param batch kept by reference: the caller must not write into it afterwards */
  push(batch: Uint8Array): void {
    const records = 4 + u32(batch, 0);
    const containers = JSON.parse(new TextDecoder().decode(batch.subarray(4, records))) as BatchContainer[];
    for (const { id, next } of containers) this.positions[id] = next;
    const indexes = containers.map((container) => this.sources.indexOf(container));
    for (let at = records; at + HEADER <= batch.length;) {
      const start = at + HEADER;
      const end = start + u32(batch, at + 9);
      this.last = i64(batch, at + 15);
      this.#joiner.add(batch[at]!, u32(batch, at + 5), u32(batch, at + 1), batch, start, end, this.last, indexes[u16(batch, at + 13)]!);
      at = end;
    }
  }

  /** Hands on the lines of which the last piece has not come. */
  flush(): void {
    this.#joiner.flush();
  }
}

/** The rows of one batch that is not part of a stream, oldest first. */
export function readMergedPage(batch: Uint8Array, sources: LogSources): LogRecord[] {
  const rows: LogRecord[] = [];
  if (batch.length === 0) return rows;
  const decoder = new MergedDecoder({ record: (...fields) => rows.push(toRecord(...fields)) }, sources);
  decoder.push(batch);
  decoder.flush();
  return rows;
}
