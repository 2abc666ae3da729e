import type { JsonColumns } from "./json-columns";
import type { LogLabels } from "./log-labels";
import { toolbarMenu } from "./toolbar-menu";

/** The button that opens which fields of JSON lines stand in columns. Hidden until a line with fields was drawn. */
export class ColumnMenu {
  /** Goes into the toolbar. */
  readonly element: HTMLDetailsElement;
  readonly #panel = document.createElement("div");

  /** @param choose these fields, in this order; none ends the columns */
  constructor(labels: LogLabels, private readonly columns: JsonColumns, private chosen: readonly string[], private readonly choose: (chosen: string[]) => void) {
    this.element = toolbarMenu("columns", "columns", labels.columns, this.#panel);
    this.element.hidden = true;
    this.element.addEventListener("toggle", () => {
      // What comes while it is open waits: nothing moves under the reader's finger.
      if (this.element.open) this.#panel.replaceChildren(...this.columns.offered(this.chosen).map((name) => this.#choice(name)));
    });
  }

  /** Shows whether there are fields to choose from, and whether some are chosen. */
  show(): void {
    this.element.hidden = this.columns.version === 0 && this.chosen.length === 0;
    this.element.classList.toggle("active", this.chosen.length > 0);
  }

  #choice(name: string): HTMLElement {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = this.chosen.includes(name);
    box.addEventListener("change", () => {
      this.chosen = box.checked ? [...this.chosen, name] : this.chosen.filter((other) => other !== name);
      this.show();
      this.choose([...this.chosen]);
    });
    label.append(box, name);
    return label;
  }
}
