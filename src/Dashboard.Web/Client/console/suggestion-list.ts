import type { Suggestion } from "./console-source";

/** The list below the input: a listbox whose chosen item the input names with `aria-activedescendant`. */
export class SuggestionList {
  readonly element = document.createElement("div");
  readonly #list = document.createElement("ul");
  readonly #note = document.createElement("p");
  #items: Suggestion[] = [];
  #chosen = -1;

  /**
   * @param id unique in the page
   * @param pick an item was clicked
   * @param chosen told the id of the chosen item, "" for none
   */
  constructor(private readonly id: string, private readonly pick: (item: Suggestion) => void, private readonly chosen: (id: string) => void) {
    this.element.className = "console-suggestions";
    this.element.hidden = true;
    this.#list.id = id;
    this.#list.setAttribute("role", "listbox");
    this.element.append(this.#list, this.#note);
    // Pressed, not clicked: the input must not lose the caret.
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const at = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-at]") : null;
      const item = this.#items[Number(at?.dataset["at"] ?? -1)];
      if (item) this.pick(item);
    });
  }

  /** Whether it is shown. */
  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Whether somebody moved in it, so that Enter means the item and not the line. */
  get isMoved(): boolean {
    return this.isOpen && this.#chosen >= 0;
  }

  /** The chosen item, or the first. */
  get current(): Suggestion | undefined {
    return this.#items[Math.max(0, this.#chosen)];
  }

  /** Shows these; none closes it. */
  show(label: string, items: Suggestion[], note: string): void {
    this.#items = items;
    this.#list.setAttribute("aria-label", label);
    this.#list.replaceChildren(...items.map((item, at) => this.#row(item, at)));
    this.#note.textContent = note;
    this.#note.hidden = note === "";
    this.element.hidden = items.length === 0;
    this.#choose(-1);
  }

  /** Closes it. */
  hide(): void {
    if (this.isOpen) this.show("", [], "");
  }

  /** Chooses the next or the one before, around the ends. */
  move(by: number): void {
    const count = this.#items.length;
    if (count > 0) this.#choose(this.#chosen < 0 ? (by > 0 ? 0 : count - 1) : (this.#chosen + by + count) % count);
  }

  #choose(at: number): void {
    this.#chosen = at;
    for (const [n, row] of [...this.#list.children].entries()) {
      row.setAttribute("aria-selected", n === at ? "true" : "false");
      if (n === at) row.scrollIntoView?.({ block: "nearest" });
    }
    this.chosen(at < 0 ? "" : `${this.id}-${at}`);
  }

  #row(item: Suggestion, at: number): HTMLElement {
    const row = document.createElement("li");
    row.id = `${this.id}-${at}`;
    row.dataset["at"] = String(at);
    row.dataset["kind"] = item.kind;
    row.setAttribute("role", "option");
    const text = document.createElement("b");
    text.textContent = item.text;
    const description = document.createElement("span");
    description.textContent = item.description;
    row.append(text, description);
    return row;
  }
}
