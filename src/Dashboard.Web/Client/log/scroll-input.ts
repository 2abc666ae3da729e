import type { LogNavigation } from "./log-navigation";
import type { RowList } from "./row-list";

/**
 * Connects the reader's hands with the list: wheel, touch and keys upwards let go, End or G follows,
 * Home or g goes to the oldest line. The scroll itself stays the browser's.
 */
export function listenToScrolling(
  viewport: HTMLElement, list: RowList, navigation: LogNavigation, changed: () => void, signal: AbortSignal): void {
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
    if (event.key === "End" || event.key === "G") navigation.toNewest();
    else if (event.key === "Home" || event.key === "g") void navigation.toOldest();
    else {
      if (event.key === "PageUp" || event.key === "ArrowUp" || (event.key === " " && event.shiftKey)) pushUp();
      return;
    }
    event.preventDefault();
    changed();
  }, { signal });
}
