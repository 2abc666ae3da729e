import { toRecord, type LogRecord, type RecordSink } from "./records";

/** For tests: one record as the server writes it. `time` in unix nanoseconds. */
export function wireRecord(kind: number, time: bigint, payload: string | Uint8Array): Uint8Array {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const record = new Uint8Array(13 + bytes.length);
  const view = new DataView(record.buffer);
  view.setUint8(0, kind);
  view.setBigInt64(1, time, true);
  view.setUint32(9, bytes.length, true);
  record.set(bytes, 13);
  return record;
}

/** For tests: a batch of records, the first of which has the number 1000. */
export function wireBatch(...records: Uint8Array[]): Uint8Array {
  return wireBatchFrom(1000, ...records);
}

/** For tests: a batch of records, the first of which has this number. */
export function wireBatchFrom(first: number, ...records: Uint8Array[]): Uint8Array {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigInt64(0, BigInt(first), true);
  return new Uint8Array(Buffer.concat([number, ...records]));
}

/** For tests: keeps what it is given. */
export class RecordList implements RecordSink {
  readonly records: LogRecord[] = [];

  record(...fields: Parameters<RecordSink["record"]>): void {
    this.records.push(toRecord(...fields));
  }

  /** `kind text` of each record. */
  get summary(): string[] {
    return this.records.map((record) => `${record.kind} ${textOf(record)}`);
  }
}

/** For tests: the payload as text. */
export function textOf(record: LogRecord): string {
  return new TextDecoder().decode(record.bytes.subarray(record.start, record.end));
}

/** For tests: a line as the model holds it. */
export function line(time: bigint, text: string, kind = 1): LogRecord {
  const bytes = new TextEncoder().encode(text);
  return toRecord(kind, Number(time >> 32n), Number(time & 0xffffffffn), bytes, 0, bytes.length, false);
}

/** For tests: a batch of several logs. Each record: kind, index of its container, number, text. */
export function mergedBatch(
  containers: { id: string; name: string; next: number }[], records: [number, number, number, string][]): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(containers));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, header.length, true);
  const parts = records.map(([kind, container, number, text]) => {
    const bytes = new TextEncoder().encode(text);
    const record = new Uint8Array(23 + bytes.length);
    const view = new DataView(record.buffer);
    view.setUint8(0, kind);
    view.setBigInt64(1, BigInt(number) * 1000n, true);
    view.setUint32(9, bytes.length, true);
    view.setUint16(13, container, true);
    view.setBigInt64(15, BigInt(number), true);
    record.set(bytes, 23);
    return record;
  });
  return new Uint8Array(Buffer.concat([length, header, ...parts]));
}
