import { isTyping } from "../shell/filter-keys";

/**
 * Keys of a page that goes from folder to folder (it has a `[data-row-up]` or a `[data-row-start]`): Backspace clicks the former, and
 * ArrowDown, where nothing has the focus since the last folder's rows are gone, goes to the latter's first row.
 */
export function listenToFolderKeys(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const target = event.key === "Backspace" ? root.querySelector<HTMLElement>("[data-row-up]")
      : event.key === "ArrowDown" && isNowhere(event.target) ? root.querySelector<HTMLElement>("[data-row-start] [data-row]")
      : null;
    if (!target) return;
    event.preventDefault();
    if (event.key === "Backspace") target.click();
    else target.focus();
  });
}

/** The page itself, or its heading, which has the focus after a navigation. */
function isNowhere(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target === target.ownerDocument.body || target.tagName === "H1");
}
