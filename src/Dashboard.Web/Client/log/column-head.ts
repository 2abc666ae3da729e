import type { JsonColumns } from "./json-columns";
import { formatTimestamp, type TimestampStyle } from "./timestamp";

/** The names of the columns over the rows. Moves sideways with them. */
export class ColumnHead {
  /** Goes over the scrolled region. */
  readonly element = document.createElement("div");
  readonly #row = document.createElement("div");
  #drawn = "";

  constructor(private readonly columns: JsonColumns) {
    this.element.className = "column-head";
    this.element.hidden = true;
    // Each cell's name is said with its value when a line is shown whole.
    this.element.setAttribute("aria-hidden", "true");
    this.#row.className = "names";
    this.element.append(this.#row);
  }

  /** Follows the rows when they are scrolled sideways. */
  follow(viewport: HTMLElement, signal: AbortSignal): void {
    viewport.addEventListener("scroll", () => this.element.scrollLeft = viewport.scrollLeft, { signal, passive: true });
  }

  /**
   * Cheap when nothing changed.
   * @param source characters of the containers' names; 0 for one container
   */
  show(chosen: readonly string[], timestamps: TimestampStyle, source: number): void {
    const key = JSON.stringify([chosen, chosen.length > 0 ? this.columns.version : 0, timestamps, source]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.element.hidden = chosen.length === 0;
    if (this.element.hidden) return;
    this.#row.replaceChildren(...this.#space(timestamps), ...this.#source(source), ...this.columns.head(chosen));
  }

  // As wide as the times below it: the same characters, not shown.
  #space(timestamps: TimestampStyle): Node[] {
    const time = formatTimestamp(0, 1, timestamps);
    if (!time) return [];
    const column = document.createElement("span");
    const date = document.createElement("span");
    column.className = "time";
    column.style.visibility = "hidden";
    date.className = "date";
    date.textContent = `${time.date} `;
    column.append(date, `${time.time} `);
    return [column];
  }

  #source(characters: number): Node[] {
    if (characters === 0) return [];
    const column = document.createElement("span");
    column.className = "source";
    column.style.visibility = "hidden";
    column.textContent = "x".repeat(characters);
    return [column];
  }
}
