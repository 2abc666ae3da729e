import { SeenElement } from "../wire/seen-element";
import { formatMemory, formatPercent } from "./usage-format";
import { usageFeed, type UsageFeed } from "./usage-feed";
import type { UsagePoint } from "./usage-point";

/** What it shows until there is a figure. */
const UNKNOWN = "…";

/**
 * `<usage-cell metric environment container>`: one figure of a running container in a table, `cpu` or `memory`, kept
 * current while it can be seen.
 */
export class UsageCell extends SeenElement {
  static readonly observedAttributes = ["environment", "container"];

  /** Where the figures come from; tests replace it before the element is connected. */
  feed: UsageFeed = usageFeed;

  protected begin(): boolean {
    this.textContent = UNKNOWN;
    return this.hasAttribute("container");
  }

  protected watch(): () => void {
    return this.feed.watch(this.getAttribute("environment") ?? "", this.getAttribute("container") ?? "", false, {
      past: (points) => {
        const last = points.at(-1);
        if (last) this.#show(last);
      },
      point: (point) => this.#show(point),
      refused: () => { this.textContent = ""; },
    });
  }

  #show(point: UsagePoint): void {
    const ofLimit = point.memoryLimit > 0 ? point.memory / point.memoryLimit : 0;
    const isCpu = this.getAttribute("metric") === "cpu";
    const text = isCpu ? formatPercent(point.cpu) : formatMemory(point.memory);
    if (this.textContent !== text) this.textContent = text;
    this.style.setProperty("--share", `${Math.min(100, isCpu ? point.cpu : ofLimit * 100).toFixed(1)}%`);
    this.title = isCpu ? text : `${text} / ${formatMemory(point.memoryLimit)} · ${formatPercent(ofLimit * 100)}`;
  }
}
