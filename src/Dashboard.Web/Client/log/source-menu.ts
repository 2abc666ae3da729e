import type { LogLabels } from "./log-labels";
import type { LogContainer } from "./log-sources";
import { drawSource } from "./source-name";
import { toolbarMenu } from "./toolbar-menu";

/** The button that opens which containers' lines are shown. Hidden while there is only one container. */
export class SourceMenu {
  /** Goes into the toolbar. */
  readonly element: HTMLDetailsElement;
  readonly #panel = document.createElement("div");
  readonly #hidden = new Set<number>();
  #drawn = "";

  /** @param hide lines of containers with these numbers are not wanted */
  constructor(labels: LogLabels, private readonly hide: (hidden: ReadonlySet<number>) => void) {
    this.element = toolbarMenu("sources", "layers", labels.sources, this.#panel);
    this.element.hidden = true;
  }

  /** Shows the containers. Cheap when nothing changed. */
  show(containers: readonly LogContainer[]): void {
    const key = containers.map((container) => container.name).join("\n");
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.element.hidden = containers.length === 0;
    this.#panel.replaceChildren(...containers.map((container, at) => this.#choice(container.name, at + 1)));
  }

  #choice(name: string, index: number): HTMLElement {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = !this.#hidden.has(index);
    box.addEventListener("change", () => {
      if (box.checked) this.#hidden.delete(index);
      else this.#hidden.add(index);
      this.element.classList.toggle("active", this.#hidden.size > 0);
      this.hide(new Set(this.#hidden));
    });
    label.append(box, drawSource(name, 0, index, 0));
    return label;
  }
}
