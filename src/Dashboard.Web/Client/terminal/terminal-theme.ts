import type { ITheme } from "@xterm/xterm";
import type { ThemeName } from "./terminal-settings";

/** Monospace, with fonts that hold Korean, Japanese and Chinese at twice the width. */
export const terminalFont = '"JetBrains Mono", "Cascadia Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, '
  + '"DejaVu Sans Mono", "D2Coding", "Noto Sans Mono CJK KR", "Noto Sans CJK KR", "Malgun Gothic", monospace';

const dark: ITheme = {
  background: "#17171f", foreground: "#d9d9e3", cursor: "#b9b2ff", cursorAccent: "#17171f", selectionBackground: "#5b5b8a99",
  black: "#2b2b36", red: "#f2666b", green: "#5ec98a", yellow: "#e0b454",
  blue: "#6ea8ff", magenta: "#cf8ee8", cyan: "#4cc3d1", white: "#d9d9e3",
  brightBlack: "#7b7b8c", brightRed: "#ff8a8e", brightGreen: "#7fe0a7", brightYellow: "#f5cf7a",
  brightBlue: "#93bfff", brightMagenta: "#e0adf5", brightCyan: "#75dbe6", brightWhite: "#ffffff",
};

const light: ITheme = {
  background: "#fbfbfd", foreground: "#2a2a35", cursor: "#5a4fcf", cursorAccent: "#fbfbfd", selectionBackground: "#b9b2ff80",
  black: "#2a2a35", red: "#c0272d", green: "#1c7a45", yellow: "#8a6100",
  blue: "#1f5fbf", magenta: "#8e3fae", cyan: "#0f7480", white: "#d6d6df",
  brightBlack: "#6a6a79", brightRed: "#d9363c", brightGreen: "#23915a", brightYellow: "#a17400",
  brightBlue: "#2f74dd", brightMagenta: "#a455c4", brightCyan: "#158896", brightWhite: "#f4f4f8",
};

const contrast: ITheme = {
  background: "#000000", foreground: "#ffffff", cursor: "#ffff00", cursorAccent: "#000000", selectionBackground: "#0060ff",
  black: "#000000", red: "#ff5555", green: "#55ff55", yellow: "#ffff55",
  blue: "#7799ff", magenta: "#ff77ff", cyan: "#55ffff", white: "#ffffff",
  brightBlack: "#aaaaaa", brightRed: "#ff8888", brightGreen: "#88ff88", brightYellow: "#ffff99",
  brightBlue: "#99bbff", brightMagenta: "#ff99ff", brightCyan: "#99ffff", brightWhite: "#ffffff",
};

/** Colours of each theme. Dark unless chosen, whatever the page is: programs choose their colours for one. */
export const themes: Record<ThemeName, ITheme> = { dark, light, contrast };
