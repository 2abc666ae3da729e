/** Colours there are; the style sheet has one for each. */
const COLOURS = 8;

/** Characters of a name that are shown; the rest is in its title. */
const LONGEST = 24;

/** Characters that the column of names needs for these, without so many at their beginning. */
export function sourceWidth(names: readonly string[], shared: number): number {
  return names.reduce((width, name) => Math.max(width, Math.min(LONGEST, name.length - shared)), 0);
}

/** Characters that all names begin with, up to a dash: a project's name, which tells nothing among its own containers. */
export function sharedPrefix(names: readonly string[]): number {
  const [first = ""] = names;
  if (names.length < 2) return 0;
  let shared = 0;
  while (shared < first.length && names.every((name) => name[shared] === first[shared])) shared++;
  return first.slice(0, shared).search(/[-_][^-_]*$/) + 1;
}

/**
 * The name of the container that a row is of.
 * @param shared characters at its beginning that are left out
 * @param index its number among the view's containers, 1 and up
 * @param width characters of the column
 */
export function drawSource(name: string, shared: number, index: number, width: number): HTMLElement {
  const made = document.createElement("span");
  made.className = "source";
  made.dataset["colour"] = String((index - 1) % COLOURS);
  const shown = name.slice(shared);
  made.textContent = (shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown).padEnd(width);
  made.title = name;
  return made;
}
