import { icon, type IconName } from "../wire/icon";
import type { Sharing, TerminalState } from "./frames";
import type { TerminalLabels } from "./terminal-labels";
import { TerminalPeople } from "./terminal-people";
import { themeNames, type ThemeName } from "./terminal-settings";

/** What can be asked for in the toolbar. */
export interface ToolbarActions {
  find(): void;
  size(step: 1 | -1): void;
  theme(name: ThemeName): void;
  copy(): void;
  paste(): void;
  fullScreen(): void;
  share(sharing: Sharing): Promise<void>;
  end(): void;
}

/** The bar over the screen. */
export class TerminalToolbar {
  /** Goes above the screen. */
  readonly element = document.createElement("div");
  readonly #themes = document.createElement("select");
  readonly #end: HTMLButtonElement;
  readonly #recorded = document.createElement("span");
  readonly #people: TerminalPeople;

  constructor(labels: TerminalLabels, actions: ToolbarActions) {
    this.element.className = "terminal-toolbar";
    this.element.setAttribute("role", "toolbar");
    this.element.setAttribute("aria-label", labels.terminal);
    const names = { dark: labels.themeDark, light: labels.themeLight, contrast: labels.themeContrast };
    this.#themes.title = labels.theme;
    this.#themes.setAttribute("aria-label", labels.theme);
    this.#themes.append(...themeNames.map((name) => new Option(names[name], name)));
    this.#themes.addEventListener("change", () => actions.theme(this.#themes.value as ThemeName));
    this.#end = toolButton("close", labels.end, () => actions.end());
    this.#end.dataset["action"] = "end";
    this.#recorded.className = "terminal-recorded";
    this.#recorded.title = labels.recordedWhy;
    this.#recorded.textContent = labels.recorded;
    this.#recorded.setAttribute("role", "status");
    this.#recorded.hidden = true;
    this.#people = new TerminalPeople(labels, (sharing) => actions.share(sharing));
    const space = document.createElement("span");
    space.className = "space";
    this.element.append(
      toolButton("search", labels.find, () => actions.find()),
      toolButton("copy", labels.copy, () => actions.copy()),
      toolButton("paste", labels.paste, () => actions.paste()),
      this.#recorded,
      this.#people.element,
      space,
      look(toolButton("smaller", labels.smaller, () => actions.size(-1))),
      look(toolButton("larger", labels.larger, () => actions.size(1))),
      this.#themes,
      toolButton("fullScreen", labels.fullScreen, () => actions.fullScreen()),
      this.#end);
  }

  /** Shows what is known of the terminal; undefined is one's own, of which there is nothing to tell. */
  about(state: TerminalState | undefined): void {
    this.#recorded.hidden = !state?.isRecorded;
    this.#people.about(state);
    this.#end.hidden = state?.isOwner === false;
  }

  /** Shows which theme is chosen. */
  show(theme: ThemeName): void {
    this.#themes.value = theme;
  }
}

/** Left out where there is no room: what remains is needed more. */
function look(button: HTMLButtonElement): HTMLButtonElement {
  button.dataset["look"] = "";
  return button;
}

function toolButton(name: IconName, label: string, pressed: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.append(icon(name));
  // The keyboard stays in the terminal.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", pressed);
  return button;
}
