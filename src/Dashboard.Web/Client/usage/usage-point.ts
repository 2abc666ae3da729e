/** What a container used at a moment; counters (network, disk) are totals since its start. */
export interface UsagePoint {
  /** Milliseconds since 1970. */
  at: number;
  /** Share of one CPU: 200 is two CPUs' worth. */
  cpu: number;
  memory: number;
  memoryLimit: number;
  received: number;
  sent: number;
  read: number;
  written: number;
  pids: number;
}

const NUMBERS = 9;

/** The points of one message of the usage hub: nine numbers each, in a row. */
export function decodePoints(message: readonly number[]): UsagePoint[] {
  const points: UsagePoint[] = [];
  for (let i = 0; i + NUMBERS <= message.length; i += NUMBERS) {
    const [at, cpu, memory, memoryLimit, received, sent, read, written, pids] = message.slice(i, i + NUMBERS) as
      [number, number, number, number, number, number, number, number, number];
    points.push({ at, cpu, memory, memoryLimit, received, sent, read, written, pids });
  }
  return points;
}
