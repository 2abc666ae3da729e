/** Marks in one row at most: a line of a megabyte of "a" has a million matches of "a". */
const MARKS = 200;

/** Characters of a row that are searched: an expression that backtracks must not hold the page up. */
const SEARCHED = 4096;

/** Wraps what the pattern matches in `<mark>`, over the borders of the spans within. */
export function highlight(text: HTMLElement, pattern: RegExp): void {
  const matches = rangesOf((text.textContent ?? "").slice(0, SEARCHED), pattern);
  if (matches.length === 0) return;
  const nodes: Text[] = [];
  collect(text, nodes);
  let at = 0;
  for (const node of nodes) {
    const start = at;
    at += node.data.length;
    mark(node, start, matches.filter(([from, to]) => from < at && to > start));
  }
}

function rangesOf(text: string, pattern: RegExp): [number, number][] {
  const ranges: [number, number][] = [];
  for (const match of text.matchAll(pattern)) {
    if (match[0].length > 0) ranges.push([match.index, match.index + match[0].length]);
    if (ranges.length === MARKS) break;
  }
  return ranges;
}

function collect(parent: Node, nodes: Text[]): void {
  for (const child of parent.childNodes) {
    if (child.nodeType === 3) nodes.push(child as Text);
    else collect(child, nodes);
  }
}

/** @param start of the node in the row's text */
function mark(node: Text, start: number, ranges: [number, number][]): void {
  const { data } = node;
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    const begin = Math.max(0, from - start);
    const end = Math.min(data.length, to - start);
    if (begin > at) parts.push(data.slice(at, begin));
    const made = document.createElement("mark");
    made.textContent = data.slice(begin, end);
    parts.push(made);
    at = end;
  }
  if (ranges.length === 0) return;
  if (at < data.length) parts.push(data.slice(at));
  node.replaceWith(...parts);
}
