import { fill } from "../wire/labels";
import { isContinuation } from "./continuation";
import { levelOf } from "./levels";
import { beginning, LineFilter, type Wanted } from "./line-filter";
import { defaultLimits, type LineRing } from "./line-ring";
import { isLine } from "./records";
import { drawRow, type RowContext } from "./row-view";
import { AllRows, FilteredRows, type ShownRows } from "./shown-rows";

/** What rows show besides their records. */
export interface DrawContext extends Omit<RowContext, "source"> {
  /** Name of a container among several; "" for none. */
  sourceOf(index: number): string;
}

/** Which rows are shown, and what they show besides their text: level, folded lines, the record gone to. */
export class LineDrawer {
  #filter: LineFilter;
  #rows: ShownRows;

  constructor(private readonly ring: LineRing, wanted: Wanted) {
    this.#filter = new LineFilter(ring, wanted);
    this.#rows = this.#choose(ring.tail);
  }

  /** The rows that are shown. */
  get rows(): ShownRows {
    return this.#rows;
  }

  /** Whether rows may be hidden. */
  get filtering(): boolean {
    return LineFilter.hides(this.#filter.wanted);
  }

  /** @param start the ring's number of the reader's place, from which rows are looked at */
  filter(wanted: Wanted, start: number): void {
    this.#filter = new LineFilter(this.ring, wanted);
    this.#rows = this.#choose(start);
  }

  /**
   * Draws a row.
   * @param target number of the record gone to; -1 if none
   * @param toggled the reader folded or unfolded what follows the row
   */
  draw(row: HTMLElement, shown: number, context: DrawContext, target: number, toggled: (seq: number) => void): void {
    const seq = this.#rows.seqAt(shown);
    const record = this.ring.at(seq);
    if (!record) return;
    drawRow(row, record, { ...context, source: context.sourceOf(record.source) });
    row.classList.toggle("target", record.number >= 0 && record.number === target);
    row.dataset["number"] = String(record.number);
    delete row.dataset["level"];
    if (!isLine(record.kind)) return;
    const text = beginning(record);
    const goesOn = isContinuation(text);
    row.dataset["level"] = levelOf(goesOn ? beginning(this.ring.at(this.#filter.firstOf(seq, record))!) : text);
    if (!this.#filter.wanted.folded || goesOn) return;
    const lines = this.#filter.following(seq);
    if (lines > 0) row.append(this.#fold(lines, record.number, context, () => toggled(seq)));
  }

  /** Unfolds what follows the row, or folds it again. */
  toggle(seq: number, start: number): void {
    const number = this.ring.numberAt(seq);
    if (!this.#filter.unfolded.delete(number)) this.#filter.unfolded.add(number);
    this.#rows = this.#choose(start);
  }

  #choose(start: number): ShownRows {
    return this.filtering
      ? new FilteredRows(this.ring, defaultLimits.rows, start, (seq) => this.#filter.shows(seq))
      : new AllRows(this.ring);
  }

  #fold(lines: number, number: number, context: RowContext, pressed: () => void): HTMLElement {
    const button = document.createElement("button");
    const open = this.#filter.unfolded.has(number);
    button.type = "button";
    button.className = "fold";
    button.textContent = open ? "−" : `+${lines}`;
    button.title = fill(context.labels.foldLines, lines);
    button.setAttribute("aria-label", button.title);
    button.setAttribute("aria-expanded", String(open));
    button.addEventListener("click", pressed);
    return button;
  }
}
