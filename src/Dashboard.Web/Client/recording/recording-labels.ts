/** Every text of `<recording-player>`, in English. The `labels` attribute replaces any of them. `{0}` is a number or a text. */
export const recordingLabels = {
  recording: "Recording",
  loading: "Loading the recording…",
  failed: "The recording can't be played: {0}",
  cut: "It is too long to be played here as a whole; download it to see the rest.",
  going: "It goes on: this is what there was when it was opened.",
  play: "Play (space)",
  pause: "Pause (space)",
  position: "Position",
  speed: "Speed (< and >)",
  skipSilence: "Pass over silence",
  find: "Search in the output (/)",
  findNext: "Next match (Enter)",
  findPrevious: "Previous match (Shift+Enter)",
  findCount: "{0} matches",
  findNone: "No match",
  download: "Download as asciicast",
  fullScreen: "Full screen",
  opens: "Opens {0}",
};

/** The localisable texts of `<recording-player>`. */
export type RecordingLabels = typeof recordingLabels;
