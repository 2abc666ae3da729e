/** How long an element must stay in sight before it watches, in ms: rows that fly past while scrolling open no streams. */
export const DWELL = 120;

/** One observer for all elements of a page: a table has two a row. */
const elements = new WeakMap<Element, (seen: boolean) => void>();
let shared: IntersectionObserver | undefined;

function observer(): IntersectionObserver {
  return shared ??= new IntersectionObserver((entries) => {
    for (const entry of entries) elements.get(entry.target)?.(entry.isIntersecting);
  });
}

/**
 * An element that watches something on the server only while somebody can see it: not while its column or row is hidden or
 * scrolled out, not in a tab in the background, not outside the document. Attributes that change together begin it anew once.
 */
export abstract class SeenElement extends HTMLElement {
  #beginning = false;
  #begun = false;
  #inSight = false;
  #stop: (() => void) | undefined;
  #dwelling: ReturnType<typeof setTimeout> | undefined;
  readonly #hides = (): void => this.#update();

  /** Whether it watches now. */
  get isWatching(): boolean {
    return this.#stop !== undefined;
  }

  connectedCallback(): void {
    this.#beginSoon();
  }

  disconnectedCallback(): void {
    // Moving an element disconnects and connects it in one task.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (before !== now && this.isConnected) this.#beginSoon();
  }

  /** The attributes are new: whatever is shown of the old ones goes. False: they name nothing to watch. */
  protected abstract begin(): boolean;

  /** It can be seen now. Returns what ends the watching, when it can't be seen any more. */
  protected abstract watch(): () => void;

  /** It is out of the document, or begins anew. */
  protected end(): void {
    // Nothing of its own to let go of.
  }

  #beginSoon(): void {
    if (this.#beginning) return;
    this.#beginning = true;
    queueMicrotask(() => {
      this.#beginning = false;
      this.#end();
      if (!this.isConnected || !this.begin()) return;
      this.#begun = true;
      elements.set(this, (seen) => {
        this.#inSight = seen;
        this.#update();
      });
      observer().observe(this);
      document.addEventListener("visibilitychange", this.#hides);
    });
  }

  #update(): void {
    clearTimeout(this.#dwelling);
    if (!this.#inSight || document.hidden) {
      this.#rest();
    } else if (!this.#stop) {
      this.#dwelling = setTimeout(() => { this.#stop ??= this.watch(); }, DWELL);
    }
  }

  #rest(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #end(): void {
    clearTimeout(this.#dwelling);
    this.#rest();
    if (!this.#begun) return;
    this.#begun = false;
    this.#inSight = false;
    elements.delete(this);
    observer().unobserve(this);
    document.removeEventListener("visibilitychange", this.#hides);
    this.end();
  }
}
