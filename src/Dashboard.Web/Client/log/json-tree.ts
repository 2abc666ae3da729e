/** Fields of an object or items of an array, nested ones foldable. Text only ever enters as text. */
export function jsonTree(value: object): HTMLElement {
  const list = document.createElement("dl");
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    const term = document.createElement("dt");
    const description = document.createElement("dd");
    term.textContent = name;
    description.append(isNested(inner) ? fold(inner) : typeof inner === "string" ? inner : JSON.stringify(inner));
    list.append(term, description);
  }
  return list;
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function fold(value: object): HTMLElement {
  const made = document.createElement("details");
  const summary = document.createElement("summary");
  const size = Object.keys(value).length;
  summary.textContent = Array.isArray(value) ? `[${size}]` : `{${size}}`;
  made.append(summary);
  // Made when it is opened: a line may nest deeply.
  made.addEventListener("toggle", () => {
    if (made.open && made.childElementCount === 1) made.append(jsonTree(value));
  });
  return made;
}
