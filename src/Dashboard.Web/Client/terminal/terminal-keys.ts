/** Keys that a phone's keyboard has not, and the bytes a program reads for them. */
const keys = [
  { name: "Esc", text: "\x1b" }, { name: "Tab", text: "\t" },
  { name: "←", text: "\x1b[D", application: "\x1bOD" }, { name: "↑", text: "\x1b[A", application: "\x1bOA" },
  { name: "↓", text: "\x1b[B", application: "\x1bOB" }, { name: "→", text: "\x1b[C", application: "\x1bOC" },
  { name: "|", text: "|" }, { name: "/", text: "/" }, { name: "~", text: "~" }, { name: "-", text: "-" },
] as const;

/** What Ctrl makes of a typed character: Ctrl+C is 0x03. Others stay as they are. */
export function withControl(text: string): string {
  if (text.length !== 1) return text;
  const code = text.toUpperCase().charCodeAt(0);
  return code >= 0x40 && code < 0x60 ? String.fromCharCode(code - 0x40) : text === " " ? "\0" : text;
}

/** The row of keys below the screen where there is no real keyboard. */
export class TerminalKeys {
  /** Goes below the screen; the style sheet shows it to fingers only. */
  readonly element = document.createElement("div");
  readonly #control = document.createElement("button");

  /**
   * @param type gets what a key means
   * @param isApplication whether the program wants the other spelling of the arrows
   */
  constructor(label: string, private readonly type: (text: string) => void, isApplication: () => boolean) {
    this.element.className = "terminal-keys";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", label);
    this.#set(this.#control, "Ctrl", () => this.#hold(!this.isControl));
    this.#hold(false);
    const buttons = keys.map((key) => {
      const button = document.createElement("button");
      this.#set(button, key.name, () => this.type("application" in key && isApplication() ? key.application : key.text));
      return button;
    });
    this.element.append(buttons[0]!, this.#control, ...buttons.slice(1));
  }

  /** Whether Ctrl is held for the next key. */
  get isControl(): boolean {
    return this.#control.getAttribute("aria-pressed") === "true";
  }

  /** What was typed, with Ctrl if that was held; it is let go then. */
  apply(text: string): string {
    if (!this.isControl) return text;
    this.#hold(false);
    return withControl(text);
  }

  #hold(isHeld: boolean): void {
    this.#control.setAttribute("aria-pressed", String(isHeld));
  }

  #set(button: HTMLButtonElement, name: string, pressed: () => void): void {
    button.type = "button";
    button.textContent = name;
    // The phone's keyboard stays open.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", pressed);
  }
}
