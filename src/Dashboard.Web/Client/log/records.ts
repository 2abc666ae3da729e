/** What a record on the wire or a row of the view is. */
export const RecordKind = {
  /** A line of standard output: UTF-8 without its newline, possibly invalid. */
  stdout: 1,
  /** A line of standard error. */
  stderr: 2,
  /** A sentence of the engine or of the dashboard about the log. */
  notice: 3,
  /** Records that the server does not keep any more; the payload is their count, u64 LE. */
  skipped: 4,
  /** The container stopped. The server goes on when it starts again. */
  ended: 5,
  /** The container was started again. */
  started: 6,
  /** The place in the log was not found again, lines may be missing here: by the server after a loss of the engine, or here after a reconnect. */
  gap: 7,
  /** Made here: what comes before is not kept anywhere. */
  beginning: 0x7e,
} as const;

/** Set in the kind byte of a record that goes on in the next record of the same stream. */
export const CONTINUED = 0x80;

/** The number of rows that stand in no log. */
export const NO_NUMBER = -1;

/** The container of rows that are of the only one, or of none. */
export const NO_SOURCE = 0;

/** Bytes kept of one line. More would be megabytes in one row; the row then ends in a visible "…". */
export const LINE_LIMIT = 64 * 1024;

/** Whether records of this kind are the container's own output. */
export function isLine(kind: number): boolean {
  return kind === RecordKind.stdout || kind === RecordKind.stderr;
}

/**
 * Takes records one by one. Arguments instead of an object, and a range of the batch instead of a copy:
 * at 100,000 lines a second each allocation per line shows.
 */
export interface RecordSink {
  /**
   * @param kind a {@link RecordKind}
   * @param high upper 32 bits of the timestamp in unix nanoseconds, unsigned; 0 with `low` 0 is "none"
   * @param low lower 32 bits, unsigned
   * @param bytes holds the payload at `start`..`end`; never changed afterwards, so it may be kept
   * @param truncated whether the line was longer than {@link LINE_LIMIT}
   * @param number of the record in its log, of the first piece if there are several; {@link NO_NUMBER} if it was made here
   * @param source which container, where there are several
   */
  record(
    kind: number, high: number, low: number, bytes: Uint8Array, start: number, end: number, truncated: boolean, number: number,
    source?: number): void;
}

/** One record as an object, for the few places where speed does not matter. */
export interface LogRecord {
  kind: number;
  high: number;
  low: number;
  bytes: Uint8Array;
  start: number;
  end: number;
  truncated: boolean;
  number: number;
  source: number;
}

/** The arguments of a record, as one object over the same bytes. */
export function toRecord(
  kind: number, high: number, low: number, bytes: Uint8Array, start: number, end: number, truncated: boolean,
  number = NO_NUMBER, source = NO_SOURCE): LogRecord {
  return { kind, high, low, bytes, start, end, truncated, number, source };
}

/** Hands a kept record on. */
export function pass(record: LogRecord, sink: RecordSink): void {
  sink.record(record.kind, record.high, record.low, record.bytes, record.start, record.end, record.truncated, record.number,
    record.source);
}
