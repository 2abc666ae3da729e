import { RecordDecoder } from "./record-decoder";
import { toRecord, type LogRecord } from "./records";

/** The rows of one batch that is not part of a stream, oldest first. */
export function readPage(batch: Uint8Array): LogRecord[] {
  const rows: LogRecord[] = [];
  if (batch.length === 0) return rows;
  const decoder = new RecordDecoder({ record: (...fields) => rows.push(toRecord(...fields)) });
  decoder.push(batch);
  decoder.flush();
  return rows;
}
