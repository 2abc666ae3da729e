/** One frame of the `Open` stream: its first byte is the kind. */
export type TerminalFrame =
  /** Raw output. Never decoded here: a character may be split between two frames. */
  | { kind: "output"; bytes: Uint8Array }
  /** The process ended. */
  | { kind: "exited"; code: number }
  /** Refused or broken, in words. */
  | { kind: "error"; message: string }
  /** The session is there. */
  | { kind: "opened"; sessionId: string };

const utf8 = new TextDecoder();

/** Reads a frame. Throws on a kind this version does not know: output would be missing silently. */
export function decodeFrame(frame: Uint8Array): TerminalFrame {
  const payload = frame.subarray(1);
  switch (frame[0]) {
    case 0: return { kind: "output", bytes: payload };
    case 1: return { kind: "exited", code: new DataView(payload.buffer, payload.byteOffset, 4).getInt32(0, true) };
    case 2: return { kind: "error", message: utf8.decode(payload) };
    case 3: return { kind: "opened", sessionId: utf8.decode(payload) };
    default: throw new Error(`Unknown terminal frame kind ${frame[0]}`);
  }
}
