import { handleFilterKey } from "./filter-keys";
import { handleRowKey, markRow } from "./row-keys";
import { handleSubmitKey } from "./submit-keys";

/**
 * The page's keys: `/` to filter, arrows between rows, Ctrl+Enter to submit. Listens once, on the document, since what is
 * below is rendered again and again.
 */
export function listenToKeys(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (handleSubmitKey(event, event.target)) event.preventDefault();
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (handleFilterKey(event, event.target) || handleRowKey(event, event.target)) event.preventDefault();
  });
  root.addEventListener("focusin", (event) => markRow(event.target));
}
