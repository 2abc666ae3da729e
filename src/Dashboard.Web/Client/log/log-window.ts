import type { LineRing } from "./line-ring";
import { readPage } from "./log-page";
import { OVERLAP_LINES } from "./overlap-filter";
import { isLine, NO_NUMBER, NO_SOURCE, pass, RecordKind, toRecord, type LogRecord, type RecordSink } from "./records";

/** Reads parts of a log by the numbers of its records. */
export interface LogPages {
  /** The last `lines` records before this number, as a batch; empty when there are none. */
  older(before: number, lines: number): Promise<Uint8Array>;
  /** The first `lines` records from this number on, as a batch; empty when there are none yet. */
  newer(from: number, lines: number): Promise<Uint8Array>;
  /** Number that the next record of the live stream will get; -1 before the first. */
  readonly next: number;
}

/** What the window does at the moment. */
export type WindowTask = "" | "older" | "newer" | "jump";

/** Lines asked for at once: some screens, and less than a batch can hold. */
const PAGE = 1000;

/** ms after a failure before the same page is asked for again unasked. */
const RETRY_AFTER = 3000;

/**
 * Which part of a log is held. Attached, it ends in the newest line and the live stream goes into the ring.
 * Detached, it is a part further back: live lines are only counted, and pages are read at both ends.
 */
export class LogWindow implements RecordSink {
  /** What is being read. */
  task: WindowTask = "";
  /** Why the last page did not come; "" if it did. */
  error = "";
  #attached = true;
  /** Number of the oldest row when nothing lay before it. */
  #completeAt = NaN;
  /** A page read for another part than the present one is thrown away. */
  #part = 0;
  #failedAt = -Infinity;
  /** Live records up to this number are held already. */
  #heldTo = NO_NUMBER;
  /** The last live records of a detached window: needed to resume. */
  #unseen: LogRecord[] = [];

  /**
   * @param changed something here or in the ring is to be shown
   * @param read the rows of a page
   */
  constructor(
    private readonly ring: LineRing,
    private readonly pages: LogPages,
    private readonly changed: () => void,
    private readonly read: (page: Uint8Array) => LogRecord[] = readPage) {}

  /** Whether the newest line is held. */
  get attached(): boolean {
    return this.#attached;
  }

