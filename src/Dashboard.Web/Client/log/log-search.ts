import type { LogQuery } from "./log-query";

/** What the server tells of a search on its way. */
export interface SearchStep {
  matches: { number: number }[];
  scanned: number;
  total: number;
  done: boolean;
  /** Whether there are more matches than were asked for. */
  limited: boolean;
}

/** Searches a log on the server. */
export interface LogSearcher {
  /**
   * @param step one more part was searched
   * @param failed it ended, in the server's words
   * @returns ends the search
   */
  search(query: LogQuery, step: (step: SearchStep) => void, failed: (reason: string) => void): () => void;
}

/** One search at a time, and its matches by their numbers. */
export class LogSearch {
  query: LogQuery | undefined;
  scanned = 0;
  total = 0;
  done = true;
  limited = false;
  error = "";
  #numbers: number[] = [];
  #sorted = true;
  #end = (): void => undefined;

  /** @param changed the state or the matches are other ones */
  constructor(private readonly searcher: LogSearcher, private readonly changed: () => void) {}

  /** Numbers of the records that match, oldest first. */
  get numbers(): readonly number[] {
    if (!this.#sorted) this.#numbers.sort((a, b) => a - b);
    this.#sorted = true;
    return this.#numbers;
  }

  /** Begins anew. */
  start(query: LogQuery): void {
    this.stop();
    this.query = query;
    this.done = false;
    let ended = false;
    const end = this.searcher.search(query, (step) => {
      if (!ended) this.#take(step);
    }, (reason) => {
      if (ended) return;
      this.done = true;
      this.error = reason;
      this.changed();
    });
    this.#end = () => {
      ended = true;
      end();
    };
    this.changed();
  }

  /** Ends the search and forgets its matches. */
  stop(): void {
    this.#end();
    this.#end = () => undefined;
    this.query = undefined;
    this.#numbers = [];
    this.scanned = this.total = 0;
    this.done = true;
    this.limited = false;
    this.error = "";
    this.changed();
  }

  /** The match after this number, and after the last one the first; undefined if there is none at all. */
  after(number: number): number | undefined {
    return this.numbers.find((match) => match > number) ?? this.numbers[0];
  }

  /** The match before this number, and before the first one the last. */
  before(number: number): number | undefined {
    return this.numbers.findLast((match) => match < number) ?? this.numbers.at(-1);
  }

  #take(step: SearchStep): void {
    for (const { number } of step.matches) this.#numbers.push(number);
    this.#sorted = step.matches.length === 0 && this.#sorted;
    this.scanned = step.scanned;
    this.total = step.total;
    this.done = step.done;
    this.limited = step.limited;
    this.changed();
  }
}
