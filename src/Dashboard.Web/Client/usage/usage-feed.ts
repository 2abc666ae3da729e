import { Backoff } from "../wire/backoff";
import { hubErrorText, openHub, type Hub, type HubFactory } from "../wire/hub";
import { decodePoints, type UsagePoint } from "./usage-point";

/** What a {@link UsageFeed} tells whoever watches a container. */
export interface UsageListener {
  /** The past, at the beginning and after every reconnect: it replaces what was known. */
  past(points: UsagePoint[]): void;
  point(point: UsagePoint): void;
  /** The server refused, in words: the container is gone, or may not be seen. */
  refused?(reason: string): void;
}

interface Topic {
  environment: string;
  container: string;
  history: boolean;
  listeners: Set<UsageListener>;
  stream: { dispose(): void } | undefined;
  last: UsagePoint | undefined;
}

/** How long the connection outlives its last watcher, in ms: scrolling lets go of all rows at times. */
const LINGER = 1000;

/** All watched containers of a page over one connection; a stream a container, however many elements show it. */
export class UsageFeed {
  readonly #topics = new Map<string, Topic>();
  readonly #backoff = new Backoff();
  #hub: Hub | undefined;
  #running = false;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly connect: HubFactory) {}

  /** Watches until the returned function is called. With `history` the past is an hour, else the newest point. */
  watch(environment: string, container: string, history: boolean, listener: UsageListener): () => void {
    clearTimeout(this.#lingering);
    const key = `${environment}/${container}/${history}`;
    let topic = this.#topics.get(key);
    if (!topic) {
      topic = { environment, container, history, listeners: new Set(), stream: undefined, last: undefined };
      this.#topics.set(key, topic);
      if (this.#hub) this.#open(this.#hub, topic);
    } else if (history) {
      // The past was told to the others only: begin anew for all.
      topic.stream?.dispose();
      if (this.#hub) this.#open(this.#hub, topic);
    } else if (topic.last) {
      listener.past([topic.last]);
    }
    topic.listeners.add(listener);
    if (!this.#running) void this.#run();
    return () => this.#leave(key, topic, listener);
  }

  #leave(key: string, topic: Topic, listener: UsageListener): void {
    topic.listeners.delete(listener);
    if (topic.listeners.size > 0 || this.#topics.get(key) !== topic) return;
    topic.stream?.dispose();
    this.#topics.delete(key);
    if (this.#topics.size === 0) this.#lingering = setTimeout(() => this.#hub?.stop(), LINGER);
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#topics.size > 0) {
      await this.#attempt();
      if (this.#topics.size > 0) await new Promise((resolve) => setTimeout(resolve, this.#backoff.next()));
    }
    this.#running = false;
  }

  /** One connection, from start to close. */
  async #attempt(): Promise<void> {
    const hub = this.connect();
    const closed = new Promise<void>((resolve) => hub.onclose(() => resolve()));
    try {
      await hub.start();
    } catch (error) {
      console.debug("usage is not connected", hubErrorText(error));
      return;
    }
    this.#hub = hub;
    for (const topic of this.#topics.values()) this.#open(hub, topic);
    if (this.#topics.size === 0) void hub.stop();
    await closed;
    this.#hub = undefined;
  }

  #open(hub: Hub, topic: Topic): void {
    let first = true;
    topic.stream = hub.stream<number[]>("Watch", topic.environment, topic.container, topic.history).subscribe({
      next: (message) => {
        this.#backoff.reset();
        const points = decodePoints(message);
        topic.last = points.at(-1) ?? topic.last;
        for (const listener of topic.listeners) {
          if (first) listener.past(points);
          else for (const point of points) listener.point(point);
        }
        first = false;
      },
      error: (error: unknown) => {
        // With its connection gone the loop goes on; alone, the server said no.
        if (this.#hub === hub) for (const listener of topic.listeners) listener.refused?.(hubErrorText(error));
      },
      complete: () => {
        for (const listener of topic.listeners) listener.refused?.("");
      },
    });
  }
}

/** The page's own feed. */
export const usageFeed = new UsageFeed(() => openHub("hubs/usage"));
