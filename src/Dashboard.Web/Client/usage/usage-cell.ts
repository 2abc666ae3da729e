import { formatMemory, formatPercent } from "./usage-format";
import { usageFeed, type UsageFeed } from "./usage-feed";
import type { UsagePoint } from "./usage-point";

/** What it shows until there is a figure. */
const UNKNOWN = "…";

/**
 * `<usage-cell metric environment container>`: one figure of a running container in a table, `cpu` or `memory`, kept
 * current. It watches only while it is in the document, and the table has only the rows in sight there.
 */
export class UsageCell extends HTMLElement {
  static readonly observedAttributes = ["environment", "container"];

  /** Where the figures come from; tests replace it before the element is connected. */
  feed: UsageFeed = usageFeed;

  #stop: (() => void) | undefined;
  #restarting = false;

  connectedCallback(): void {
    this.#restart();
  }

  disconnectedCallback(): void {
    // Moving an element disconnects and connects it in one task.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (before !== now && this.isConnected) this.#restart();
  }

  #restart(): void {
    if (this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(() => {
      this.#restarting = false;
      const container = this.getAttribute("container");
      this.#close();
      if (!this.isConnected || !container) return;
      this.textContent = UNKNOWN;
      this.#stop = this.feed.watch(this.getAttribute("environment") ?? "", container, false, {
        past: (points) => {
          const last = points.at(-1);
          if (last) this.#show(last);
        },
        point: (point) => this.#show(point),
        refused: () => { this.textContent = ""; },
      });
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

  #close(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
