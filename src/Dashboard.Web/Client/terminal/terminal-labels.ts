/** Every text of `<terminal-view>`, in English. The `labels` attribute replaces any of them. `{0}` is a number or a text. */
export const terminalLabels = {
  terminal: "Terminal",
  opening: "Opening the terminal…",
  exited: "The process exited with code {0}",
  error: "The terminal failed: {0}",
  ended: "The terminal was ended: {0}",
  lost: "The connection to this terminal was lost",
  returning: "The connection was lost. The terminal goes on without you; trying to come back…",
  restart: "Restart",
  reconnect: "Open a new session",
  retry: "Try now",
  find: "Search (Ctrl+Shift+F)",
  findNext: "Next match",
  findPrevious: "Previous match",
  findClose: "Close the search",
  findCount: "{0} matches",
  smaller: "Smaller letters",
  larger: "Larger letters",
  theme: "Colours",
  themeDark: "Dark",
  themeLight: "Light",
  themeContrast: "High contrast",
  fullScreen: "Full screen",
  copy: "Copy the selection",
  paste: "Paste",
  end: "End this terminal and all that runs in it",
  keys: "Keys",
  opens: "Opens {0}",
};

/** The localisable texts of `<terminal-view>`. */
export type TerminalLabels = typeof terminalLabels;
