/** Every text of `<console-input>`, in English. The `labels` attribute replaces any of them. `{0}` is a number or a text. */
export const consoleLabels = {
  input: "Docker command",
  placeholder: "docker ps -a",
  suggestions: "Suggestions",
  history: "History",
  more: "{0} more",
  searching: "Searching the history: Enter takes a line, Esc leaves",
  busy: "A command is running: Ctrl+C stops it",
  offline: "No suggestions: {0}",
};

/** The localisable texts of `<console-input>`. */
export type ConsoleLabels = typeof consoleLabels;
