import { readLabels } from "../wire/labels";
import { SeenElement } from "../wire/seen-element";
import { formatCount, formatMemory, formatPercent, formatRate } from "./usage-format";
import { usageFeed, type UsageFeed } from "./usage-feed";
import { nearest, UsageChart, type ChartFrame, type ChartLine } from "./usage-chart";
import { usageLabels, type UsageLabels } from "./usage-labels";
import type { UsagePoint } from "./usage-point";
import { levels, RANGES, rates, UsageSeries, type Range, type Sample } from "./usage-series";

interface Panel {
  title: string;
  figure: HTMLElement;
  chart: UsageChart;
  format(value: number): string;
  least: number;
  base: 10 | 1024;
  lines: { label: string; color: string; samples(points: readonly UsagePoint[]): Sample[] }[];
}

const PRIMARY = "--mud-palette-primary";
const SECOND = "--mud-palette-warning";

/**
 * `<usage-charts environment container labels>`: what one container uses, as five charts of the last hour or of the last
 * two minutes, a point a second. It watches only while it can be seen.
 */
export class UsageCharts extends SeenElement {
  static readonly observedAttributes = ["environment", "container", "labels"];

  /** Where the figures come from; tests replace it before the element is connected. */
  feed: UsageFeed = usageFeed;

  #labels: UsageLabels = usageLabels;
  #series = new UsageSeries();
  #range: Range = "hour";
  #panels: Panel[] = [];
  #note: HTMLElement | undefined;
  #cursor: number | undefined;
  readonly #resizes = new ResizeObserver(() => this.#draw());

  protected begin(): boolean {
    if (!this.getAttribute("container")) return false;
    this.#labels = readLabels(usageLabels, this.getAttribute("labels"));
    this.#series = new UsageSeries();
    this.#build();
    this.#resizes.observe(this);
    return true;
  }

  protected watch(): () => void {
    const stop = this.feed.watch(this.getAttribute("environment") ?? "", this.getAttribute("container") ?? "", true, {
      past: (points) => {
        this.#series.replace(points);
        this.#draw();
      },
      point: (point) => {
        this.#series.add(point);
        this.#draw();
      },
      refused: (reason) => {
        if (this.#note) this.#note.textContent = reason || this.#labels.gone;
        this.#note?.removeAttribute("hidden");
      },
    });
    // A stopped container sends nothing, and time goes on all the same.
    const beat = setInterval(() => this.#draw(), 1000);
    return () => {
      stop();
      clearInterval(beat);
    };
  }

  protected override end(): void {
    this.#resizes.disconnect();
  }

  #build(): void {
    const l = this.#labels;
    this.replaceChildren();
    const ranges = append(this, "div", "usage-ranges");
    ranges.setAttribute("role", "group");
    ranges.setAttribute("aria-label", l.range);
    for (const range of ["hour", "live"] as const) {
      const button = append(ranges, "button", "");
      button.textContent = l[range];
      button.dataset.range = range;
      button.setAttribute("type", "button");
      button.addEventListener("click", () => this.#show(range));
    }
    this.#note = append(this, "p", "usage-note");
    this.#note.textContent = l.waiting;
    this.#note.hidden = true;
    const grid = append(this, "div", "usage-grid");
    const level = (label: string, color: string, value: (p: UsagePoint) => number) =>
      ({ label, color, samples: (points: readonly UsagePoint[]) => levels(points, value) });
    const rate = (label: string, color: string, counter: (p: UsagePoint) => number) =>
      ({ label, color, samples: (points: readonly UsagePoint[]) => rates(points, counter) });
    this.#panels = [
      this.#panel(grid, "cpu", formatPercent, 1, 10, [level("", PRIMARY, (p) => p.cpu)]),
      this.#panel(grid, "memory", formatMemory, 1 << 20, 1024, [level("", PRIMARY, (p) => p.memory)]),
      this.#panel(grid, "network", formatRate, 1000, 10, [rate(l.received, PRIMARY, (p) => p.received), rate(l.sent, SECOND, (p) => p.sent)]),
      this.#panel(grid, "disk", formatRate, 1000, 10, [rate(l.read, PRIMARY, (p) => p.read), rate(l.written, SECOND, (p) => p.written)]),
      this.#panel(grid, "pids", formatCount, 4, 10, [level("", PRIMARY, (p) => p.pids)]),
    ];
    this.#show(this.#range);
  }

  #panel(
    grid: HTMLElement, name: "cpu" | "memory" | "network" | "disk" | "pids", format: (value: number) => string, least: number,
    base: 10 | 1024, lines: Panel["lines"]): Panel {
    const panel = append(grid, "figure", "usage-panel");
    panel.dataset.chart = name;
    const head = append(panel, "figcaption", "");
    append(head, "span", "usage-title").textContent = this.#labels[name];
    const figure = append(head, "span", "usage-figure");
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    panel.append(canvas);
    const made: Panel = { title: this.#labels[name], figure, chart: new UsageChart(canvas), format, least, base, lines };
    canvas.addEventListener("pointermove", (event) => {
      this.#cursor = made.chart.timeAt(event.clientX, this.#frame(made));
      this.#draw();
    });
    canvas.addEventListener("pointerleave", () => {
      this.#cursor = undefined;
      this.#draw();
    });
    return made;
  }

  #show(range: Range): void {
    this.#range = range;
    for (const button of this.querySelectorAll<HTMLElement>("[data-range]")) {
      button.setAttribute("aria-pressed", String(button.dataset.range === range));
    }
    this.#draw();
  }

  #frame(panel: Panel): ChartFrame {
    const now = Date.now();
    // The server's clock counts: a browser's that is off must not push the newest points out of sight.
    const last = this.#series.last?.at ?? now;
    const to = Math.abs(now - last) < 5 * 60_000 ? Math.max(last, now - 2000) : now;
    const points = this.#series.points(this.#range);
    return {
      from: to - RANGES[this.#range],
      to,
      lines: panel.lines.map((line): ChartLine => ({ label: line.label, color: line.color, samples: line.samples(points) })),
      format: panel.format,
      least: panel.least,
      base: panel.base,
      cursor: this.#cursor,
    };
  }

  #draw(): void {
    if (!this.isConnected || this.clientWidth === 0) return;
    if (this.#note && this.#note.textContent === this.#labels.waiting) this.#note.hidden = this.#series.last !== undefined;
    for (const panel of this.#panels) {
      const frame = this.#frame(panel);
      panel.chart.draw(frame);
      const text = this.#text(panel, frame);
      panel.figure.replaceChildren(...text);
      panel.chart.canvas.setAttribute("aria-label", `${panel.title}: ${panel.figure.textContent}`);
    }
  }

  /** The figures of the moment under the pointer, or the newest. */
  #text(panel: Panel, frame: ChartFrame): Node[] {
    const nodes: Node[] = [];
    for (const line of frame.lines) {
      const sample = nearest(line.samples, frame.cursor ?? frame.to);
      const words = sample ? panel.format(sample.value) : "–";
      const span = document.createElement("span");
      span.textContent = line.label ? `${line.label} ${words}` : words;
      if (line.label) span.style.setProperty("--line", `var(${line.color})`);
      span.className = line.label ? "usage-line" : "";
      nodes.push(span);
    }
    const limit = this.#series.last?.memoryLimit ?? 0;
    if (panel.base === 1024 && limit > 0) nodes.push(Object.assign(document.createElement("span"), { className: "usage-limit", textContent: `${this.#labels.limit} ${formatMemory(limit)}` }));
    return nodes;
  }
}

function append(parent: HTMLElement, tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  parent.append(element);
  return element;
}
