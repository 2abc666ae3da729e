import type { Level } from "./levels";
import { everything, hideable, LineFilter, type Wanted } from "./line-filter";
import type { LogLabels } from "./log-labels";
import { fontSizes, type ViewSettings } from "./view-settings";
import { toolbarMenu } from "./toolbar-menu";

/** The part of what is wanted that this menu chooses. */
export type ViewWanted = Omit<Wanted, "hiddenSources">;

/** The button that opens what is shown and how: levels, output, stack traces, JSON, font size. */
export class ViewMenu {
  /** Goes into the toolbar. */
  readonly element: HTMLDetailsElement;
  readonly #boxes: HTMLInputElement[] = [];

  /**
   * @param filtered other lines are wanted
   * @param set another way to show them
   */
  constructor(
    private readonly labels: LogLabels,
    private wanted: ViewWanted,
    private settings: ViewSettings,
    private readonly filtered: (wanted: ViewWanted) => void,
    private readonly set: (settings: ViewSettings) => void) {
    this.element = toolbarMenu("view", "filter", labels.view, this.#panel());
  }

  /** Shows everything again. */
  reset(): void {
    for (const box of this.#boxes) box.checked = true;
    this.#want({ hiddenLevels: new Set(), stdout: true, stderr: true });
  }

  #panel(): HTMLElement {
    const panel = document.createElement("div");
    for (const level of hideable) {
      const box = this.#check(level || this.labels.levelNone, true, (on) => this.#level(level, on));
      box.dataset["level"] = level;
      panel.append(box);
    }
    panel.append(
      document.createElement("hr"),
      this.#check("stdout", true, (stdout) => this.#want({ stdout })),
      this.#check("stderr", true, (stderr) => this.#want({ stderr })),
      document.createElement("hr"),
      this.#check(this.labels.fold, this.settings.folded, (folded) => {
        this.#choose({ folded });
        this.#want({ folded });
      }, false),
      this.#check(this.labels.fields, this.settings.fields, (fields) => this.#choose({ fields }), false),
      this.#sizes());
    return panel;
  }

  #check(text: string, checked: boolean, changed: (on: boolean) => void, hides = true): HTMLElement {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = checked;
    box.addEventListener("change", () => changed(box.checked));
    if (hides) this.#boxes.push(box);
    label.append(box, text);
    return label;
  }

  #sizes(): HTMLElement {
    const group = document.createElement("div");
    group.className = "sizes";
    for (const [text, title, step] of [["A−", this.labels.smaller, -1], ["A+", this.labels.larger, 1]] as const) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.title = title;
      button.setAttribute("aria-label", title);
      button.addEventListener("click", () => {
        const at = fontSizes.findIndex((size) => size === this.settings.fontSize);
        this.#choose({ fontSize: fontSizes[at + step] ?? this.settings.fontSize });
      });
      group.append(button);
    }
    return group;
  }

  #level(level: Level, on: boolean): void {
    const hiddenLevels = new Set(this.wanted.hiddenLevels);
    if (on) hiddenLevels.delete(level);
    else hiddenLevels.add(level);
    this.#want({ hiddenLevels });
  }

  #want(change: Partial<ViewWanted>): void {
    this.wanted = { ...this.wanted, ...change };
    this.element.classList.toggle("active", LineFilter.hides({ ...everything, ...this.wanted, folded: false }));
    this.filtered(this.wanted);
  }

  #choose(change: Partial<ViewSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.set(this.settings);
  }
}
