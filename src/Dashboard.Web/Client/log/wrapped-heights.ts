import { slotOf } from "./line-ring";
import type { RowHeights } from "./row-heights";
import type { RowSpan } from "./shown-rows";

/**
 * Heights of wrapped rows: estimated from the line's length, corrected once drawn. A Fenwick tree over
 * the ring's slots answers "where is this row" and "which row is here" in O(log n), among rows that
 * come and go a hundred thousand times a second.
 */
export class WrappedHeights implements RowHeights {
  readonly vary = true;
  #head = 0;
  #tail = 0;
  #total = 0;
  readonly #height: Uint32Array;
  readonly #tree: Float64Array;

  /**
   * @param slots the ring's limit of rows
   * @param rowHeight px of one text row
   * @param columns characters that fit into one text row, for the estimate
   */
  constructor(
    private readonly ring: RowSpan,
    private readonly slots: number,
    private readonly rowHeight: number,
    private readonly columns: number) {
    this.#height = new Uint32Array(slots);
    this.#tree = new Float64Array(slots + 1);
  }

  sync(): void {
    const { head, tail } = this.ring;
    for (let seq = this.#head; seq < Math.min(head, this.#tail); seq++) this.#set(seq, 0);
    for (let seq = Math.max(tail, this.#head); seq < this.#tail; seq++) this.#set(seq, 0);
    for (let seq = head; seq < Math.min(tail, this.#head); seq++) this.#set(seq, this.#estimate(seq));
    for (let seq = Math.max(head, this.#tail); seq < tail; seq++) this.#set(seq, this.#estimate(seq));
    this.#head = head;
    this.#tail = tail;
  }

  total(): number {
    return this.#total;
  }

  offsetOf(seq: number): number {
    if (seq <= this.#head) return 0;
    if (seq >= this.#tail) return this.#total;
    const sum = this.#before(slotOf(seq, this.slots)) - this.#before(slotOf(this.#head, this.slots));
    return sum < 0 || (sum === 0 && seq > this.#head) ? sum + this.#total : sum;
  }

  seqAt(offset: number): number {
    const headSlot = slotOf(this.#head, this.slots);
    const inside = Math.max(0, Math.min(offset, this.#total - 1));
    const slot = this.#find((this.#before(headSlot) + inside) % this.#total);
    const seq = this.#head + (slot - headSlot + this.slots) % this.slots;
    return Math.max(this.#head, Math.min(seq, this.#tail - 1));
  }

  measured(seq: number, height: number): boolean {
    if (seq < this.#head || seq >= this.#tail || height <= 0 || this.#height[slotOf(seq, this.slots)] === height) return false;
    this.#set(seq, height);
    return true;
  }

  /** Bytes stand for columns: right for ASCII, near enough for the rest. */
  #estimate(seq: number): number {
    return Math.max(1, Math.ceil(this.ring.sizeAt(seq) / this.columns)) * this.rowHeight;
  }

  #set(seq: number, height: number): void {
    const slot = slotOf(seq, this.slots);
    const change = height - this.#height[slot]!;
    this.#height[slot] = height;
    this.#total += change;
    for (let node = slot + 1; node <= this.slots; node += node & -node) this.#tree[node]! += change;
  }

  /** Height of the slots before this one, in slot order. */
  #before(slot: number): number {
    let sum = 0;
    for (let node = slot; node > 0; node -= node & -node) sum += this.#tree[node]!;
    return sum;
  }

  /** The slot in which this height, in slot order, falls. */
  #find(height: number): number {
    let node = 0;
    for (let step = 2 ** Math.floor(Math.log2(this.slots)); step > 0; step /= 2) {
      const next = node + step;
      if (next <= this.slots && this.#tree[next]! <= height) {
        node = next;
        height -= this.#tree[next]!;
      }
    }
    return node;
  }
}
