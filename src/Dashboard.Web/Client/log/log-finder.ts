import type { LineRing } from "./line-ring";
import type { LogLabels } from "./log-labels";
import type { LogNavigation } from "./log-navigation";
import { patternOf, type LogQuery } from "./log-query";
import { LogSearch, type LogSearcher } from "./log-search";
import { MatchMarks } from "./match-marks";
import type { RowList } from "./row-list";
import { SearchBox } from "./search-box";

/** Searching, as the reader sees it: the box, the matches in the rows and beside the scroll bar, and the way from one to the next. */
export class LogFinder {
  readonly box: SearchBox;
  readonly marks = new MatchMarks();
  readonly #search: LogSearch;
  #pattern: RegExp | undefined;
  #arrived = false;
  #list: RowList | undefined;
  #navigation: LogNavigation | undefined;

  /** @param changed something is to be drawn */
  constructor(
    private readonly ring: LineRing,
    searcher: LogSearcher,
    labels: LogLabels,
    private readonly viewport: () => HTMLElement,
    private readonly changed: () => void) {
    this.#search = new LogSearch(searcher, () => this.#found());
    this.box = new SearchBox(labels, {
      search: (query) => this.#start(query),
      next: () => this.next(),
      previous: () => this.previous(),
      closed: () => {
        this.#start(undefined);
        this.viewport().focus();
      },
    });
  }

  /** What is marked in the rows. */
  get pattern(): RegExp | undefined {
    return this.#pattern;
  }

  /** Where the matches are shown. */
  use(list: RowList, navigation: LogNavigation): void {
    this.#list = list;
    this.#navigation = navigation;
  }

  /** To the next match downwards. */
  next(): void {
    this.#goTo(this.#search.after(this.#current()));
  }

  /** To the next match upwards. */
  previous(): void {
    this.#goTo(this.#search.before(this.#current()));
  }

  /** Shows the state. Cheap when nothing changed. */
  draw(height: number): void {
    this.box.show(this.#search, this.#navigation?.target ?? -1);
    this.marks.show(this.ring, this.#search.numbers, height);
  }

  /** Ends what goes on. */
  close(): void {
    this.#search.stop();
  }

  #start(query: LogQuery | undefined): void {
    this.#arrived = false;
    this.#pattern = query && patternOf(query);
    if (query?.text) this.#search.start(query);
    else this.#search.stop();
    this.#list?.invalidate();
    this.changed();
  }

  /** The first step brings the newest matches: the reader is taken to the last of them. */
  #found(): void {
    const newest = this.#search.numbers.at(-1);
    if (!this.#arrived && newest !== undefined) {
      this.#arrived = true;
      this.#goTo(newest);
    }
    this.changed();
  }

  #goTo(number: number | undefined): void {
    if (number !== undefined) void this.#navigation?.toNumber(number);
  }

  /** Where the reader is: at the match last gone to, or at the first row in sight. */
  #current(): number {
    const target = this.#navigation?.target ?? -1;
    return target >= 0 ? target : this.ring.numberAt(this.#list?.sight.first ?? this.ring.head);
  }
}
