import { icon } from "../wire/icon";

/** The line below the screen that says what became of the session, with the one thing to do about it. */
export class TerminalStrip {
  /** Goes below the screen. */
  readonly element = document.createElement("div");
  readonly #text = document.createElement("span");
  readonly #button = document.createElement("button");
  readonly #action = document.createElement("span");

  constructor(pressed: () => void) {
    this.element.className = "terminal-strip";
    this.element.setAttribute("role", "status");
    this.#button.type = "button";
    this.#button.append(icon("restart"), this.#action);
    this.#button.addEventListener("click", pressed);
    this.element.append(this.#text, this.#button);
    this.hide();
  }

  /**
   * @param state for the style and for tests: opening, exited, error or lost
   * @param action the button's text, or undefined for no button
   */
  show(state: string, text: string, action?: string): void {
    this.element.dataset["state"] = state;
    this.#text.textContent = text;
    this.#button.hidden = action === undefined;
    this.#action.textContent = action ?? "";
    this.element.hidden = false;
  }

  /** All is well. */
  hide(): void {
    this.element.hidden = true;
    delete this.element.dataset["state"];
  }
}
