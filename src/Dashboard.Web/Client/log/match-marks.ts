import type { LineRing } from "./line-ring";

/** px, of the strip and of one mark. */
const WIDTH = 5;
const MARK = 2;

/** Marks beside the scroll bar where the part that is held has matches. */
export class MatchMarks {
  /** Goes over the scrolled region, at its end. */
  readonly element = document.createElement("canvas");
  #drawn = "";

  constructor() {
    this.element.className = "marks";
    this.element.setAttribute("aria-hidden", "true");
  }

  /**
   * @param numbers of the records that match, oldest first
   * @param height of the scrolled region in px
   */
  show(ring: LineRing, numbers: readonly number[], height: number): void {
    const key = numbers.length === 0 ? "none" : `${ring.head} ${ring.tail} ${numbers.length} ${numbers[0]} ${height}`;
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.element.hidden = numbers.length === 0;
    if (this.element.hidden) return;
    this.element.width = WIDTH;
    this.element.height = height;
    const context = this.element.getContext("2d");
    if (!context) return;
    context.fillStyle = getComputedStyle(this.element).color;
    let last = -1;
    for (const top of marksOf(ring, numbers, height)) {
      if (top !== last) context.fillRect(0, top, WIDTH, MARK);
      last = top;
    }
  }
}

/** px from the top for each match that is held. */
export function marksOf(ring: LineRing, numbers: readonly number[], height: number): number[] {
  const tops: number[] = [];
  for (const number of numbers) {
    const seq = ring.seqOf(number);
    if (seq < ring.tail && ring.numberAt(seq) === number) {
      tops.push(Math.min(height - MARK, Math.floor((seq - ring.head) / ring.count * height)));
    }
  }
  return tops;
}
