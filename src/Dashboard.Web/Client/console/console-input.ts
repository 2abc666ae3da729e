import { openHub, type HubFactory } from "../wire/hub";
import { fill, readLabels } from "../wire/labels";
import { consoleLabels, type ConsoleLabels } from "./console-labels";
import { ConsoleSource, type Suggestion } from "./console-source";
import { LineHistory } from "./line-history";
import { SuggestionList } from "./suggestion-list";

/** What Ctrl-C and Ctrl-L send, as a terminal does. */
const END_OF_TEXT = "\x03";
const FORM_FEED = "\f";

/** Longer texts would not pass through the page's connection in one piece. */
const MOST_TEXT = 16_000;

let inputs = 0;

/**
 * `<console-input environment busy labels>`: where docker commands are typed. A `change` event of the element says that there is something to
 * do, and its `value` what: one or more lines to run, U+0003 to stop, U+000C to clear. In the light DOM; nobody else renders into it.
 */
export class ConsoleInput extends HTMLElement {
  static readonly observedAttributes = ["labels", "busy"];

  /** Makes the connection; tests replace it before the element is connected. */
  connect: HubFactory = () => openHub("hubs/console");

  /** What was sent last. */
  value = "";

  readonly #id = `console-suggestions-${++inputs}`;
  readonly #text = document.createElement("textarea");
  readonly #status = document.createElement("p");
  readonly #list = new SuggestionList(this.#id, (item) => this.#take(item), (id) => this.#text.setAttribute("aria-activedescendant", id));
  readonly #history = new LineHistory();
  #source: ConsoleSource | undefined;
  #labels: ConsoleLabels = consoleLabels;
  #asked = 0;
  #start = 0;
  #searching = false;

  /** What is typed. */
  get text(): string {
    return this.#text.value;
  }

  /** Puts a line in, to be looked at and sent by hand. */
  put(line: string): void {
    this.#set(line);
    this.#list.hide();
    this.focus();
  }

  override focus(): void {
    this.#text.focus();
  }

