/** Calls back at most once a frame, and only after it was asked. While the page is hidden it waits. */
export class FrameClock {
  #frame = 0;

  constructor(private readonly draw: () => void) {}

  /** Something changed: draw in the next frame. */
  ask(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.draw();
    });
  }

  /** No more frames. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    // Not 0: asking again has no effect.
    this.#frame = -1;
  }
}
