import { copyText } from "./clipboard";

const CONFIRM_MS = 1500;

/**
 * Buttons that copy: `<button data-copy="text">`. Listens once, on the document, as the keys do. The button carries `data-copied` for a
 * moment after, for its style to answer.
 */
export function listenToCopyButtons(root: Document): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    if (button) void copyText(button.dataset["copy"] ?? "").then(() => confirm(button));
  });
}

function confirm(button: HTMLElement): void {
  button.dataset["copied"] = "";
  setTimeout(() => delete button.dataset["copied"], CONFIRM_MS);
}
