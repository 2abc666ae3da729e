import { WebLinksAddon } from "@xterm/addon-web-links";
import type { ILinkHandler, Terminal } from "@xterm/xterm";

/** The address of a link that may be opened, http and https only; undefined for any other. */
export function safeAddress(text: string): string | undefined {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Links in the output. Where one leads is shown before it is opened: its text may say something else. */
export class TerminalLinks {
  /** Goes over the screen. */
  readonly element = document.createElement("div");

  /** @param describe puts an address into words */
  constructor(private readonly describe: (address: string) => string) {
    this.element.className = "terminal-link";
    this.element.hidden = true;
  }

  /** For links that a program made (OSC 8). */
  get handler(): ILinkHandler {
    return {
      activate: (event, text) => this.#open(event, text),
      hover: (_, text) => this.#show(text),
      leave: () => this.#hide(),
      // Others are asked about in `activate`, which refuses them.
      allowNonHttpProtocols: false,
    };
  }

  /** Finds addresses in the text, too. */
  attach(terminal: Terminal): void {
    terminal.loadAddon(new WebLinksAddon((event, text) => this.#open(event, text), {
      hover: (_, text) => this.#show(text),
      leave: () => this.#hide(),
    }));
  }

  #open(event: MouseEvent, text: string): void {
    const address = safeAddress(text);
    if (address && event.button === 0) window.open(address, "_blank", "noopener,noreferrer");
  }

  #show(text: string): void {
    const address = safeAddress(text);
    this.element.hidden = !address;
    this.element.textContent = address ? this.describe(address) : "";
  }

  #hide(): void {
    this.element.hidden = true;
  }
}
