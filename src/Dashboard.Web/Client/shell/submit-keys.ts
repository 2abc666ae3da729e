/**
 * Ctrl+Enter, or ⌘+Enter on a Mac, in a form: `<div data-submit-scope>` around it, `<button data-submit>` is what is pressed. Gives whether
 * the key was for it.
 */
export function handleSubmitKey(event: KeyboardEvent, target: EventTarget | null): boolean {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey || event.repeat) return false;
  const scope = target instanceof Element ? target.closest("[data-submit-scope]") : null;
  const button = scope?.querySelector<HTMLButtonElement>("[data-submit]:not(:disabled)");
  button?.click();
  return button !== null && button !== undefined;
}