  connectedCallback(): void {
    this.#source ??= new ConsoleSource(() => this.connect());
    if (this.firstChild) return;
    const prompt = document.createElement("span");
    prompt.className = "console-prompt";
    prompt.textContent = "$";
    prompt.setAttribute("aria-hidden", "true");
    const box = document.createElement("div");
    box.className = "console-box";
    Object.assign(this.#text, { rows: 1, spellcheck: false, autocapitalize: "off", maxLength: MOST_TEXT });
    this.#text.setAttribute("autocomplete", "off");
    this.#text.setAttribute("role", "combobox");
    this.#text.setAttribute("aria-autocomplete", "list");
    this.#text.setAttribute("aria-controls", this.#id);
    box.append(prompt, this.#text);
    this.#status.className = "console-status";
    this.#status.setAttribute("role", "status");
    this.append(box, this.#list.element, this.#status);
    this.#listen();
    this.#dress();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#source?.close();
      this.#source = undefined;
    });
  }

  attributeChangedCallback(): void {
    this.#dress();
  }

  #listen(): void {
    this.#text.addEventListener("keydown", (event) => {
      if (event.isComposing || !this.#handle(event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.#text.addEventListener("input", () => {
      this.#history.leave();
      this.#fit();
      void this.#suggest(false);
    });
    // The textarea's own is no order to run something.
    this.#text.addEventListener("change", (event) => event.stopPropagation());
    this.#text.addEventListener("blur", () => this.#leaveSearch());
    this.#text.addEventListener("focus", () => void this.#load(), { once: true });
  }

  /** Whether the key was the console's. */
  #handle(event: KeyboardEvent): boolean {
    if (event.ctrlKey && !event.altKey && !event.metaKey) return this.#handleControl(event.key.toLowerCase());
    if (event.altKey || event.metaKey) return false;
    switch (event.key) {
      case "Enter": return !event.shiftKey && this.#enter();
      case "Tab": return !event.shiftKey && this.#complete();
      case "Escape": return this.#escape();
      case "ArrowUp": return this.#arrow(-1);
      case "ArrowDown": return this.#arrow(1);
      default: return false;
    }
  }

  #handleControl(key: string): boolean {
    if (key === "c") return this.#interrupt();
    if (key === "l") {
      this.#send(FORM_FEED);
      return true;
    }
    if (key === "r") {
      this.#searching = true;
      void this.#suggest(true);
      return true;
    }
    if (key === " ") {
      void this.#suggest(true);
      return true;
    }
    return false;
  }

  #enter(): boolean {
    const item = this.#list.isMoved || this.#searching ? this.#list.current : undefined;
    if (item) this.#take(item);
    else if (this.#isBusy) this.#status.textContent = this.#labels.busy;
    else if (this.text.trim() !== "") {
      const line = this.text;
      this.#history.add(line);
      this.#set("");
      this.#close();
      this.#send(line);
    }
    return true;
  }

  #complete(): boolean {
    // With nothing typed, Tab goes on to the next control as everywhere.
    if (this.text === "") return false;
    if (this.#list.isOpen && this.#list.current) this.#take(this.#list.current);
    else void this.#suggest(true).then(() => this.#list.move(1));
    return true;
  }

  #escape(): boolean {
    if (!this.#list.isOpen && !this.#searching) return false;
    this.#close();
    return true;
  }

  #arrow(by: number): boolean {
    if (this.#list.isOpen) {
      this.#list.move(by);
      return true;
    }
    // In a text of several lines the arrows move in it first.
    const caret = this.#text.selectionStart;
    const rest = by < 0 ? this.text.slice(0, caret) : this.text.slice(this.#text.selectionEnd);
    if (rest.includes("\n")) return false;
    const line = by < 0 ? this.#history.older(this.text) : this.#history.newer();
    if (line !== undefined) this.#set(line);
    return line !== undefined;
  }

  #interrupt(): boolean {
    if (this.#text.selectionStart !== this.#text.selectionEnd) return false;
    if (this.#isBusy) this.#send(END_OF_TEXT);
    else this.#set("");
    this.#close();
    return true;
  }

  async #suggest(asked: boolean): Promise<void> {
    const turn = ++this.#asked;
    if (!this.#source || (!asked && this.text.trim() === "" && !this.#searching)) {
      this.#list.hide();
      return;
    }
    try {
      const { items, total } = this.#searching ? await this.#search() : await this.#ask();
      if (turn !== this.#asked) return;
      const more = total > items.length ? fill(this.#labels.more, total - items.length) : "";
      this.#list.show(this.#searching ? this.#labels.history : this.#labels.suggestions, items, more);
      this.#status.textContent = this.#searching ? this.#labels.searching : "";
    } catch (error) {
      if (turn !== this.#asked) return;
      this.#list.hide();
      this.#status.textContent = fill(this.#labels.offline, error instanceof Error ? error.message : String(error));
    }
  }

  async #ask(): Promise<{ items: Suggestion[]; total: number }> {
    const { text } = this;
    const answer = await this.#source!.complete(this.getAttribute("environment") ?? "", text, this.#text.selectionStart);
    this.#start = answer.start;
    const typed = text.slice(answer.start, this.#text.selectionStart);
    // What is whole already needs no list that says so.
    return answer.items.length === 1 && answer.items[0]!.text === typed ? { items: [], total: 0 } : answer;
  }

  async #search(): Promise<{ items: Suggestion[]; total: number }> {
    const lines = await this.#source!.history(this.text);
    const items = lines.map((text) => ({ text, kind: "history", description: "", isWhole: false }));
    this.#start = 0;
    return { items, total: items.length };
  }

  async #load(): Promise<void> {
    try {
      this.#history.load(await this.#source!.history(""));
    } catch (error) {
      this.#status.textContent = fill(this.#labels.offline, error instanceof Error ? error.message : String(error));
    }
  }

  #take(item: Suggestion): void {
    const end = this.#searching ? this.text.length : this.#text.selectionStart;
    const text = quoted(item) + (item.isWhole ? " " : "");
    const rest = this.text.slice(end);
    this.#set(this.text.slice(0, this.#start) + text + rest, this.#start + text.length);
    this.#close();
    if (!item.isWhole && item.kind === "value") void this.#suggest(true);
  }

  #close(): void {
    this.#asked++;
    this.#leaveSearch();
    this.#list.hide();
  }

  #leaveSearch(): void {
    if (!this.#searching) return;
    this.#searching = false;
    this.#status.textContent = "";
    this.#list.hide();
  }

  #set(text: string, caret = text.length): void {
    this.#text.value = text;
    this.#text.setSelectionRange(caret, caret);
    this.#fit();
  }

  #send(value: string): void {
    this.value = value;
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #fit(): void {
    this.#text.rows = Math.min(8, this.text.split("\n").length);
  }

  #dress(): void {
    this.#labels = readLabels(consoleLabels, this.getAttribute("labels"));
    this.#text.setAttribute("aria-label", this.#labels.input);
    this.#text.placeholder = this.#labels.placeholder;
    if (!this.#isBusy && this.#status.textContent === this.#labels.busy) this.#status.textContent = "";
  }

  get #isBusy(): boolean {
    return this.getAttribute("busy") === "true";
  }
}

/** A name with a blank or a quote in it, as a shell needs it; lines of the history are whole already. */
function quoted(item: Suggestion): string {
  return item.kind === "history" || /^[\w@%+=:,./-]*$/.test(item.text) ? item.text : `'${item.text.replaceAll("'", String.raw`'\''`)}'`;
}
