import type { LineDetails } from "./line-details";
import { lineOf, linkTo } from "./line-link";
import type { LineRing } from "./line-ring";
import type { LogNavigation } from "./log-navigation";
import type { TimestampStyle } from "./timestamp";

/** The line that the reader chose, by a click on its time, by Enter, or by the page's address: shown whole, and named by the address. */
export class LineChoice {
  #asked = lineOf(window.location.hash);

  constructor(
    private readonly viewport: HTMLElement,
    private readonly ring: LineRing,
    private readonly navigation: LogNavigation,
    private readonly details: LineDetails,
    private readonly timestamps: () => TimestampStyle,
    private readonly redraw: () => void) {}

  /** Begins to listen, until the signal aborts. */
  listen(signal: AbortSignal): void {
    this.viewport.addEventListener("click", (event) => {
      const time = (event.target as Element).closest(".time");
      const row = time?.closest<HTMLElement>("[data-number]");
      if (row) this.#choose(Number(row.dataset["number"]));
    }, { signal });
    this.viewport.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== this.viewport || this.navigation.target < 0) return;
      this.#choose(this.navigation.target);
      this.details.element.focus();
      event.preventDefault();
    }, { signal });
  }

  /** The log is connected: goes to the line that the address named when the page was opened, once. */
  async connected(): Promise<void> {
    const number = this.#asked;
    this.#asked = undefined;
    if (number === undefined) return;
    await this.navigation.toNumber(number);
    this.#show(number);
  }

  #choose(number: number): void {
    this.navigation.target = number;
    // Whole: a fragment alone is taken relative to the page's base address.
    window.history.replaceState(window.history.state, "", linkTo(number));
    this.#show(number);
  }

  #show(number: number): void {
    const record = this.ring.at(this.ring.seqOf(number));
    if (record?.number === number) this.details.show(record, this.timestamps());
    this.redraw();
  }
}
