import type { TerminalFind } from "./terminal-find";
import type { TerminalKeys } from "./terminal-keys";
import type { TerminalLinks } from "./terminal-links";
import type { TerminalStrip } from "./terminal-strip";
import type { TerminalToolbar } from "./terminal-toolbar";

/** What stands around the emulator. */
export interface FrameParts {
  toolbar: TerminalToolbar;
  find: TerminalFind;
  links: TerminalLinks;
  keys: TerminalKeys;
  strip: TerminalStrip;
}

/** Puts the parts together. Gives the whole, and the empty element that is the emulator's. */
export function buildFrame(label: string, { toolbar, find, links, keys, strip }: FrameParts): { frame: HTMLElement; host: HTMLElement } {
  const host = document.createElement("div");
  host.className = "terminal-screen";
  host.setAttribute("role", "group");
  host.setAttribute("aria-label", label);
  const stage = document.createElement("div");
  stage.className = "terminal-stage";
  stage.append(host, find.element, links.element);
  const frame = document.createElement("div");
  frame.className = "terminal-frame";
  frame.append(toolbar.element, stage, strip.element, keys.element);
  return { frame, host };
}
