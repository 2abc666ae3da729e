import { stripAnsi } from "./ansi";
import type { JsonLine } from "./json-line";

/** Field names offered at most. */
const OFFERED = 24;

/** Field names remembered at most: a line may be made of invented ones. */
const REMEMBERED = 200;

/** Characters of a column, for the shortest and the longest values. */
const NARROW = 6;
const WIDE = 32;

/** Fields of JSON lines that stand in columns of their own, in the order in which they were chosen. */
export class JsonColumns {
  readonly #seen = new Map<string, { lines: number; width: number }>();
  #version = 0;

  /** Changes whenever the widths or the names offered do. */
  get version(): number {
    return this.#version;
  }

  /** A line was drawn: its fields can be chosen from now on, and columns are wide enough for it. */
  saw(line: JsonLine): void {
    for (const [name, value] of line.fields) {
      const width = Math.min(WIDE, Math.max(NARROW, name.length, value.length));
      const known = this.#seen.get(name);
      if (!known) {
        if (this.#seen.size >= REMEMBERED) continue;
        this.#seen.set(name, { lines: 1, width });
        this.#version++;
        continue;
      }
      known.lines++;
      if (width > known.width) {
        known.width = width;
        this.#version++;
      }
    }
  }

  /** The names to choose from: those chosen, then the most frequent ones. */
  offered(chosen: readonly string[]): string[] {
    const others = [...this.#seen].filter(([name]) => !chosen.includes(name)).sort((a, b) => b[1].lines - a[1].lines);
    return [...chosen, ...others.map(([name]) => name)].slice(0, OFFERED);
  }

  /** Width of a column in characters. */
  widthOf(name: string): number {
    return this.#seen.get(name)?.width ?? Math.min(WIDE, Math.max(NARROW, name.length));
  }

  /** The cells of a line, and its message after them. */
  draw(line: JsonLine, chosen: readonly string[]): Node[] {
    const values = new Map(line.all);
    const cells = chosen.map((name) => {
      const value = stripAnsi(values.get(name) ?? "");
      const made = this.#cell(name, value);
      made.title = value;
      return made;
    });
    const message = document.createElement("span");
    message.className = "message";
    message.textContent = stripAnsi(line.message);
    return [...cells, message];
  }

  /** The names of the columns, to stand over the rows. */
  head(chosen: readonly string[]): Node[] {
    return chosen.map((name) => this.#cell(name, name));
  }

  #cell(name: string, text: string): HTMLElement {
    const made = document.createElement("span");
    made.className = "cell";
    made.style.width = `${this.widthOf(name)}ch`;
    made.textContent = text;
    return made;
  }
}