  record(
    kind: number, high: number, low: number, bytes: Uint8Array, start: number, end: number, truncated: boolean, number: number,
    source = NO_SOURCE): void {
    if (this.#attached) {
      if (number > this.#heldTo || number === NO_NUMBER) this.ring.record(kind, high, low, bytes, start, end, truncated, number, source);
      return;
    }
    if (!isLine(kind)) return;
    this.ring.lineCount++;
    this.#unseen.push(toRecord(kind, high, low, bytes, start, end, truncated, number, source));
    if (this.#unseen.length > 2 * OVERLAP_LINES) this.#unseen = this.#unseen.slice(-OVERLAP_LINES);
  }

  /** The last lines of the live stream, oldest first. */
  lastLines(count: number): LogRecord[] {
    return this.#attached || this.#unseen.length === 0 ? this.ring.lastLines(count) : this.#unseen.slice(-count);
  }

  /**
   * Reads on where the rows in sight come near an end of what is held.
   * @param mayEvict whether rows at the other end may go for it: where most rows are hidden, both ends are in sight
   */
  inSight(first: number, end: number, mayEvict = true): void {
    if (!mayEvict && !this.ring.hasRoomFor(PAGE)) return;
    if (this.task || this.ring.count === 0 || performance.now() < this.#failedAt + RETRY_AFTER) return;
    if (this.ring.head !== this.#completeAt && first - this.ring.head < PAGE / 4) void this.#older();
    else if (!this.#attached && this.ring.tail - end < PAGE / 4) void this.#newer();
  }

  /**
   * Holds the part around a record.
   * @returns the row of the first record from this number on, or undefined when it could not be read
   */
  async around(number: number): Promise<number | undefined> {
    const held = this.ring.seqOf(number);
    if (held < this.ring.tail && (held > this.ring.head || this.ring.numberAt(held) === number)) return held;
    return this.#read("jump", async () => {
      const [older, newer] = await Promise.all([this.pages.older(number, PAGE / 2), this.pages.newer(number, PAGE)]);
      return () => {
        this.#leave(false);
        for (const row of this.read(newer)) this.#append(row);
        this.#attachIfNewest();
        this.#prepend(this.read(older));
        return this.ring.seqOf(number);
      };
    });
  }

  /** Holds the newest lines, and again what comes. */
  async newest(): Promise<void> {
    if (this.#attached) return;
    this.#leave(true);
    const next = this.pages.next;
    await this.#read("jump", async () => {
      const page = await this.pages.older(next, PAGE);
      return () => this.#prepend(this.read(page));
    });
  }

  /** Holds nothing until more comes. */
  clear(): void {
    this.#leave(true);
    this.#completeAt = this.ring.head;
    this.changed();
  }

  #older(): Promise<void> {
    let first = this.ring.head;
    while (first < this.ring.tail && this.ring.numberAt(first) === NO_NUMBER) first++;
    const before = this.ring.numberAt(first);
    return this.#read("older", async () => {
      const page = await this.pages.older(before, PAGE);
      return () => this.#prepend(this.read(page).filter((row) => row.number < before));
    }).then(() => undefined);
  }

  #newer(): Promise<void> {
    const last = this.#lastNumber();
    const next = this.pages.next;
    return this.#read("newer", async () => {
      // From the last row itself: it may consist of several records.
      const page = await this.pages.newer(last, PAGE);
      return () => {
        const rows = this.read(page).filter((row) => row.number > last);
        for (const row of rows) this.#append(row);
        this.#attachIfNewest();
        if (rows.length > 0 || this.#attached || this.pages.next !== next) return;
        // Nothing lies between here and the live stream, although numbers do.
        this.ring.record(RecordKind.gap, 0, 0, new Uint8Array(0), 0, 0, false, NO_NUMBER);
        this.#attach();
      };
    }).then(() => undefined);
  }

  /** Reads, and then changes the ring in one go, unless another part is wanted by then. */
  async #read<T>(task: WindowTask, read: () => Promise<() => T>): Promise<T | undefined> {
    const part = ++this.#part;
    this.task = task;
    this.error = "";
    this.changed();
    try {
      const take = await read();
      return part === this.#part ? take() : undefined;
    } catch (error) {
      if (part === this.#part) {
        this.error = error instanceof Error ? error.message : String(error);
        this.#failedAt = performance.now();
      }
      return undefined;
    } finally {
      if (part === this.#part) this.task = "";
      this.changed();
    }
  }

  #prepend(rows: LogRecord[]): void {
    if (rows.length === 0) {
      this.ring.prepend([toRecord(RecordKind.beginning, 0, 0, new Uint8Array(0), 0, 0, false)]);
      this.#completeAt = this.ring.head;
    } else if (this.ring.prepend(rows) && this.#attached) {
      this.#unseen = [];
      this.#attached = false;
    }
  }

  /** Takes a row of a page: it is not new. */
  #append(row: LogRecord): void {
    const { lineCount } = this.ring;
    pass(row, this.ring);
    this.ring.lineCount = lineCount;
  }

  #attachIfNewest(): void {
    if (this.pages.next >= 0 && this.#lastNumber() + 1 >= this.pages.next) this.#attach();
  }

  #attach(): void {
    this.#heldTo = this.#lastNumber();
    this.#attached = true;
    this.#unseen = [];
  }

  #leave(attached: boolean): void {
    this.#part++;
    this.task = "";
    if (!attached && this.#attached) this.#unseen = this.ring.lastLines(OVERLAP_LINES);
    // Other rows will get these numbers' neighbours: nothing drawn may be taken for them.
    this.ring.clear(2 * PAGE);
    this.#completeAt = NaN;
    this.#attached = attached;
    this.#heldTo = NO_NUMBER;
  }

  #lastNumber(): number {
    let seq = this.ring.tail - 1;
    while (seq >= this.ring.head && this.ring.numberAt(seq) === NO_NUMBER) seq--;
    return this.ring.numberAt(seq);
  }
}
