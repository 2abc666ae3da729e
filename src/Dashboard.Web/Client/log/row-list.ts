import { FollowMode, type ScrollPosition } from "./follow-mode";
import type { RowHeights } from "./row-heights";
import { RowPool } from "./row-pool";
import type { ShownRows } from "./shown-rows";

/** Rows drawn beyond each edge, so that a small scroll shows text before the next frame. */
const OVERSCAN = 6;

/** Correcting estimated heights moves other rows into view; it settles in two rounds. */
const PASSES = 4;

/** The scrolled region: draws those rows only that are in sight, keeps the reader's place or the newest line. */
export class RowList {
  /** The row at the top of the viewport, and how many px of it are above. */
  #anchor = { seq: 0, inside: 0 };
  #height = 0;
  #sight = { first: 0, end: 0 };
  readonly #spacer = document.createElement("div");
  readonly #content = document.createElement("div");
  readonly #pool: RowPool;

  /**
   * @param viewport scrolls; its content belongs to this object
   * @param draw draws the row with that number
   */
  constructor(
    private readonly viewport: HTMLElement,
    private rows: ShownRows,
    private heights: RowHeights,
    readonly follow: FollowMode,
    draw: (row: HTMLElement, seq: number) => void) {
    this.#spacer.className = "spacer";
    this.#content.className = "rows";
    this.viewport.replaceChildren(this.#spacer, this.#content);
    this.#pool = new RowPool(this.#content, draw);
  }

  /** Where the viewport stands, measured now. */
  get position(): ScrollPosition {
    return { top: this.viewport.scrollTop, max: Math.max(0, this.heights.total() - this.#height) };
  }

  /** The ring's number of the row at the top. */
  get top(): number {
    const { head, tail, count } = this.rows;
    return count === 0 ? 0 : this.rows.seqAt(Math.max(head, Math.min(this.#anchor.seq, tail - 1)));
  }

  /** Call on the viewport's scroll event. */
  scrolled(): void {
    const position = this.position;
    this.follow.scrolled(position);
    this.#anchorAt(position.top);
  }

  /** Goes to the oldest row and stays there. */
  toTop(): void {
    this.follow.letGo();
    this.#anchor = { seq: this.rows.head, inside: 0 };
  }

  /** Goes to a row, given by the ring's number, with some rows before it in sight, and stays there. */
  goTo(seq: number): void {
    this.follow.letGo();
    this.rows.lookAt(seq);
    this.#anchor = { seq: this.rows.rowAt(seq), inside: -Math.floor(this.#height / 3) };
  }

  /** The ring's numbers in sight when last drawn, `first`..`end` (exclusive). */
  get sight(): { first: number; end: number } {
    const { first, end } = this.#sight;
    return this.rows.count === 0 ? { first: 0, end: 0 } : { first: this.rows.seqAt(first), end: this.rows.seqAt(end - 1) + 1 };
  }

  /** @param height of the viewport in px; no layout is read for it in each frame */
  resized(height: number): void {
    this.#height = height;
  }

  /** Other rows, or another way to tell their heights: the same row stays at the top, or the next one there is. */
  use(rows: ShownRows, heights: RowHeights): void {
    const seq = this.top;
    rows.sync();
    this.rows = rows;
    this.heights = heights;
    this.#anchor = { seq: rows.rowAt(seq), inside: 0 };
    this.invalidate();
  }

  /** All rows are to be drawn anew. */
  invalidate(): void {
    this.#pool.invalidate();
  }

  /** Draws what is visible. Call at most once a frame. */
  render(): void {
    this.heights.sync();
    let top = this.#place();
    for (let pass = 1; pass < PASSES && this.#correctHeights(); pass++) top = this.#place();
    // Setting it only when it differs leaves a reader's smooth scroll alone.
    if (Math.abs(this.viewport.scrollTop - top) >= 1) this.viewport.scrollTop = top;
    this.follow.placed(this.viewport.scrollTop);
  }

  /** Puts the rows around the wanted position into the document. Returns that position. */
  #place(): number {
    const total = this.heights.total();
    const max = Math.max(0, total - this.#height);
    const { seq, inside } = this.#anchor;
    const wanted = seq < this.rows.head ? 0 : this.heights.offsetOf(seq) + inside;
    const top = this.follow.following ? max : Math.max(0, Math.min(wanted, max));
    this.#spacer.style.height = `${total}px`;
    if (this.follow.following) this.#anchorAt(top);
    if (this.rows.count === 0) {
      this.#sight = { first: this.rows.head, end: this.rows.head };
      this.#pool.show(0, 0);
      return 0;
    }
    this.#sight = { first: this.heights.seqAt(top), end: Math.min(this.rows.tail, this.heights.seqAt(top + this.#height) + 1) };
    const first = Math.max(this.rows.head, this.#sight.first - OVERSCAN);
    const end = Math.min(this.rows.tail, this.#sight.end + OVERSCAN);
    this.#pool.show(first, end);
    this.#content.style.transform = `translateY(${this.heights.offsetOf(first)}px)`;
    return top;
  }

  #anchorAt(top: number): void {
    const seq = this.heights.seqAt(top);
    this.#anchor = { seq, inside: top - this.heights.offsetOf(seq) };
  }

  #correctHeights(): boolean {
    if (!this.heights.vary) return false;
    let changed = false;
    this.#pool.measure((seq, height) => {
      if (this.heights.measured(seq, height)) changed = true;
    });
    return changed;
  }
}
