import { icon, type IconName } from "../wire/icon";
import { fill } from "../wire/labels";
import type { LogLabels } from "./log-labels";
import type { LogQuery } from "./log-query";
import type { LogSearch } from "./log-search";

/** ms without a key before the search begins by itself. */
const TYPING = 300;

/** What the reader can do in the box. */
export interface SearchActions {
  search(query: LogQuery): void;
  next(): void;
  previous(): void;
  closed(): void;
}

/** The bar in which the reader searches the log: text, how to read it, how far it is, next and previous. */
export class SearchBox {
  /** Goes into the view. Hidden until {@link open}. */
  readonly element = document.createElement("div");
  readonly #input = document.createElement("input");
  readonly #stream = document.createElement("select");
  readonly #state = document.createElement("span");
  readonly #case: HTMLButtonElement;
  readonly #regex: HTMLButtonElement;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly labels: LogLabels, private readonly actions: SearchActions) {
    this.element.className = "search";
    this.element.hidden = true;
    this.element.setAttribute("role", "search");
    this.#input.type = "search";
    this.#input.placeholder = labels.search;
    this.#input.setAttribute("aria-label", labels.search);
    this.#input.spellcheck = false;
    this.#input.addEventListener("input", () => this.#soon());
    this.#state.className = "found";
    this.#state.setAttribute("role", "status");
    this.#case = this.#toggle("case", labels.searchCase);
    this.#regex = this.#toggle("regex", labels.searchRegex);
    this.#fillStreams();
    this.element.append(
      this.#input, this.#case, this.#regex, this.#stream, this.#state,
      button("previous", labels.searchPrevious, () => actions.previous()),
      button("next", labels.searchNext, () => actions.next()),
      button("close", labels.searchClose, () => this.close()));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Shows the box and puts the reader into it. */
  open(): void {
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
  }

  /** Hides the box and forgets the search. */
  close(): void {
    if (this.element.hidden) return;
    clearTimeout(this.#typing);
    this.element.hidden = true;
    this.actions.closed();
  }

  /**
   * Shows how far the search is.
   * @param current number of the match that the reader was taken to; -1 if none
   */
  show(search: LogSearch, current: number): void {
    const text = this.#stateText(search, current);
    if (this.#state.textContent === text) return;
    this.#state.textContent = text;
    this.#state.title = text;
    this.#state.classList.toggle("wrong", search.error !== "");
  }

  #stateText(search: LogSearch, current: number): string {
    if (!search.query) return "";
    if (search.error) return search.error;
    const count = search.numbers.length;
    const at = search.numbers.indexOf(current) + 1;
    const found = search.limited
      ? fill(this.labels.searchLimited, count)
      : count === 0 && search.done ? this.labels.searchNone : fill(this.labels.searchFound, count);
    const place = at > 0 ? `${at.toLocaleString(document.documentElement.lang || undefined)} / ` : "";
    const progress = search.done || search.total === 0 ? "" : ` · ${Math.floor(100 * search.scanned / search.total)} %`;
    return `${place}${found}${progress}`;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.#input) this.#enter(event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #enter(back: boolean): void {
    if (this.#typing !== undefined) this.#now();
    else if (back) this.actions.previous();
    else this.actions.next();
  }

  #soon(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#now(), TYPING);
  }

  #now(): void {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    this.actions.search({
      text: this.#input.value,
      regex: pressed(this.#regex),
      caseSensitive: pressed(this.#case),
      stream: this.#stream.value as LogQuery["stream"],
      levels: [],
    });
  }

  #toggle(name: IconName, text: string): HTMLButtonElement {
    const made = button(name, text, () => {
      made.setAttribute("aria-pressed", String(!pressed(made)));
      this.#now();
    });
    made.setAttribute("aria-pressed", "false");
    return made;
  }

  #fillStreams(): void {
    for (const [value, text] of [["", this.labels.streamBoth], ["stdout", "stdout"], ["stderr", "stderr"]] as const) {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      this.#stream.append(option);
    }
    this.#stream.setAttribute("aria-label", this.labels.stream);
    this.#stream.title = this.labels.stream;
    this.#stream.addEventListener("change", () => this.#now());
  }
}

function pressed(toggle: HTMLButtonElement): boolean {
  return toggle.getAttribute("aria-pressed") === "true";
}

function button(name: IconName, text: string, clicked: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "bare";
  made.dataset["action"] = name;
  made.title = text;
  made.setAttribute("aria-label", text);
  made.append(icon(name));
  made.addEventListener("click", clicked);
  return made;
}
