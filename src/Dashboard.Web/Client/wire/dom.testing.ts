import { Window } from "happy-dom";

// For tests of elements: import this first, since a custom element's class is made while its module loads.
const window = new Window({ url: "http://localhost/" });
const names = ["document", "HTMLElement", "Element", "Node", "customElements", "ResizeObserver", "CSSStyleSheet",
  "requestAnimationFrame", "cancelAnimationFrame", "getComputedStyle"] as const;
for (const name of names) {
  const value: unknown = window[name];
  const bound = typeof value === "function" && /^[a-z]/.test(name) ? value.bind(window) as unknown : value;
  Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true });
}
Object.defineProperty(globalThis, "window", { value: window, configurable: true });
