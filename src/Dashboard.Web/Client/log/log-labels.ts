/** Every text of `<log-view>`, in English. The `labels` attribute replaces any of them. `{0}` is a number or a text. */
export const logLabels = {
  log: "Container log",
  follow: "Follow",
  timestamps: "Time",
  timestampsNone: "No time",
  timestampsLocal: "Local time",
  timestampsUtc: "UTC",
  wrap: "Wrap",
  clear: "Clear",
  copy: "Copy the last {0} lines",
  copied: "Copied",
  lines: "{0} lines",
  newLines: "{0} new lines",
  skipped: "{0} lines are not kept any more",
  gap: "Lines may be missing here: the log was not read for a while",
  ended: "Container stopped",
  started: "Container started",
  connecting: "Connecting…",
  reconnecting: "Connection lost, reconnecting…",
  empty: "No log lines yet",
  error: "The log cannot be shown: {0}",
  closed: "This log has ended",
  retry: "Try again",
};

/** The localisable texts of `<log-view>`. */
export type LogLabels = typeof logLabels;
