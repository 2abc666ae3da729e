import type { LogLabels } from "./log-labels";
import { toolbarMenu } from "./toolbar-menu";

/** Where the reader can ask to go. */
export interface JumpActions {
  oldest(): void;
  newest(): void;
  time(moment: Date): void;
  /** Whether times are written in UTC. */
  utc(): boolean;
}

/** The button that opens the places to go to: oldest, newest, a moment. */
export class JumpMenu {
  /** Goes into the toolbar. */
  readonly element: HTMLDetailsElement;
  readonly #input = document.createElement("input");

  constructor(private readonly labels: LogLabels, private readonly actions: JumpActions) {
    this.element = toolbarMenu("jump", "jump", labels.jump, this.#panel());
  }

  #panel(): HTMLElement {
    const panel = document.createElement("form");
    this.#input.type = "datetime-local";
    this.#input.step = "1";
    this.#input.required = true;
    this.#input.setAttribute("aria-label", this.labels.jumpTime);
    const go = document.createElement("button");
    go.type = "submit";
    go.textContent = this.labels.jumpGo;
    panel.append(
      this.#choice(this.labels.jumpOldest, () => this.actions.oldest()),
      this.#choice(this.labels.toNewest, () => this.actions.newest()),
      this.#input,
      go);
    panel.addEventListener("submit", (event) => {
      event.preventDefault();
      const moment = new Date(this.actions.utc() ? `${this.#input.value}Z` : this.#input.value);
      if (Number.isNaN(moment.getTime())) return;
      this.element.open = false;
      this.actions.time(moment);
    });
    return panel;
  }

  #choice(text: string, chosen: () => void): HTMLElement {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => {
      this.element.open = false;
      chosen();
    });
    return made;
  }
}
