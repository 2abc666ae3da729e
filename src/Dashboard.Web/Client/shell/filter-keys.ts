/** Whether keys pressed here are text: a page's shortcuts keep off. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element
    && target.closest("input, textarea, select, [contenteditable]:not([contenteditable='false']), terminal-view") !== null;
}

/**
 * `/` goes to the page's `[data-filter-input]`; Escape in it empties it and leaves. The attribute may be
 * on the input itself or on an element around it, as component libraries render it.
 * @returns whether the key was one of these
 */
export function handleFilterKey(event: KeyboardEvent, target: EventTarget | null): boolean {
  if (event.key === "/" && !isTyping(target)) {
    const input = filterInput(document.querySelector("[data-filter-input]"));
    input?.focus();
    input?.select();
    return input !== undefined;
  }
  const input = event.key === "Escape" && target instanceof HTMLInputElement && isFilterInput(target) ? target : undefined;
  if (!input) return false;
  if (input.value !== "") {
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  input.blur();
  return true;
}

/** Whether this is the page's filter input. */
export function isFilterInput(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.closest("[data-filter-input]") !== null;
}

function filterInput(marked: Element | null): HTMLInputElement | undefined {
  if (marked instanceof HTMLInputElement) return marked;
  return marked?.querySelector("input") ?? undefined;
}
