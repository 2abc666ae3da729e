import { slotOf, type LineRing } from "./line-ring";

/** Rows in an order, by numbers of their own: `head`..`tail` (exclusive). */
export interface RowSpan {
  readonly head: number;
  readonly tail: number;
  readonly count: number;
  /** Payload bytes of the row. */
  sizeAt(row: number): number;
}

/** The rows of a ring that are shown. */
export interface ShownRows extends RowSpan {
  /** The ring's number of the row. */
  seqAt(row: number): number;
  /** The row that shows this number of the ring, or the next one that is shown. */
  rowAt(seq: number): number;
  /** Looks at this number of the ring before others. */
  lookAt(seq: number): void;
  /** Takes over what the ring gained and lost. False when there is more to do in another frame. */
  sync(): boolean;
}

/** All rows of a ring, by its own numbers. */
export class AllRows implements ShownRows {
  constructor(private readonly ring: LineRing) {}

  get head(): number {
    return this.ring.head;
  }

  get tail(): number {
    return this.ring.tail;
  }

  get count(): number {
    return this.ring.count;
  }

  sizeAt(row: number): number {
    return this.ring.sizeAt(row);
  }

  seqAt(row: number): number {
    return row;
  }

  rowAt(seq: number): number {
    return seq;
  }

  lookAt(): void {
    // All are there.
  }

  sync(): boolean {
    return true;
  }
}

/** ms of a frame in which rows are looked at. */
const SLICE = 6;

/** Rows between two looks at the clock. */
const STEP = 64;

/** The rows of a ring that a filter lets through. Looked at from the reader's place outwards, some each frame. */
export class FilteredRows implements ShownRows {
  head = 0;
  tail = 0;
  /** Looked at, `#from`..`#to` (exclusive). */
  #from: number;
  #to: number;
  readonly #seqs: Float64Array;

  /**
   * @param rows the ring's limit
   * @param start the ring's number to begin at
   * @param shows whether a row of the ring is shown
   */
  constructor(
    private readonly ring: LineRing,
    private readonly rows: number,
    start: number,
    private readonly shows: (seq: number) => boolean,
    private readonly now: () => number = () => performance.now()) {
    this.#from = this.#to = Math.max(ring.head, Math.min(start, ring.tail));
    this.#seqs = new Float64Array(rows);
  }

  get count(): number {
    return this.tail - this.head;
  }

  sizeAt(row: number): number {
    return row < this.head || row >= this.tail ? 0 : this.ring.sizeAt(this.seqAt(row));
  }

  seqAt(row: number): number {
    return this.#seqs[slotOf(row, this.rows)]!;
  }

  rowAt(seq: number): number {
    let from = this.head;
    let to = this.tail;
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (this.seqAt(middle) < seq) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  lookAt(seq: number): void {
    if (seq < this.#from || seq >= this.#to) this.#restart(Math.max(this.ring.head, Math.min(seq, this.ring.tail)));
    this.sync();
  }

  sync(): boolean {
    this.#drop();
    const end = this.now() + SLICE;
    do {
      const up = Math.max(this.ring.head, this.#from - STEP);
      while (this.#from > up) {
        if (this.shows(--this.#from)) this.#seqs[slotOf(--this.head, this.rows)] = this.#from;
      }
      const down = Math.min(this.ring.tail, this.#to + STEP);
      for (; this.#to < down; this.#to++) {
        if (this.shows(this.#to)) this.#seqs[slotOf(this.tail++, this.rows)] = this.#to;
      }
    } while (this.#behind() && this.now() < end);
    return !this.#behind();
  }

  #behind(): boolean {
    return this.#from > this.ring.head || this.#to < this.ring.tail;
  }

  /** Begins anew at another place. Its rows must not be taken for those drawn, hence other numbers. */
  #restart(seq: number): void {
    this.head = this.tail = this.tail + this.rows;
    this.#from = this.#to = seq;
  }

  /** Forgets what the ring no longer keeps. */
  #drop(): void {
    if (this.#to < this.ring.head || this.#from > this.ring.tail) {
      this.#restart(this.ring.tail);
      return;
    }
    while (this.head < this.tail && this.seqAt(this.head) < this.ring.head) this.head++;
    while (this.tail > this.head && this.seqAt(this.tail - 1) >= this.ring.tail) this.tail--;
    this.#from = Math.max(this.#from, this.ring.head);
    this.#to = Math.min(this.#to, this.ring.tail);
  }
}
