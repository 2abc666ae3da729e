/** How a {@link CreditAcker} groups its acknowledgements. */
export interface CreditAckerOptions {
  /** Bytes that are worth a message at once. Keep it well below the server's window. */
  threshold: number;
  /** Milliseconds after which a smaller rest is sent. */
  idle: number;
}

/**
 * Sums the bytes that were taken in and tells the server, which sends no more than its window of
 * unacknowledged bytes. One message for many small frames; a rest below the threshold goes when idle.
 */
export class CreditAcker {
  #pending = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly send: (bytes: number) => void,
    private readonly options: CreditAckerOptions) {}

  /** Counts `bytes` as taken in. */
  add(bytes: number): void {
    this.#pending += bytes;
    if (this.#pending >= this.options.threshold) this.flush();
    else if (this.#pending > 0) this.#timer ??= setTimeout(() => this.flush(), this.options.idle);
  }

  /** Sends what is due now. */
  flush(): void {
    const due = this.#pending;
    this.reset();
    if (due > 0) this.send(due);
  }

  /** Forgets what is due: a new connection starts with a full window. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = 0;
  }
}
