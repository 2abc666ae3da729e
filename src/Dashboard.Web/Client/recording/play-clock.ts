/** Silence longer than this is passed over, in ms of the recording. */
export const LONGEST_SILENCE = 2000;

/** What is left of a silence that is passed over, at each of its ends. */
const EDGE = 500;

/** Where the playing is: moves on while it plays, faster or slower, and over silences. Times are ms of the recording. */
export class PlayClock {
  #position = 0;
  /** When `#position` was right, or undefined while it stands. */
  #since: number | undefined;
  #speed = 1;
  readonly #silences: readonly Silence[];

  /** Whether long silences are passed over. */
  skipsSilence = true;

  /**
   * @param length of the recording
   * @param times of the events, ascending
   * @param now ms of any clock that goes on
   */
  constructor(readonly length: number, times: readonly number[], private readonly now: () => number) {
    this.#silences = silences(times);
  }

  get isPlaying(): boolean {
    return this.#since !== undefined;
  }

  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.position();
    this.#speed = speed;
  }

  /** Begins at the start again if it is at the end. */
  play(): void {
    if (this.#position >= this.length) this.#position = 0;
    this.#since = this.now();
  }

  pause(): void {
    this.position();
    this.#since = undefined;
  }

  seek(position: number): void {
    this.#position = Math.min(Math.max(position, 0), this.length);
    if (this.#since !== undefined) this.#since = this.now();
  }

  /** Where it is now; stands still at the end. */
  position(): number {
    if (this.#since === undefined) return this.#position;
    const now = this.now();
    let left = (now - this.#since) * this.#speed;
    this.#since = now;
    while (left > 0 && this.#position < this.length) {
      const jump = this.skipsSilence ? this.#silence() : undefined;
      const step = Math.min(left, Math.max((jump?.from ?? this.length) - this.#position, 0));
      this.#position += step;
      left -= step;
      if (jump && this.#position >= jump.from) this.#position = jump.to;
    }
    if (this.#position >= this.length) {
      this.#position = this.length;
      this.#since = undefined;
    }
    return this.#position;
  }

  /** The silence that it is in or comes to next. */
  #silence(): Silence | undefined {
    let [low, high] = [0, this.#silences.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#silences[middle]!.to <= this.#position) low = middle + 1;
      else high = middle;
    }
    return this.#silences[low];
  }
}

/** What is passed over, in ms. */
interface Silence {
  from: number;
  to: number;
}

function silences(times: readonly number[]): Silence[] {
  const found: Silence[] = [];
  let before = 0;
  for (const time of times) {
    if (time - before > LONGEST_SILENCE) found.push({ from: before + EDGE, to: time - EDGE });
    before = time;
  }
  return found;
}
