import { icon } from "../wire/icon";
import { fill } from "../wire/labels";
import type { LogLabels } from "./log-labels";
import type { LinkState } from "./log-source";
import type { WindowTask } from "./log-window";
import { rowHeightOf } from "./view-settings";
import css from "./log-view.shadow.css";

let sheet: CSSStyleSheet | undefined;

/** The parts of the view that do not change: strip, scrolled region, pill and "nothing yet". */
export class LogFrame {
  /** The scrolled region, focusable. */
  readonly viewport = make("div", "viewport");
  readonly #body = make("div", "body");
  readonly #strip = make("div", "strip");
  readonly #empty = make("div", "empty");
  readonly #loading = make("div", "loading");
  readonly #pill = document.createElement("button");
  readonly #newLines = document.createElement("span");
  #state: LinkState = "connecting";

  /**
   * @param bars above the rows
   * @param marks beside the scroll bar
   * @param details below the rows
   * @param follow the reader pressed the pill
   * @param retry the reader pressed "try again"
   */
  constructor(
    root: ShadowRoot,
    bars: HTMLElement[],
    marks: HTMLElement,
    details: HTMLElement,
    private readonly labels: LogLabels,
    follow: () => void,
    private readonly retry: () => void) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
    this.viewport.tabIndex = 0;
    this.viewport.setAttribute("role", "log");
    this.viewport.setAttribute("aria-label", labels.log);
    // role=log announces each addition; rows are redrawn constantly and a log may bring thousands a second.
    this.viewport.setAttribute("aria-live", "off");
    this.#strip.setAttribute("role", "status");
    this.#strip.hidden = true;
    this.#loading.setAttribute("role", "status");
    this.#loading.hidden = true;
    this.#pill.type = "button";
    this.#pill.className = "pill";
    this.#pill.hidden = true;
    this.#pill.append(icon("follow"), this.#newLines);
    this.#pill.addEventListener("click", follow);
    this.#body.append(this.viewport, marks, this.#empty, this.#loading, this.#pill);
    const frame = make("div", "frame");
    frame.append(...bars, this.#strip, this.#body, details);
    root.replaceChildren(frame);
  }

  /** Long lines wrap, or run on to the right. */
  set wrap(on: boolean) {
    this.#body.classList.toggle("wrap", on);
  }

  /** In px; rows grow with it. */
  set fontSize(size: number) {
    this.#body.style.setProperty("--log-font-size", `${size}px`);
    this.#body.style.setProperty("--log-row-height", `${rowHeightOf(size)}px`);
  }

  /** @param reason in the server's words, for `failed`; a hint on the strip otherwise */
  showState(state: LinkState, reason: string): void {
    this.#state = state;
    this.#strip.dataset["state"] = state;
    this.#strip.hidden = state !== "reconnecting" && state !== "failed";
    this.#strip.title = reason;
    this.#strip.replaceChildren(this.#stateText(state, reason));
    if (state !== "failed") return;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = this.labels.retry;
    again.addEventListener("click", this.retry);
    this.#strip.append(again);
  }

  #stateText(state: LinkState, reason: string): string {
    if (state !== "failed") return this.labels.reconnecting;
    return reason ? fill(this.labels.error, reason) : this.labels.closed;
  }

  /**
   * @param rows kept
   * @param newLines since the reader let go, or undefined while following
   * @param attached whether the rows end in the newest line
   */
  showCounts(rows: number, newLines: number | undefined, attached: boolean): void {
    this.#empty.hidden = rows > 0 || this.#state === "failed" || this.#state === "reconnecting";
    this.#empty.textContent = this.#state === "connecting" ? this.labels.connecting : this.labels.empty;
    this.#pill.hidden = !newLines && attached;
    if (!this.#pill.hidden) this.#newLines.textContent = newLines && attached ? fill(this.labels.newLines, newLines) : this.labels.toNewest;
  }

  /** Says at which end lines are being read, or why they could not be. */
  showTask(task: WindowTask, error: string): void {
    const text = { "": "", older: this.labels.loadingOlder, newer: this.labels.loadingNewer, jump: this.labels.loading }[task]
      || (error && fill(this.labels.notLoaded, error));
    this.#loading.hidden = !text;
    this.#loading.textContent = text;
    this.#loading.dataset["task"] = task || "error";
  }
}

function make(name: string, className: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
