import { NO_SOURCE } from "./records";

/** One container among several whose logs are shown as one. */
export interface LogContainer {
  id: string;
  name: string;
}

/** The containers of a view, by small numbers that a row can carry: 1 and up, in the order in which they came. */
export class LogSources {
  readonly #known: LogContainer[] = [];
  readonly #indexes = new Map<string, number>();

  /** @param changed there is one more, or one has another name */
  constructor(private readonly changed: () => void = () => undefined) {}

  /** All, in their order; their numbers are one more than their places. */
  get all(): readonly LogContainer[] {
    return this.#known;
  }

  /** The number of a container. */
  indexOf({ id, name }: LogContainer): number {
    const known = this.#indexes.get(id);
    if (known !== undefined && this.#known[known - 1]!.name === name) return known;
    const index = known ?? this.#known.length + 1;
    this.#known[index - 1] = { id, name };
    this.#indexes.set(id, index);
    this.changed();
    return index;
  }

  /** A container's name; "" where a row has none. */
  nameOf(index: number): string {
    return index === NO_SOURCE ? "" : this.#known[index - 1]?.name ?? "";
  }
}
