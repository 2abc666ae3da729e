import { isTyping } from "../shell/filter-keys";

/** Backspace goes up: it clicks the page's `[data-row-up]`, where there is one. */
export function listenToUpKey(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Backspace" || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const up = root.querySelector<HTMLElement>("[data-row-up]");
    if (!up) return;
    event.preventDefault();
    up.click();
  });
}
