/** Names of the colour themes there are. */
export const themeNames = ["dark", "light", "contrast"] as const;

/** Name of a colour theme. */
export type ThemeName = typeof themeNames[number];

/** What somebody chose for all terminals in this browser. */
export interface TerminalSettings {
  /** px. */
  fontSize: number;
  theme: ThemeName;
}

/** Sizes there are, in px. */
export const fontSizes = [10, 11, 12, 13, 14, 15, 16, 18, 20, 24] as const;

const KEY = "terminal-view";
const defaults: TerminalSettings = { fontSize: 13, theme: "dark" };

/** As chosen last; the defaults for whatever is not there or is none of what there is. */
export function loadSettings(storage: Pick<Storage, "getItem">): TerminalSettings {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? "{}") as Partial<TerminalSettings>;
    return {
      fontSize: (fontSizes as readonly number[]).includes(kept.fontSize ?? 0) ? kept.fontSize! : defaults.fontSize,
      theme: themeNames.includes(kept.theme as ThemeName) ? kept.theme! : defaults.theme,
    };
  } catch (error) {
    console.debug("terminal settings not read", error);
    return { ...defaults };
  }
}

/** Keeps them. */
export function saveSettings(storage: Pick<Storage, "setItem">, settings: TerminalSettings): void {
  try {
    storage.setItem(KEY, JSON.stringify(settings));
  } catch (error) {
    console.debug("terminal settings not kept", error);
  }
}

/** The next size up (1) or down (-1); the same at the ends. */
export function nextSize(size: number, step: 1 | -1): number {
  const at = (fontSizes as readonly number[]).indexOf(size);
  return fontSizes[Math.min(Math.max(at + step, 0), fontSizes.length - 1)]!;
}
