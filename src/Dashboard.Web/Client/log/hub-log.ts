import { hubErrorText } from "../wire/hub";
import type { LogPlaces } from "./log-navigation";
import { MATCH_LIMIT, type LogQuery } from "./log-query";
import type { LogSearcher, SearchStep } from "./log-search";
import type { LogSource } from "./log-source";
import type { LogPages } from "./log-window";

/** Which records the server holds of a log. */
interface Bounds {
  first: number;
}

/** The parts and places of one log, asked for over the connection that follows it. */
export class HubLog implements LogPages, LogPlaces, LogSearcher {
  /** @param source is asked for late: what it reads goes to a window that reads from here */
  constructor(private readonly source: () => LogSource) {}

  get next(): number {
    return this.source().next;
  }

  older(before: number, lines: number): Promise<Uint8Array> {
    return this.source().ask("Older", before, lines);
  }

  newer(from: number, lines: number): Promise<Uint8Array> {
    return this.source().ask("Newer", from, lines);
  }

  async first(): Promise<number> {
    return camel<Bounds>(await this.source().ask("Bounds")).first;
  }

  search(query: LogQuery, step: (step: SearchStep) => void, failed: (reason: string) => void): () => void {
    const asked = pascal({ ...query, since: "", until: "", newestFirst: true, limit: MATCH_LIMIT });
    const steps = this.source().open<object>("Search", asked);
    if (!steps) {
      failed("Not connected.");
      return () => undefined;
    }
    const subscription = steps.subscribe({
      next: (item) => {
        const taken = camel<SearchStep>(item);
        step({ ...taken, matches: taken.matches.map((match) => camel(match)) });
      },
      error: (error: unknown) => failed(hubErrorText(error)),
      complete: () => undefined,
    });
    return () => subscription.dispose();
  }

  at(time: string): Promise<number> {
    return this.source().ask("FindTime", time);
  }
}

/** MessagePack carries the names of C# as they are written there. */
export function camel<T>(object: object): T {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value as unknown])) as T;
}

function pascal(object: object): object {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value as unknown]));
}
