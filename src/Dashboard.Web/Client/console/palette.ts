import { ConsoleInput } from "./console-input";

/**
 * Ctrl+K (or Cmd+K) anywhere: opens the page's `<dialog data-palette>`, or goes to the console where the page is one. `[data-palette-open]`
 * does the same; `[data-console-put]` puts its line into the input that is nearest, and opens the palette where there is none in sight.
 */
export function listenToPalette(root: Document): void {
  root.addEventListener("keydown", (event) => {
    const isPalette = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    // A terminal's Ctrl+K is the shell's.
    if (!isPalette || event.defaultPrevented || event.isComposing || isInTerminal(event.target)) return;
    if (toggle(root)) event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const put = target?.closest<HTMLElement>("[data-console-put]");
    if (put) inputFor(root, put)?.put(put.dataset["consolePut"] ?? "");
    else if (target?.closest("[data-palette-open]")) toggle(root);
    else if (target?.closest("[data-palette-close], .palette a[href]") || target?.matches("dialog[data-palette]")) dialogOf(root)?.close();
  });
}

function toggle(root: Document): boolean {
  const page = pageInput(root);
  const dialog = dialogOf(root);
  if (page) page.focus();
  else if (dialog?.open) dialog.close();
  else if (dialog) {
    dialog.showModal();
    inputIn(dialog)?.focus();
  }
  return page !== undefined || dialog !== undefined;
}

function inputFor(root: Document, put: Element): ConsoleInput | undefined {
  const own = inputIn(put.closest("[data-console]")) ?? pageInput(root);
  if (own) return own;
  const dialog = dialogOf(root);
  if (dialog && !dialog.open) dialog.showModal();
  return inputIn(dialog);
}

/** The input of a page that is a console, not the palette's. */
function pageInput(root: Document): ConsoleInput | undefined {
  return [...root.querySelectorAll("console-input")].find((i): i is ConsoleInput => i instanceof ConsoleInput && !i.closest("dialog"));
}

function inputIn(element: Element | null | undefined): ConsoleInput | undefined {
  const input = element?.querySelector("console-input");
  return input instanceof ConsoleInput ? input : undefined;
}

function dialogOf(root: Document): HTMLDialogElement | undefined {
  return root.querySelector<HTMLDialogElement>("dialog[data-palette]") ?? undefined;
}

function isInTerminal(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("terminal-view") !== null;
}
