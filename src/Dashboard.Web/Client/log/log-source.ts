import type { IStreamResult } from "@microsoft/signalr";
import { Backoff } from "../wire/backoff";
import { hubErrorText, type Hub, type HubFactory } from "../wire/hub";
import { OverlapFilter, sinceOf } from "./overlap-filter";
import { firstOf, RecordDecoder } from "./record-decoder";
import type { LogRecord, RecordSink } from "./records";

/** Which log to follow. */
export interface FollowRequest {
  environment: string;
  container: string;
  /** Last lines to begin with; -1 is all. */
  tail: number;
}

/** How the connection stands. `failed`: the server refused in words, and only the reader can try again. */
export type LinkState = "connecting" | "live" | "reconnecting" | "failed";

/** What a {@link LogSource} tells its view. */
export interface LogSourceEvents {
  /** A batch of so many bytes is in the sink. Answer with {@link LogSource.acknowledge} once it is dealt with. */
  batch(bytes: number): void;
  /** @param reason why, in words, where there is a reason */
  state(state: LinkState, reason: string): void;
  /** The last lines shown, oldest first: asked for when resuming. */
  shown(): LogRecord[];
}

/** A stream quieter than this, in ms, sends nothing more that could find the place again. */
const SETTLE_AFTER = 1000;

/** Follows one log for as long as it is shown: connects, reconnects for ever, and resumes where it was. */
export class LogSource {
  #hub: Hub | undefined;
  #stopped = false;
  #wake = (): void => undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  readonly #backoff = new Backoff();
  /** Of the present connection: drops what is shown already where the server could not go on exactly. */
  #filter: OverlapFilter;
  readonly #decoder: RecordDecoder;

  constructor(
    private readonly request: FollowRequest,
    private readonly sink: RecordSink,
    private readonly events: LogSourceEvents,
    private readonly connect: HubFactory) {
    this.#filter = new OverlapFilter([], sink);
    this.#decoder = new RecordDecoder({
      record: (...fields) => (this.#filter.done ? this.sink : this.#filter).record(...fields),
    });
  }

  /** Follows until {@link stop}. */
  async run(): Promise<void> {
    this.events.state("connecting", "");
    while (!this.#stopped) {
      const reason = await this.#attempt();
      clearTimeout(this.#settling);
      if (this.#stopped) return;
      this.events.state("reconnecting", reason);
      await this.#pause(this.#backoff.next());
    }
  }

  /** Ends the stream and the connection, for good. */
  stop(): void {
    this.#stopped = true;
    this.#wake();
    void this.#hub?.stop();
  }

  /**
   * Calls a method of the hub on this environment and container.
   * @throws Error in the server's words, or that there is no connection now
   */
  async ask<T>(method: string, ...values: unknown[]): Promise<T> {
    if (!this.#hub) throw new Error("Not connected.");
    try {
      return await this.#hub.invoke<T>(method, this.request.environment, this.request.container, ...values);
    } catch (error) {
      throw new Error(hubErrorText(error), { cause: error });
    }
  }

  /** Opens a stream of the hub about this environment and container; undefined without a connection. */
  open<T>(method: string, ...values: unknown[]): IStreamResult<T> | undefined {
    return this.#hub?.stream<T>(method, this.request.environment, this.request.container, ...values);
  }

  /** Number that the next record of the stream will get; -1 before the first. */
  get next(): number {
    return this.#decoder.last < 0 ? -1 : this.#decoder.last + 1;
  }

  /** Gives the server the credit for so many bytes back. */
  acknowledge(bytes: number): void {
    // A connection that just went has no window any more; its end is reported by onclose.
    this.#hub?.send("Ack", bytes).catch((error: unknown) => console.debug("ack not sent", error));
  }

  /** One connection, from start to close. Returns why it ended. */
  async #attempt(): Promise<string> {
    const hub = this.connect();
    const closed = new Promise<string>((resolve) => {
      hub.onclose((error) => resolve(error?.message ?? ""));
    });
    try {
      await hub.start();
    } catch (error) {
      return hubErrorText(error);
    }
    if (this.#stopped) {
      await hub.stop();
      return "";
    }
    this.#hub = hub;
    this.#follow(hub);
    const reason = await closed;
    this.#hub = undefined;
    return reason;
  }

  #follow(hub: Hub): void {
    const { environment, container, tail } = this.request;
    const shown = this.events.shown();
    const since = sinceOf(shown.at(-1));
    const after = this.#decoder.last;
    let isFirst = true;
    this.events.state("live", "");
    hub.stream<Uint8Array>("Follow", environment, container, since ? -1 : tail, since, after).subscribe({
      next: (batch) => {
        this.#backoff.reset();
        if (isFirst) this.#filter = new OverlapFilter(firstOf(batch) === after + 1 ? [] : shown, this.sink);
        isFirst = false;
        this.#decoder.push(batch);
        this.#settleSoon(this.#filter);
        this.events.batch(batch.byteLength);
      },
      error: (error: unknown) => this.#refused(hub, hubErrorText(error)),
      complete: () => this.#refused(hub, ""),
    });
  }

  /** The stream ended. With its connection: onclose goes on from there. Alone: the server said no. */
  #refused(hub: Hub, reason: string): void {
    if (!this.#stopped && this.#hub === hub) this.events.state("failed", reason);
  }

  #settleSoon(filter: OverlapFilter): void {
    clearTimeout(this.#settling);
    if (filter.done) return;
    this.#settling = setTimeout(() => {
      filter.settle();
      this.events.batch(0);
    }, SETTLE_AFTER);
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
