import type { WebglAddon } from "@xterm/addon-webgl";
import type { Terminal } from "@xterm/xterm";

/**
 * Draws with WebGL while the terminal can be seen: browsers allow few contexts, so tabs that are hidden give theirs back. Where there is no
 * graphics hardware behind it, xterm's own renderer is quicker and stays.
 */
export class TerminalRenderer {
  #addon: WebglAddon | undefined;
  #wanted = false;
  readonly #sight: IntersectionObserver | undefined;

  constructor(private readonly terminal: Terminal, host: HTMLElement) {
    if (!hasGraphics()) return;
    this.#sight = new IntersectionObserver((entries) => void this.#see(entries.at(-1)!.isIntersecting));
    this.#sight.observe(host);
  }

  /** Gives its context back. */
  dispose(): void {
    this.#wanted = false;
    this.#sight?.disconnect();
    this.#release();
  }

  async #see(seen: boolean): Promise<void> {
    this.#wanted = seen;
    if (!seen) {
      this.#release();
      return;
    }
    const { WebglAddon } = await import("@xterm/addon-webgl");
    if (!this.#wanted || this.#addon) return;
    try {
      const addon = new WebglAddon();
      addon.onContextLoss(() => this.#release());
      this.terminal.loadAddon(addon);
      this.#addon = addon;
    } catch (error) {
      console.debug("no WebGL for this terminal", error);
    }
  }

  #release(): void {
    this.#addon?.dispose();
    this.#addon = undefined;
  }
}

function hasGraphics(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
