/** Where a scrolled region stands, in px. */
export interface ScrollPosition {
  top: number;
  /** The largest `top` there is: content height minus viewport height. */
  max: number;
}

/** Half-pixel positions of scaled screens are not a scroll. */
const SLACK = 1;

/**
 * Whether the view sticks to the newest line. Any upward scroll of the reader lets go; only the reader
 * asks for it back (pill, toggle, End): a view that grabs the text while it is read cannot be trusted.
 */
export class FollowMode {
  #following = true;
  #top = 0;

  constructor(private readonly changed: (following: boolean) => void) {}

  get following(): boolean {
    return this.#following;
  }

  /** The reader asked for the newest line. */
  follow(): void {
    this.#set(true);
  }

  /** The reader wants to stay here. */
  letGo(): void {
    this.#set(false);
  }

  /** The reader turned the wheel, swiped or pressed a key upwards. Nothing to scroll, nothing to let go. */
  pushedUp(position: ScrollPosition): void {
    if (position.max > SLACK) this.letGo();
  }

  /** The view itself moved to `top`: not the reader's doing. */
  placed(top: number): void {
    this.#top = top;
  }

  /**
   * A scroll event. Upwards means the reader dragged the bar (or a script scrolled), unless it is at the
   * bottom all the same: then the viewport grew or the content shrank, and the browser moved the top.
   */
  scrolled(position: ScrollPosition): void {
    const up = position.top < this.#top - SLACK;
    this.#top = position.top;
    if (up && position.top < position.max - SLACK) this.letGo();
  }

  #set(following: boolean): void {
    if (this.#following === following) return;
    this.#following = following;
    this.changed(following);
  }
}
