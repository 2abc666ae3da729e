import type { ITheme } from "@xterm/xterm";

/** Monospace, with fonts that hold Korean, Japanese and Chinese at twice the width. */
export const terminalFont = '"JetBrains Mono", "Cascadia Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, '
  + '"DejaVu Sans Mono", "D2Coding", "Noto Sans Mono CJK KR", "Noto Sans CJK KR", "Malgun Gothic", monospace';

/**
 * A dark screen in both themes: programs choose their colours for one. The page may set
 * `--terminal-background`, `--terminal-text` and `--terminal-cursor`.
 */
export function readTheme(element: Element): ITheme {
  const css = getComputedStyle(element);
  const value = (name: string, fallback: string): string => css.getPropertyValue(name).trim() || fallback;
  return {
    background: value("--terminal-background", "#17171f"),
    foreground: value("--terminal-text", "#d9d9e3"),
    cursor: value("--terminal-cursor", "#b9b2ff"),
    cursorAccent: "#17171f",
    selectionBackground: "#5b5b8a99",
    black: "#2b2b36", red: "#f2666b", green: "#5ec98a", yellow: "#e0b454",
    blue: "#6ea8ff", magenta: "#cf8ee8", cyan: "#4cc3d1", white: "#d9d9e3",
    brightBlack: "#7b7b8c", brightRed: "#ff8a8e", brightGreen: "#7fe0a7", brightYellow: "#f5cf7a",
    brightBlue: "#93bfff", brightMagenta: "#e0adf5", brightCyan: "#75dbe6", brightWhite: "#ffffff",
  };
}
