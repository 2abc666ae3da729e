import { readLabels } from "../wire/labels";
import type { DockerfileScreen, Finding } from "./dockerfile-screen";

/** Longer texts would not pass through the page's connection in one piece. */
const MOST_TEXT = 20_000;

/** How long somebody has to pause for the page to be told. */
const PAUSE = 200;

const ENGLISH = { editor: "Dockerfile", tooLong: "A Dockerfile that is edited here may have 20,000 characters at most." };

/**
 * `<dockerfile-editor text version findings labels>`: a Dockerfile to write, with its words coloured and what is wrong underlined. `text` is
 * taken over when `version` changes, `findings` is JSON of {@link Finding}s. Fires `change`, with the text as `value`, when somebody
 * pauses. In the light DOM; nobody else renders into it.
 */
export class DockerfileEditor extends HTMLElement {
  static readonly observedAttributes = ["version", "findings", "labels"];

  /** What was told last. */
  value = "";

  #screen: DockerfileScreen | undefined;
  #due: ReturnType<typeof setTimeout> | undefined;
  #labels = ENGLISH;

  /** What stands in it now. */
  get text(): string {
    return this.#screen?.text ?? this.getAttribute("text") ?? "";
  }

  /** Goes to a line, counted from 1. */
  goTo(line: number): void {
    this.#screen?.goTo(line);
  }

  override focus(): void {
    this.#screen?.focus();
  }

  connectedCallback(): void {
    this.#labels = readLabels(ENGLISH, this.getAttribute("labels"));
    if (!this.#screen) void this.#open();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#due);
    this.#screen?.dispose();
    this.#screen = undefined;
  }

  attributeChangedCallback(name: string): void {
    if (name === "labels") this.#labels = readLabels(ENGLISH, this.getAttribute("labels"));
    if (name === "version") this.#screen?.load(this.getAttribute("text") ?? "");
    if (name === "findings") this.#screen?.mark(this.#findings());
  }

  async #open(): Promise<void> {
    const { DockerfileScreen } = await import("./dockerfile-screen");
    if (!this.isConnected || this.#screen) return;
    this.#screen = new DockerfileScreen(this, this.getAttribute("text") ?? "", this.#labels.editor, MOST_TEXT, () => this.#changed());
    this.#screen.mark(this.#findings());
  }

  #changed(): void {
    clearTimeout(this.#due);
    this.#due = setTimeout(() => {
      this.value = this.text;
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }, PAUSE);
  }

  #findings(): Finding[] {
    return JSON.parse(this.getAttribute("findings") ?? "[]") as Finding[];
  }
}
