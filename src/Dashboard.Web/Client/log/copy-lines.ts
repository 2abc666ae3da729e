import type { LineRing } from "./line-ring";
import { plainText } from "./row-view";

/** Lines that the copy button takes, from the end: what one pastes into an issue. */
export const COPY_LINES = 5000;

/** Puts the last lines, as shown but without times, into the clipboard. */
export async function copyLines(ring: LineRing): Promise<void> {
  const text = ring.lastLines(COPY_LINES).map(plainText).join("\n");
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyBySelection(text);
}

/** Over plain HTTP, common on a home server, browsers offer no clipboard but this old command. */
function copyBySelection(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.cssText = "position:fixed;opacity:0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("The browser did not allow copying");
}
