import { icon, type IconName } from "../wire/icon";

/**
 * A button of the toolbar that opens a panel below it. It closes by Escape, and when the focus goes elsewhere.
 * @param name of its icon
 */
export function toolbarMenu(action: string, name: IconName, title: string, panel: HTMLElement): HTMLDetailsElement {
  const element = document.createElement("details");
  element.className = "menu";
  element.dataset["action"] = action;
  const summary = document.createElement("summary");
  summary.title = title;
  summary.setAttribute("aria-label", title);
  summary.append(icon(name));
  panel.classList.add("panel");
  // The focus stays in the panel while its labels are pressed: going elsewhere closes it.
  panel.addEventListener("mousedown", (event) => {
    if (!(event.target as Element).closest("input, button, select")) event.preventDefault();
  });
  element.append(summary, panel);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    summary.focus();
    event.stopPropagation();
  });
  element.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !element.contains(event.relatedTarget as Node)) element.open = false;
  });
  return element;
}
