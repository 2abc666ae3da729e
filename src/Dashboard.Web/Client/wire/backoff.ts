/** Waits between attempts to connect: doubling from 0.5 s, never over 5 s. */
export class Backoff {
  static readonly first = 500;
  static readonly longest = 5000;

  #next: number = Backoff.first;

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const wait = this.#next;
    this.#next = Math.min(wait * 2, Backoff.longest);
    return wait;
  }

  /** After an attempt that carried data: an accepted socket alone may still be dropped at once. */
  reset(): void {
    this.#next = Backoff.first;
  }
}
