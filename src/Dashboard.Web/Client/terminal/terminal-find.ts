import { SearchAddon } from "@xterm/addon-search";
import type { Terminal } from "@xterm/xterm";
import { icon, type IconName } from "../wire/icon";
import { fill } from "../wire/labels";
import type { TerminalLabels } from "./terminal-labels";

const marks = {
  matchBackground: "#7a5c00", matchOverviewRuler: "#e0b454", activeMatchBackground: "#b36b00", activeMatchColorOverviewRuler: "#ffffff",
};

/** Searching in screen and scrollback. */
export class TerminalFind {
  /** Goes over the screen. */
  readonly element = document.createElement("div");
  readonly #input = document.createElement("input");
  readonly #count = document.createElement("span");
  readonly #addon = new SearchAddon();

  constructor(private readonly labels: TerminalLabels, private readonly closed: () => void) {
    this.element.className = "terminal-find";
    this.element.hidden = true;
    this.#input.type = "search";
    this.#input.setAttribute("aria-label", labels.find);
    this.#count.setAttribute("role", "status");
    this.#input.addEventListener("input", () => this.#search(false));
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.element.append(
      this.#input, this.#count,
      this.#button("previous", labels.findPrevious, () => this.#search(true)),
      this.#button("next", labels.findNext, () => this.#search(false)),
      this.#button("close", labels.findClose, () => this.close()));
  }

  /** Searches in this terminal. */
  attach(terminal: Terminal): void {
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultCount }) => {
      this.#count.textContent = this.#input.value ? fill(this.labels.findCount, resultCount) : "";
    });
  }

  /** Shows it, with the keyboard in it. */
  open(): void {
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
  }

  /** Hides it and its marks. */
  close(): void {
    this.element.hidden = true;
    this.#addon.clearDecorations();
    this.closed();
  }

  /** Marks a text without showing the search; "" marks nothing. */
  mark(text: string): void {
    if (text) this.#addon.findPrevious(text, { decorations: marks });
    else this.#addon.clearDecorations();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter") this.#search(event.shiftKey);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  #search(backwards: boolean): void {
    const text = this.#input.value;
    if (!text) {
      this.#addon.clearDecorations();
      this.#count.textContent = "";
    } else if (backwards) {
      this.#addon.findPrevious(text, { decorations: marks });
    } else {
      this.#addon.findNext(text, { decorations: marks, incremental: document.activeElement === this.#input });
    }
  }

  #button(name: IconName, label: string, pressed: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.append(icon(name));
    button.addEventListener("click", pressed);
    return button;
  }
}
