import { lastOf } from "./last-of";
import type { CastEvent } from "./cast";

/** Where something was printed. */
export interface Match {
  /** ms since the beginning, when its last character was there. */
  at: number;
  /** The line around it. */
  line: string;
}

/** Matches beyond this are not looked for. */
export const MOST_MATCHES = 1000;

/** Escape sequences, control characters but line ends and tabs. OSC and DCS end at their terminator, or at the next escape. */
const unprinted = /\x1b\][^\x07\x1b]*(?:\x07|\x1b\\|(?=\x1b))|\x1b[PX^_][^\x1b]*(?:\x1b\\)?|\x1b\[[0-?]*[ -\/]*[@-~]|\x1b[ -\/]*[0-~]|[\x00-\x08\x0b-\x1f\x7f]/g;

/** What a recording's process has printed, as text without escape sequences, with the moment of each character. */
export class CastText {
  readonly #text: string;
  /** Where each run of printed characters begins: in the text, and in all that was written. Ascending. */
  readonly #runs: { text: number; raw: number }[] = [];
  /** Where each event's output begins in all that was written, and when that was. */
  readonly #starts: number[] = [];
  readonly #times: number[] = [];

  constructor(events: readonly CastEvent[]) {
    const parts: string[] = [];
    let length = 0;
    for (const event of events) {
      if (event.kind !== "output") continue;
      this.#starts.push(length);
      this.#times.push(event.at);
      parts.push(event.text);
      length += event.text.length;
    }
    this.#text = this.#strip(parts.join(""));
  }

  /** Places where `query` was printed, in order; case does not matter. */
  find(query: string): Match[] {
    if (!query) return [];
    const pattern = new RegExp(query.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&"), "gi");
    const matches: Match[] = [];
    for (const match of this.#text.matchAll(pattern)) {
      matches.push({ at: this.#timeOf(match.index + match[0].length - 1), line: this.#lineAt(match.index) });
      if (matches.length === MOST_MATCHES) break;
    }
    return matches;
  }

  #strip(raw: string): string {
    const printed: string[] = [];
    let [from, length] = [0, 0];
    const keep = (until: number): void => {
      if (until === from) return;
      this.#runs.push({ text: length, raw: from });
      printed.push(raw.slice(from, until));
      length += until - from;
    };
    for (const match of raw.matchAll(unprinted)) {
      keep(match.index);
      from = match.index + match[0].length;
    }
    keep(raw.length);
    return printed.join("");
  }

  #timeOf(index: number): number {
    const run = this.#runs[lastOf(this.#runs.length, (n) => this.#runs[n]!.text <= index)]!;
    const raw = run.raw + index - run.text;
    return this.#times[lastOf(this.#starts.length, (n) => this.#starts[n]! <= raw)]!;
  }

  #lineAt(index: number): string {
    const from = this.#text.lastIndexOf("\n", index - 1) + 1;
    const to = this.#text.indexOf("\n", index);
    return this.#text.slice(Math.max(from, index - 60), Math.min(to < 0 ? this.#text.length : to, index + 120)).trim();
  }
}
