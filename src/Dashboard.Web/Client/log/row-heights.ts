import type { RowSpan } from "./shown-rows";

/**
 * Maps rows to vertical positions: px from the top of the oldest row. All answers are about the ring as
 * it was at the last {@link sync}, which is what is on the screen, however much has come since.
 */
export interface RowHeights {
  /** Whether drawn rows are to be measured: it costs a layout. */
  readonly vary: boolean;
  /** Takes over what the ring gained and lost. */
  sync(): void;
  /** Height of all rows. */
  total(): number;
  /** Top of the row; evicted rows give 0. */
  offsetOf(seq: number): number;
  /** The row that covers this position, or the nearest one. */
  seqAt(offset: number): number;
  /** Notes a drawn row's height. True if that changed anything. */
  measured(seq: number, height: number): boolean;
}

/** Every row of one height: positions are a multiplication. */
export class FixedHeights implements RowHeights {
  readonly vary = false;
  #head = 0;
  #tail = 0;

  constructor(private readonly ring: RowSpan, private readonly height: number) {}

  sync(): void {
    this.#head = this.ring.head;
    this.#tail = this.ring.tail;
  }

  total(): number {
    return (this.#tail - this.#head) * this.height;
  }

  offsetOf(seq: number): number {
    return Math.max(0, seq - this.#head) * this.height;
  }

  seqAt(offset: number): number {
    const seq = this.#head + Math.floor(offset / this.height);
    return Math.max(this.#head, Math.min(seq, this.#tail - 1));
  }

  measured(): boolean {
    return false;
  }
}
