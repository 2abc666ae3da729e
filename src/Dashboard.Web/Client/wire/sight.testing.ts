import "./dom.testing";

/** What elements see of the world, as a test says: an IntersectionObserver that tells what it is told. */
export class FakeSight {
  static readonly #observed = new Map<Element, FakeSight>();

  constructor(private readonly told: (entries: { target: Element; isIntersecting: boolean }[]) => void) {}

  /** Whether anybody would notice if it came into sight. */
  static watches(element: Element): boolean {
    return FakeSight.#observed.has(element);
  }

  /** It is scrolled into sight, or out of it. */
  static show(element: Element, isIntersecting: boolean): void {
    FakeSight.#observed.get(element)?.told([{ target: element, isIntersecting }]);
  }

  observe(element: Element): void {
    FakeSight.#observed.set(element, this);
  }

  unobserve(element: Element): void {
    FakeSight.#observed.delete(element);
  }

  disconnect(): void {
    FakeSight.#observed.clear();
  }
}

Object.defineProperty(globalThis, "IntersectionObserver", { value: FakeSight, configurable: true });

/** The tab goes into the background, or comes back. */
export function hideTab(hidden: boolean): void {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new window.Event("visibilitychange"));
}
