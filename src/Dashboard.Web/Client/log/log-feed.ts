import type { IStreamResult } from "@microsoft/signalr";
import type { Hub } from "../wire/hub";
import type { LogSources } from "./log-sources";
import { MergedDecoder } from "./merged-decoder";
import { OverlapFilter, sinceOf } from "./overlap-filter";
import { firstOf, RecordDecoder } from "./record-decoder";
import type { LogRecord, RecordSink } from "./records";

/** Which log to follow. */
export interface FollowRequest {
  environment: string;
  /** The container; "" where several are shown as one. */
  container: string;
  /** Which containers, as the server reads it; "" for one. */
  selector?: string;
  /** Last lines to begin with; -1 is all. */
  tail: number;
}

/** How a stream is asked for, and what its batches hold. One for all connections of a view, so that each goes on where the one before ended. */
export interface LogFeed {
  /** What the hub's methods are asked about. */
  readonly subject: string;
  /** Number of the last record that came; -1 before the first. */
  readonly last: number;
  /** Opens the stream of a new connection. */
  open(hub: Hub): IStreamResult<Uint8Array>;
  /** Puts a batch into the sink. */
  take(batch: Uint8Array): void;
  /** The connection ended. */
  pause(): void;
}

/** A stream quieter than this, in ms, sends nothing more that could find the place again. */
const SETTLE_AFTER = 1000;

/** One container's log. Where the server can't go on after the last number, what is shown already is recognised and dropped. */
export class SingleFeed implements LogFeed {
  #settling: ReturnType<typeof setTimeout> | undefined;
  #filter: OverlapFilter;
  #shown: LogRecord[] = [];
  #after = -1;
  #isFirst = true;
  readonly #decoder: RecordDecoder;

  /**
   * @param shown the last lines shown, oldest first: asked for when resuming
   * @param settled what was held back is in the sink
   */
  constructor(
    private readonly request: FollowRequest,
    private readonly sink: RecordSink,
    private readonly shown: () => LogRecord[],
    private readonly settled: () => void) {
    this.#filter = new OverlapFilter([], sink);
    this.#decoder = new RecordDecoder({
      record: (...fields) => (this.#filter.done ? this.sink : this.#filter).record(...fields),
    });
  }

  get subject(): string {
    return this.request.container;
  }

  get last(): number {
    return this.#decoder.last;
  }

  open(hub: Hub): IStreamResult<Uint8Array> {
    const { environment, container, tail } = this.request;
    this.#shown = this.shown();
    const since = sinceOf(this.#shown.at(-1));
    this.#after = this.#decoder.last;
    this.#isFirst = true;
    return hub.stream<Uint8Array>("Follow", environment, container, since ? -1 : tail, since, this.#after);
  }

  take(batch: Uint8Array): void {
    if (this.#isFirst) this.#filter = new OverlapFilter(firstOf(batch) === this.#after + 1 ? [] : this.#shown, this.sink);
    this.#isFirst = false;
    this.#decoder.push(batch);
    this.#settleSoon(this.#filter);
  }

  pause(): void {
    clearTimeout(this.#settling);
  }

  #settleSoon(filter: OverlapFilter): void {
    clearTimeout(this.#settling);
    if (filter.done) return;
    this.#settling = setTimeout(() => {
      filter.settle();
      this.settled();
    }, SETTLE_AFTER);
  }
}

/** Several logs as one. The server goes on exactly, by what was read of each. */
export class MergedFeed implements LogFeed {
  readonly #decoder: MergedDecoder;

  constructor(private readonly request: FollowRequest, sink: RecordSink, sources: LogSources) {
    this.#decoder = new MergedDecoder(sink, sources);
  }

  get subject(): string {
    return this.request.selector ?? "";
  }

  get last(): number {
    return this.#decoder.last;
  }

  open(hub: Hub): IStreamResult<Uint8Array> {
    const { environment, tail } = this.request;
    return hub.stream<Uint8Array>("Follow", environment, this.subject, tail, this.#decoder.positions, this.#decoder.last);
  }

  take(batch: Uint8Array): void {
    this.#decoder.push(batch);
  }

  pause(): void {
    // Nothing is held back.
  }
}
