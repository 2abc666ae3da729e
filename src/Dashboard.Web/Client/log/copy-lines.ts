import { copyText } from "../shell/clipboard";
import type { LineRing } from "./line-ring";
import { plainText } from "./row-view";

/** Lines that the copy button takes, from the end: what one pastes into an issue. */
export const COPY_LINES = 5000;

/** Puts the last lines, as shown but without times, into the clipboard. */
export function copyLines(ring: LineRing): Promise<void> {
  return copyText(ring.lastLines(COPY_LINES).map(plainText).join("\n"));
}
