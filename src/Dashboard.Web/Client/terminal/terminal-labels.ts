/** Every text of `<terminal-view>`, in English. The `labels` attribute replaces any of them. `{0}` is a number or a text. */
export const terminalLabels = {
  terminal: "Terminal",
  opening: "Opening the terminal…",
  exited: "The process exited with code {0}",
  error: "The terminal failed: {0}",
  lost: "The connection to this terminal was lost",
  restart: "Restart",
  reconnect: "Open a new session",
};

/** The localisable texts of `<terminal-view>`. */
export type TerminalLabels = typeof terminalLabels;
