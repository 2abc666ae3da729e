import { isContinuation } from "./continuation";
import { LEVEL_WITHIN, levelOf, levels, type Level } from "./levels";
import type { LineRing } from "./line-ring";
import { isLine, RecordKind, type LogRecord } from "./records";
import { stripAnsi } from "./ansi";

const utf8 = new TextDecoder();

/** Lines that one line may go on for; also what a fold hides at most. */
export const GROUP_LIMIT = 500;

/** Which lines the reader wants to see. */
export interface Wanted {
  /** Levels hidden; "" are lines without one. */
  hiddenLevels: ReadonlySet<Level>;
  stdout: boolean;
  stderr: boolean;
  /** Numbers of containers, among several, whose lines are hidden. */
  hiddenSources: ReadonlySet<number>;
  /** Whether lines that go on with the one before are folded under it. */
  folded: boolean;
}

/** Nothing is hidden. */
export const everything: Wanted = { hiddenLevels: new Set(), stdout: true, stderr: true, hiddenSources: new Set(), folded: false };

/** All there is to hide by, in the order of the menu. */
export const hideable: readonly Level[] = [...levels, ""];

/** Says of the rows of a ring whether they are wanted. Dividers always are. */
export class LineFilter {
  /** Numbers of records of which the lines that follow are unfolded. */
  readonly unfolded = new Set<number>();

  constructor(private readonly ring: LineRing, readonly wanted: Wanted) {}

  /** Whether anything can be hidden at all. */
  static hides(wanted: Wanted): boolean {
    return wanted.hiddenLevels.size > 0 || !wanted.stdout || !wanted.stderr || wanted.hiddenSources.size > 0 || wanted.folded;
  }

  /** Whether the row is wanted. */
  shows(seq: number): boolean {
    const record = this.ring.at(seq);
    if (!record) return true;
    if (this.wanted.hiddenSources.has(record.source)) return false;
    if (!isLine(record.kind)) return true;
    if (record.kind === RecordKind.stdout ? !this.wanted.stdout : !this.wanted.stderr) return false;
    const { hiddenLevels, folded } = this.wanted;
    if (hiddenLevels.size === 0 && !folded) return true;
    const text = beginning(record);
    const first = isContinuation(text) ? this.firstOf(seq, record) : seq;
    if (folded && first !== seq && !this.unfolded.has(this.ring.numberAt(first))) return false;
    if (hiddenLevels.size === 0) return true;
    return !hiddenLevels.has(levelOf(first === seq ? text : beginning(this.ring.at(first)!)));
  }

  /** Lines that go on with this row. Those of other containers may stand between them. */
  following(seq: number): number {
    const first = this.ring.at(seq);
    let count = 0;
    for (let ahead = 1; ahead <= GROUP_LIMIT; ahead++) {
      const next = this.ring.at(seq + ahead);
      if (!next || !first) break;
      if (next.source !== first.source) continue;
      if (next.kind !== first.kind || !isContinuation(beginning(next))) break;
      count++;
    }
    return count;
  }

  /** The line that a continuation goes on with. */
  firstOf(seq: number, record: LogRecord): number {
    let at = seq;
    for (let back = 1; back <= GROUP_LIMIT; back++) {
      const before = this.ring.at(seq - back);
      if (!before) break;
      if (before.source !== record.source) continue;
      if (before.kind !== record.kind) break;
      at = seq - back;
      if (!isContinuation(beginning(before))) break;
    }
    return at;
  }
}

/** The beginning of a line as it is read: enough for its level. */
export function beginning(record: LogRecord): string {
  const { bytes, start, end } = record;
  return stripAnsi(utf8.decode(bytes.subarray(start, Math.min(end, start + LEVEL_WITHIN))));
}
