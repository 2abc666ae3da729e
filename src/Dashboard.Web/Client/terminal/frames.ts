/** What those who look at a terminal are told besides its output. */
export interface TerminalState {
  /** Whether what it shows is recorded. */
  isRecorded: boolean;
  /** Whose it is. */
  owner: string;
  /** Whether it is one's own. */
  isOwner: boolean;
  /** Whether one's keys reach it. */
  mayType: boolean;
  /** What its owner lets others do. */
  sharing: Sharing;
  /** All who look at it now. */
  people: TerminalPerson[];
}

/** What others may do with a terminal. */
export type Sharing = "nobody" | "watch" | "type";

/** Somebody who looks at a terminal. */
export interface TerminalPerson {
  name: string;
  isOwner: boolean;
  mayType: boolean;
}

/** One frame of the `Open` and `Attach` streams: its first byte is the kind. */
export type TerminalFrame =
  /** Raw output. Never decoded here: a character may be split between two frames. */
  | { kind: "output"; bytes: Uint8Array }
  /** The process ended. */
  | { kind: "exited"; code: number }
  /** Refused or broken, in words. */
  | { kind: "error"; message: string }
  /** The session is there. */
  | { kind: "opened"; sessionId: string }
  /** Another browser gave the terminal another size, in cells. */
  | { kind: "resized"; columns: number; rows: number }
  /** What is known of it besides its screen; sent when that changes. */
  | { kind: "about"; state: TerminalState }
  /** The dashboard ended it; why. */
  | { kind: "ended"; reason: string };

const utf8 = new TextDecoder();

/** Reads a frame. Throws on a kind this version does not know: output would be missing silently. */
export function decodeFrame(frame: Uint8Array): TerminalFrame {
  const payload = frame.subarray(1);
  const numbers = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  switch (frame[0]) {
    case 0: return { kind: "output", bytes: payload };
    case 1: return { kind: "exited", code: numbers.getInt32(0, true) };
    case 2: return { kind: "error", message: utf8.decode(payload) };
    case 3: return { kind: "opened", sessionId: utf8.decode(payload) };
    case 4: return { kind: "resized", columns: numbers.getUint16(0, true), rows: numbers.getUint16(2, true) };
    case 5: return { kind: "ended", reason: utf8.decode(payload) };
    case 6: return { kind: "about", state: JSON.parse(utf8.decode(payload)) as TerminalState };
    default: throw new Error(`Unknown terminal frame kind ${frame[0]}`);
  }
}
