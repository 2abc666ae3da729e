import type { FollowMode } from "./follow-mode";
import type { LogWindow } from "./log-window";
import type { RowList } from "./row-list";

/** Numbers that the server finds in a log. */
export interface LogPlaces {
  /** Number of the oldest record kept. */
  first(): Promise<number>;
  /** Number of the first record at or after this RFC 3339 moment. */
  at(time: string): Promise<number>;
}

/** Takes the reader to places in the log, whether they are held or not. */
export class LogNavigation {
  /** The record that the reader was taken to; -1 if none. */
  target = -1;
  #going = 0;

  /**
   * @param moved something is to be drawn
   * @param failed a place could not be found, in words; "" when the next search begins
   */
  constructor(
    private readonly window: LogWindow,
    private readonly list: RowList,
    private readonly follow: FollowMode,
    private readonly places: LogPlaces,
    private readonly moved: () => void,
    private readonly failed: (reason: string) => void) {}

  /** To the oldest line kept by anybody. */
  async toOldest(): Promise<void> {
    this.follow.letGo();
    await this.#go(() => this.places.first());
    this.target = -1;
    this.list.toTop();
    this.moved();
  }

  /** To the newest line, and on with it. */
  toNewest(): void {
    this.#going++;
    this.target = -1;
    this.follow.follow();
    void this.window.newest();
    this.moved();
  }

  /** To the first line at or after this moment. */
  toTime(moment: Date): Promise<void> {
    return this.#go(() => this.places.at(moment.toISOString()));
  }

  /** To a record, which is marked. */
  toNumber(number: number): Promise<void> {
    return this.#go(() => Promise.resolve(number));
  }

  async #go(find: () => Promise<number>): Promise<void> {
    const going = ++this.#going;
    this.follow.letGo();
    this.failed("");
    try {
      const number = await find();
      if (going !== this.#going) return;
      const seq = await this.window.around(number);
      if (going !== this.#going || seq === undefined) return;
      this.target = number;
      this.list.goTo(seq);
      this.list.invalidate();
    } catch (error) {
      if (going === this.#going) this.failed(error instanceof Error ? error.message : String(error));
    }
    this.moved();
  }
}
