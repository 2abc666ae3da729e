import type { Terminal } from "@xterm/xterm";

/**
 * OSC sequences that reach outside the screen: titles (0, 1, 2), colours of the whole terminal (4, 10–19, 104, 110–119), the clipboard
 * (52) and notifications (9, 99, 777, 1337). Any container's output may hold them; none of that is its business.
 */
export const ignoredSequences = [0, 1, 2, 4, 9, 10, 11, 12, 17, 19, 52, 99, 104, 110, 111, 112, 117, 119, 777, 1337];

/** Questions to the terminal. The server answers them: once, however many browsers look, and when none does. */
export const questions = [
  { final: "c" }, { prefix: ">", final: "c" }, { prefix: "=", final: "c" },
  { final: "n" }, { prefix: "?", final: "n" },
  { intermediates: "$", final: "p" }, { prefix: "?", intermediates: "$", final: "p" },
  { final: "t" }, { prefix: ">", final: "q" },
];

/** Makes the terminal swallow them. */
export function ignoreSequences(terminal: Pick<Terminal, "parser">): void {
  for (const code of ignoredSequences) terminal.parser.registerOscHandler(code, () => true);
  for (const question of questions) terminal.parser.registerCsiHandler(question, () => true);
  terminal.parser.registerDcsHandler({ intermediates: "$", final: "q" }, () => true);
}
