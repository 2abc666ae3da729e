import { lastOf } from "./last-of";
import type { Cast, CastEvent, Keyframe } from "./cast";

/** What the stage needs of a screen. */
export interface StageScreen {
  write(text: string, done: () => void): void;
  hold(columns: number, rows: number): void;
  clear(): void;
}

/** Characters that are given to the screen at once: between two such pieces another wish is heard. */
const PIECE = 256 * 1024;

/** Characters that are rather drawn than jumped over by a keyframe: it has fewer lines above the screen than they leave. */
const NEAR = 1024 * 1024;

/** Brings a screen to any moment of a recording. */
export class CastStage {
  /** Events that the screen has. */
  #shown = 0;
  /** Characters of output that it has. */
  #output = 0;
  #wanted = 0;
  #working: Promise<void> | undefined;

  constructor(private readonly cast: Cast, private readonly screen: StageScreen) {
    screen.hold(cast.columns, cast.rows);
  }

  /** Whether what was asked for is not on the screen yet. */
  get isBehind(): boolean {
    return this.#working !== undefined;
  }

  /** Shows what the terminal showed at `position`, in ms. Resolves when the screen has it, or something that was asked for later. */
  show(position: number): Promise<void> {
    this.#wanted = this.#eventsUntil(position);
    return this.#working ??= this.#work().finally(() => this.#working = undefined);
  }

  async #work(): Promise<void> {
    while (this.#shown !== this.#wanted) {
      const keyframe = this.#keyframe();
      if (keyframe && (this.#wanted < this.#shown || keyframe.output - this.#output > Math.max(NEAR, keyframe.text.length))) await this.#restore(keyframe);
      else if (this.#wanted < this.#shown) this.#begin(0, 0, this.cast);
      if (this.#shown < this.#wanted) await this.#step();
    }
  }

  /** The last before what is wanted. */
  #keyframe(): Keyframe | undefined {
    const { keyframes } = this.cast;
    return keyframes[lastOf(keyframes.length, (n) => keyframes[n]!.events <= this.#wanted)];
  }

  #restore(keyframe: Keyframe): Promise<void> {
    this.#begin(keyframe.events, keyframe.output, keyframe);
    return this.#write(keyframe.text);
  }

  #begin(events: number, output: number, size: { columns: number; rows: number }): void {
    this.screen.clear();
    this.screen.hold(size.columns, size.rows);
    [this.#shown, this.#output] = [events, output];
  }

  #write(text: string): Promise<void> {
    return new Promise<void>((done) => this.screen.write(text, done));
  }

  /** The next resize, or the output up to one, or a piece of it. */
  async #step(): Promise<void> {
    const texts: string[] = [];
    let length = 0;
    while (this.#shown < this.#wanted && length < PIECE) {
      const event = this.cast.events[this.#shown]!;
      if (event.kind === "resized") {
        if (length > 0) break;
        this.screen.hold(event.columns, event.rows);
      } else if (event.kind === "output") {
        texts.push(event.text);
        length += event.text.length;
      }
      this.#shown++;
    }
    this.#output += length;
    if (length > 0) await this.#write(texts.join(""));
  }

  #eventsUntil(position: number): number {
    const events: CastEvent[] = this.cast.events;
    return lastOf(events.length, (n) => events[n]!.at <= position) + 1;
  }
}
