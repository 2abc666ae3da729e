/**
 * Holds the rows still while the mouse selects text in them: rows that are redrawn under the pointer
 * lose the selection. A selection that remains is something being read, so following ends.
 */
export class SelectionHold {
  /** Whether drawing has to wait. */
  held = false;

  constructor(
    private readonly viewport: HTMLElement,
    private readonly selected: () => void,
    private readonly released: () => void) {}

  /** Begins to listen, until the signal aborts. */
  listen(signal: AbortSignal): void {
    this.viewport.addEventListener("pointerdown", (event) => {
      // A press on the scrollbar has the viewport itself as its target.
      if (event.pointerType === "mouse" && event.button === 0 && event.target !== this.viewport) this.held = true;
    }, { signal });
    for (const name of ["pointerup", "pointercancel"] as const) {
      window.addEventListener(name, () => this.#release(), { signal });
    }
  }

  #release(): void {
    if (!this.held) return;
    this.held = false;
    if (this.#selection()?.type === "Range") this.selected();
    this.released();
  }

  /** Chromium tells of a selection in a shadow root only when asked there; others when asked at the document. */
  #selection(): Selection | null {
    const root = this.viewport.getRootNode() as Node & { getSelection?: () => Selection | null };
    return root.getSelection ? root.getSelection() : document.getSelection();
  }
}
