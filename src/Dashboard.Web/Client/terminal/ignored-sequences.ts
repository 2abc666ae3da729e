import type { Terminal } from "@xterm/xterm";

/**
 * OSC sequences that reach outside the screen: titles (0, 1, 2), the clipboard (52) and notifications
 * (9, 99, 777). Any container's output may hold them; none of that is its business.
 */
export const ignoredSequences = [0, 1, 2, 9, 52, 99, 777];

/** Makes the terminal swallow them. */
export function ignoreSequences(terminal: Pick<Terminal, "parser">): void {
  for (const code of ignoredSequences) terminal.parser.registerOscHandler(code, () => true);
}
