import type { LogFinder } from "./log-finder";

/** `/` and Ctrl+F open the search, n and N go to the next and the previous match, Escape ends it: wherever in the view the focus is. */
export function listenToSearchKeys(root: ShadowRoot, finder: LogFinder, signal: AbortSignal): void {
  root.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event as KeyboardEvent;
    const find = (ctrlKey || metaKey) && key === "f";
    const typing = target instanceof HTMLElement && ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName);
    if (altKey || (!find && (typing || ctrlKey || metaKey))) return;
    if (find || key === "/") finder.box.open();
    else if (key === "n") finder.next();
    else if (key === "N") finder.previous();
    else if (key === "Escape") finder.box.close();
    else return;
    event.preventDefault();
  }, { signal });
}
