import type { IStreamResult } from "@microsoft/signalr";
import { Backoff } from "../wire/backoff";
import { hubErrorText, type Hub, type HubFactory } from "../wire/hub";
import { MergedFeed, SingleFeed, type FollowRequest, type LogFeed } from "./log-feed";
import { LogSources } from "./log-sources";
import type { LogRecord, RecordSink } from "./records";

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

/** Follows one log for as long as it is shown: connects, reconnects for ever, and resumes where it was. */
export class LogSource {
  #hub: Hub | undefined;
  #stopped = false;
  #wake = (): void => undefined;
  readonly #backoff = new Backoff();
  readonly #feed: LogFeed;

  constructor(
    private readonly request: FollowRequest,
    sink: RecordSink,
    private readonly events: LogSourceEvents,
    private readonly connect: HubFactory,
    sources = new LogSources()) {
    this.#feed = request.selector
      ? new MergedFeed(request, sink, sources)
      : new SingleFeed(request, sink, () => events.shown(), () => events.batch(0));
  }

  /** Follows until {@link stop}. */
  async run(): Promise<void> {
    this.events.state("connecting", "");
    while (!this.#stopped) {
      const reason = await this.#attempt();
      this.#feed.pause();
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
      return await this.#hub.invoke<T>(method, this.request.environment, this.#feed.subject, ...values);
    } catch (error) {
      throw new Error(hubErrorText(error), { cause: error });
    }
  }

  /** Opens a stream of the hub about this environment and container; undefined without a connection. */
  open<T>(method: string, ...values: unknown[]): IStreamResult<T> | undefined {
    return this.#hub?.stream<T>(method, this.request.environment, this.#feed.subject, ...values);
  }

  /** Number that the next record of the stream will get; -1 before the first. */
  get next(): number {
    return this.#feed.last < 0 ? -1 : this.#feed.last + 1;
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
    this.events.state("live", "");
    this.#feed.open(hub).subscribe({
      next: (batch) => {
        this.#backoff.reset();
        this.#feed.take(batch);
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
