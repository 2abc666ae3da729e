import type { RowList } from "./row-list";

/**
 * Connects the reader's hands with the list: wheel, touch and keys upwards let go, End follows, Home
 * goes to the top. The scroll itself stays the browser's.
 */
export function listenToScrolling(viewport: HTMLElement, list: RowList, changed: () => void, signal: AbortSignal): void {
  let touchedAt = 0;
  const pushUp = (): void => list.follow.pushedUp(list.position);

  viewport.addEventListener("scroll", () => {
    list.scrolled();
    changed();
  }, { passive: true, signal });
  viewport.addEventListener("wheel", (event) => {
    if (event.deltaY < 0) pushUp();
  }, { passive: true, signal });
  viewport.addEventListener("touchstart", (event) => {
    touchedAt = event.touches[0]?.clientY ?? 0;
  }, { passive: true, signal });
  viewport.addEventListener("touchmove", (event) => {
    // The finger moves down, the text with it: towards older lines.
    if ((event.touches[0]?.clientY ?? 0) > touchedAt) pushUp();
  }, { passive: true, signal });
  viewport.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "End") list.follow.follow();
    else if (event.key === "Home") list.toTop();
    else {
      if (event.key === "PageUp" || event.key === "ArrowUp" || (event.key === " " && event.shiftKey)) pushUp();
      return;
    }
    event.preventDefault();
    changed();
  }, { signal });
}
