import assert from "node:assert/strict";
import { test } from "node:test";
import type { IStreamSubscriber } from "@microsoft/signalr";
import { until } from "../wire/fake-hub.testing";
import type { Hub } from "../wire/hub";
import { UsageFeed, type UsageListener } from "./usage-feed";

/** The server's end of a connection with many streams. */
class ManyStreams {
  readonly open = new Map<string, IStreamSubscriber<number[]>>();
  stopped = false;
  #closed = (): void => undefined;

  get hub(): Hub {
    return this as unknown as Hub;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.stopped = true;
    this.#closed();
    return Promise.resolve();
  }

  onclose(closed: () => void): void {
    this.#closed = closed;
  }

  stream(_: string, environment: string, container: string, history: boolean): unknown {
    const key = `${environment}/${container}/${history}`;
    return {
      subscribe: (subscriber: IStreamSubscriber<number[]>) => {
        assert.ok(!this.open.has(key), `a second stream of ${key}`);
        this.open.set(key, subscriber);
        return { dispose: () => this.open.delete(key) };
      },
    };
  }

  drop(): void {
    this.#closed();
  }
}

function listener(): UsageListener & { told: string[] } {
  const told: string[] = [];
  return {
    told,
    past: (points) => told.push(`past ${points.map((p) => p.cpu).join()}`),
    point: (p) => told.push(`point ${p.cpu}`),
    refused: (reason) => told.push(`refused ${reason}`),
  };
}

const of = (cpu: number): number[] => [1, cpu, 0, 0, 0, 0, 0, 0, 0];

test("watch_TwoCellsOfOneRow_ShareAStream_AndNoneAfterTheLast", async () => {
  const server = new ManyStreams();
  const feed = new UsageFeed(() => server.hub);
  const [cpu, memory] = [listener(), listener()];
  const stopCpu = feed.watch("local", "web", false, cpu);
  await until("the stream is open", () => server.open.size === 1);
  server.open.get("local/web/false")!.next(of(7));
  const stopMemory = feed.watch("local", "web", false, memory);
  server.open.get("local/web/false")!.next(of(8));
  assert.deepEqual(cpu.told, ["past 7", "point 8"]);
  assert.deepEqual(memory.told, ["past 7", "point 8"]);
  stopCpu();
  assert.equal(server.open.size, 1);
  stopMemory();
  assert.equal(server.open.size, 0);
  await until("the connection is let go of", () => server.stopped);
});

test("watch_ConnectionBreaks_AllStreamsAreOpenedAgain", async () => {
  const servers = [new ManyStreams(), new ManyStreams()];
  let used = 0;
  const feed = new UsageFeed(() => servers[used++]!.hub);
  const [web, db] = [listener(), listener()];
  const stops = [feed.watch("local", "web", true, web), feed.watch("local", "db", false, db)];
  await until("both are open", () => servers[0]!.open.size === 2);
  servers[0]!.drop();
  await until("both are open again", () => servers[1]!.open.size === 2);
  servers[1]!.open.get("local/web/true")!.next([...of(1), ...of(2)]);
  assert.deepEqual(web.told, ["past 1,2"]);
  stops.forEach((stop) => stop());
});

test("watch_ServerRefuses_IsTold", async () => {
  const server = new ManyStreams();
  const feed = new UsageFeed(() => server.hub);
  const web = listener();
  const stop = feed.watch("local", "web", false, web);
  await until("the stream is open", () => server.open.size === 1);
  server.open.get("local/web/false")!.error(new Error("An error occurred. HubException: No such container: web"));
  assert.deepEqual(web.told, ["refused No such container: web"]);
  stop();
});
