import { isFilterInput } from "./filter-keys";

const CONTAINER = "[data-row-nav]";
const ROW = "[data-row]";

/**
 * Moves between the `[data-row]` elements of a `[data-row-nav]` container with the arrows, Home and End;
 * Enter opens the row's `[data-row-open]`, Space toggles its checkbox. Rows are read anew for each key,
 * so it does not matter what has been rendered since.
 * @returns whether the key was one of these
 */
export function handleRowKey(event: KeyboardEvent, target: EventTarget | null): boolean {
  if (isFilterInput(target)) return event.key === "ArrowDown" && enterRows();
  if (!(target instanceof HTMLElement)) return false;
  const row = target.closest<HTMLElement>(ROW);
  const container = target.closest<HTMLElement>(CONTAINER);
  if (!row || !container || isOwnControl(target, row, event.key)) return false;
  switch (event.key) {
    case "ArrowDown": return move(container, row, 1);
    case "ArrowUp": return move(container, row, -1);
    case "Home": return move(container, row, -Infinity);
    case "End": return move(container, row, Infinity);
    case "Enter": return click(row.querySelector<HTMLElement>("[data-row-open]"));
    case " ": return click(row.querySelector<HTMLElement>("input[type=checkbox]"));
    default: return false;
  }
}

/** The row that has the focus becomes its container's one tab stop. */
export function markRow(target: EventTarget | null): void {
  const row = target instanceof Element ? target.closest<HTMLElement>(ROW) : null;
  const container = row?.closest<HTMLElement>(CONTAINER);
  if (!row || !container) return;
  for (const other of rowsOf(container)) other.tabIndex = other === row ? 0 : -1;
}

function rowsOf(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(ROW)];
}

function enterRows(): boolean {
  const container = document.querySelector<HTMLElement>(CONTAINER);
  const first = container && rowsOf(container)[0];
  return first ? focusRow(first) : false;
}

/** Stops at both ends: wrapping would lose one's place in a long table. */
function move(container: HTMLElement, from: HTMLElement, by: number): boolean {
  const rows = rowsOf(container);
  const index = Math.max(0, Math.min(rows.indexOf(from) + by, rows.length - 1));
  const row = rows[index];
  return row ? focusRow(row) : false;
}

function focusRow(row: HTMLElement): boolean {
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  markRow(row);
  return true;
}

function click(element: HTMLElement | null): boolean {
  element?.click();
  return element !== null;
}

/** A control inside the row keeps its own keys: all of them in a text field, Enter and Space elsewhere. */
function isOwnControl(target: HTMLElement, row: HTMLElement, key: string): boolean {
  if (target === row) return false;
  if (target.closest("textarea, select, [contenteditable], [role=menu], input:not([type=checkbox])")) return true;
  return (key === "Enter" || key === " ") && target.closest("a, button, input, [role=button]") !== null;
}
