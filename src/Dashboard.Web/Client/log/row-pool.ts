/**
 * The row elements on the screen, in the order of their rows, so that selecting and copying give the
 * text in order. A row that stays visible keeps its element, hence its selection, while others move.
 */
export class RowPool {
  #rows: HTMLElement[] = [];
  /** What each shows; nothing yet, or no more, where it is undefined. Any number is a row's, also one below zero. */
  #seqs: (number | undefined)[] = [];

  /** @param container holds nothing but the rows */
  constructor(
    private readonly container: HTMLElement,
    private readonly draw: (row: HTMLElement, seq: number) => void) {}

  /** Shows the rows `first`..`end` (exclusive). Draws only those that were not shown. */
  show(first: number, end: number): void {
    this.#keepOverlap(first);
    this.#resize(end - first);
    for (let i = 0; i < this.#rows.length; i++) {
      if (this.#seqs[i] === first + i) continue;
      this.#seqs[i] = first + i;
      this.draw(this.#rows[i]!, first + i);
    }
  }

  /** Forgets what the rows show: the next {@link show} draws all of them. */
  invalidate(): void {
    this.#seqs.fill(undefined);
  }

  /** Calls back with each row shown and its height in px. */
  measure(take: (seq: number, height: number) => void): void {
    for (let i = 0; i < this.#rows.length; i++) take(this.#seqs[i]!, this.#rows[i]!.offsetHeight);
  }

  /** Moves the elements that fall out at one end to the other end. */
  #keepOverlap(first: number): void {
    const moved = first - (this.#seqs[0] ?? first);
    if (moved === 0 || Math.abs(moved) >= this.#rows.length) return;
    const cut = moved > 0 ? moved : this.#rows.length + moved;
    const front = this.#rows.slice(0, cut);
    const back = this.#rows.slice(cut);
    this.#rows = [...back, ...front];
    this.#seqs = [...this.#seqs.slice(cut), ...this.#seqs.slice(0, cut)];
    if (moved > 0) this.container.append(...front);
    else this.container.prepend(...back);
  }

  #resize(count: number): void {
    while (this.#rows.length > count) {
      this.#rows.pop()!.remove();
      this.#seqs.pop();
    }
    while (this.#rows.length < count) {
      const row = document.createElement("div");
      this.#rows.push(row);
      this.#seqs.push(undefined);
      this.container.append(row);
    }
  }
}
