import { icon, type IconName } from "../wire/icon";
import { fill } from "../wire/labels";
import { COPY_LINES } from "./copy-lines";
import type { LogLabels } from "./log-labels";
import type { TimestampStyle } from "./timestamp";

/** What the reader can ask for in the toolbar. */
export interface ToolbarActions {
  toggleFollow(): void;
  toggleWrap(): void;
  clear(): void;
  /** Opens the search box. */
  search(): void;
  /** Resolves once the lines are in the clipboard. */
  copy(): Promise<void>;
  timestamps(style: TimestampStyle): void;
}

/** What the toolbar shows. */
export interface ToolbarState {
  following: boolean;
  wrap: boolean;
  timestamps: TimestampStyle;
  /** Rows kept. */
  lines: number;
  /** Rows of them that are not hidden. */
  shown: number;
}

/** How long, in ms, the copy button says that it is done. */
const COPIED_FOR = 1500;

/** The bar over the log: follow, time column, wrap, copy, clear, count. */
export class LogToolbar {
  /** Goes into the view. */
  readonly element = document.createElement("div");
  readonly #follow: HTMLButtonElement;
  readonly #wrap: HTMLButtonElement;
  readonly #copy: HTMLButtonElement;
  readonly #timestamps = document.createElement("select");
  readonly #lines = document.createElement("span");
  #shown = "";

  /** @param more what else stands in the bar, after the time column */
  constructor(private readonly labels: LogLabels, private readonly actions: ToolbarActions, ...more: HTMLElement[]) {
    this.element.className = "toolbar";
    this.element.setAttribute("role", "toolbar");
    this.#lines.className = "count";
    this.#follow = button("follow", labels.follow, () => actions.toggleFollow());
    this.#wrap = button("wrap", labels.wrap, () => actions.toggleWrap());
    this.#copy = button("copy", fill(labels.copy, COPY_LINES), () => void this.#copyLines());
    this.#copy.classList.add("bare");
    const search = button("search", labels.search, () => actions.search());
    search.classList.add("bare");
    const clear = button("clear", labels.clear, () => actions.clear());
    clear.classList.add("bare");
    this.#fillTimestamps();
    this.element.append(this.#follow, this.#wrap, this.#timestamps, ...more, search, this.#lines, this.#copy, clear);
  }

  /** Offers the log as a file at this address. */
  offer(address: string): void {
    const link = document.createElement("a");
    link.href = address;
    link.download = "";
    link.className = "bare";
    link.title = this.labels.download;
    link.setAttribute("aria-label", this.labels.download);
    link.append(icon("download"));
    this.#copy.after(link);
  }

  /** Shows the state. Cheap when nothing changed. */
  show(state: ToolbarState): void {
    const key = JSON.stringify(state);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#follow.setAttribute("aria-pressed", String(state.following));
    this.#wrap.setAttribute("aria-pressed", String(state.wrap));
    this.#timestamps.value = state.timestamps;
    const lines = fill(this.labels.lines, state.lines);
    this.#lines.textContent = state.shown === state.lines ? lines : `${fill(this.labels.shownOf, state.shown)} ${lines}`;
  }

  #fillTimestamps(): void {
    const { timestamps, timestampsNone, timestampsLocal, timestampsUtc } = this.labels;
    const texts: Record<TimestampStyle, string> = { local: timestampsLocal, utc: timestampsUtc, none: timestampsNone };
    for (const [value, text] of Object.entries(texts)) {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      this.#timestamps.append(option);
    }
    this.#timestamps.setAttribute("aria-label", timestamps);
    this.#timestamps.title = timestamps;
    this.#timestamps.addEventListener("change", () => this.actions.timestamps(this.#timestamps.value as TimestampStyle));
  }

  async #copyLines(): Promise<void> {
    await this.actions.copy();
    this.#copy.replaceChildren(icon("done"));
    this.#copy.title = this.labels.copied;
    setTimeout(() => {
      this.#copy.replaceChildren(icon("copy"));
      this.#copy.title = fill(this.labels.copy, COPY_LINES);
    }, COPIED_FOR);
  }
}

function button(name: IconName, text: string, pressed: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset["action"] = name;
  made.title = text;
  made.setAttribute("aria-label", text);
  const label = document.createElement("span");
  label.className = "label";
  label.textContent = text;
  made.append(icon(name), label);
  made.addEventListener("click", pressed);
  return made;
}
