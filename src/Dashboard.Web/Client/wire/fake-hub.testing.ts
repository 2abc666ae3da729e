import type { IStreamSubscriber } from "@microsoft/signalr";
import type { Hub } from "./hub";

/** For tests: a connection whose other end is the test. */
export class FakeHub {
  /** What was sent, `[method, ...values]`. */
  readonly sent: unknown[][] = [];
  /** `[method, ...values]` of the stream that was opened. */
  opened: unknown[] = [];
  stopped = false;
  #subscriber: IStreamSubscriber<Uint8Array> | undefined;
  #closed: (error?: Error) => void = () => undefined;

  /** @param refusal makes `start` fail with these words */
  constructor(private readonly refusal = "") {}

  /** As the production code sees it. */
  get hub(): Hub {
    return this as unknown as Hub;
  }

  start(): Promise<void> {
    return this.refusal ? Promise.reject(new Error(this.refusal)) : Promise.resolve();
  }

  stop(): Promise<void> {
    this.stopped = true;
    return Promise.resolve();
  }

  onclose(closed: (error?: Error) => void): void {
    this.#closed = closed;
  }

  stream(...opened: unknown[]): unknown {
    this.opened = opened;
    return {
      subscribe: (subscriber: IStreamSubscriber<Uint8Array>) => {
        this.#subscriber = subscriber;
        return { dispose: () => undefined };
      },
    };
  }

  send(...message: unknown[]): Promise<void> {
    this.sent.push(message);
    return Promise.resolve();
  }

  /** The server sends an item of the stream. */
  give(bytes: Uint8Array): void {
    this.#subscriber!.next(bytes);
  }

  /** The server ends the stream with an error; the connection stays. */
  refuse(message: string): void {
    this.#subscriber!.error(new Error(`An error occurred on the server while streaming results. HubException: ${message}`));
  }

  /** The connection breaks, in SignalR's order: first its streams, then itself. */
  drop(): void {
    this.#subscriber?.error(new Error("Invocation canceled due to the underlying connection being closed."));
    this.#closed(new Error("WebSocket closed"));
  }
}

/** For tests: waits until the condition holds. Fails after ten seconds, saying for what it waited. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
