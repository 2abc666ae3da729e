import type { UsagePoint } from "./usage-point";

/** How much each range shows, in ms. */
export const RANGES = { hour: 3_600_000, live: 120_000 } as const;
export type Range = keyof typeof RANGES;

/** Between two points of the hour, in ms. */
const SPACING = 10_000;
/** A line is not drawn over a longer gap than this many times its usual spacing. */
const GAP = 3.5;

/** One value of a line; `NaN` breaks it. */
export interface Sample {
  at: number;
  value: number;
}

/** The points of one container: an hour at 10 s, and the last minutes at 1 s. */
export class UsageSeries {
  #hour: UsagePoint[] = [];
  #live: UsagePoint[] = [];
  #cpuSum = 0;
  #cpuCount = 0;

  get last(): UsagePoint | undefined {
    return this.#live.at(-1) ?? this.#hour.at(-1);
  }

  /** The past as the server has it; what is kept of the last seconds stays. */
  replace(points: UsagePoint[]): void {
    this.#hour = [...points];
    [this.#cpuSum, this.#cpuCount] = [0, 0];
  }

  add(point: UsagePoint): void {
    this.#live.push(point);
    while (this.#live[0] && this.#live[0].at < point.at - RANGES.live) this.#live.shift();
    this.#cpuSum += point.cpu;
    this.#cpuCount++;
    if (point.at - (this.#hour.at(-1)?.at ?? 0) >= SPACING - 500) {
      this.#hour.push({ ...point, cpu: this.#cpuSum / this.#cpuCount });
      [this.#cpuSum, this.#cpuCount] = [0, 0];
      while (this.#hour[0] && this.#hour[0].at < point.at - RANGES.hour) this.#hour.shift();
    }
  }

  points(range: Range): UsagePoint[] {
    if (range === "hour") return this.#hour;
    // Before the first live second the hour has what there is of the two minutes.
    const from = this.#live[0]?.at ?? Infinity;
    return [...this.#hour.filter((p) => p.at < from), ...this.#live];
  }
}

/** A line of figures that stand for themselves. */
export function levels(points: readonly UsagePoint[], value: (point: UsagePoint) => number): Sample[] {
  return points.flatMap((point, i) => {
    const sample = { at: point.at, value: value(point) };
    return isGap(points[i - 1], point) ? [{ at: point.at - 1, value: NaN }, sample] : [sample];
  });
}

/** A line of what a counter grew by, in a second. A counter that went back began anew: nothing is known of that moment. */
export function rates(points: readonly UsagePoint[], counter: (point: UsagePoint) => number): Sample[] {
  return points.slice(1).map((point, i) => {
    const before = points[i]!;
    const grown = counter(point) - counter(before);
    const seconds = (point.at - before.at) / 1000;
    return { at: point.at, value: isGap(before, point) || grown < 0 || seconds <= 0 ? NaN : grown / seconds };
  });
}

function isGap(before: UsagePoint | undefined, point: UsagePoint): boolean {
  return before !== undefined && point.at - before.at > SPACING * GAP;
}
