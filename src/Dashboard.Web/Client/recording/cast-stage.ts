import type { Cast, CastEvent } from "./cast";

/** What the stage needs of a screen. */
export interface StageScreen {
  write(text: string, done: () => void): void;
  hold(columns: number, rows: number): void;
  clear(): void;
}

/** Characters that are given to the screen at once: between two such pieces another wish is heard. */
const PIECE = 256 * 1024;

/** Brings a screen to any moment of a recording. */
export class CastStage {
  /** Events that the screen has. */
  #shown = 0;
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
      if (this.#wanted < this.#shown) {
        this.screen.clear();
        this.screen.hold(this.cast.columns, this.cast.rows);
        this.#shown = 0;
      }
      await this.#step();
    }
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
    if (length > 0) await new Promise<void>((done) => this.screen.write(texts.join(""), done));
  }

  #eventsUntil(position: number): number {
    const events: CastEvent[] = this.cast.events;
    let [low, high] = [0, events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (events[middle]!.at <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
