import type { Sample } from "./usage-series";

/** One line of a chart. */
export interface ChartLine {
  label: string;
  /** Name of a CSS custom property that holds its colour. */
  color: string;
  samples: Sample[];
}

/** What a chart draws. */
export interface ChartFrame {
  from: number;
  to: number;
  lines: ChartLine[];
  format(value: number): string;
  /** The scale reaches at least here, so that noise near zero does not look like load. */
  least: number;
  /** 1024 where the scale should break at binary units. */
  base: 10 | 1024;
  /** A moment that the pointer is on, or none. */
  cursor: number | undefined;
}

const LEFT = 62;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;

/** Draws frames on a canvas as large as it is shown, in the colours of the page's theme. */
export class UsageChart {
  readonly #pen: CanvasRenderingContext2D;

  constructor(readonly canvas: HTMLCanvasElement) {
    this.#pen = canvas.getContext("2d")!;
  }

  /** The moment under a pointer, or undefined outside of the plot. */
  timeAt(clientX: number, frame: ChartFrame): number | undefined {
    const box = this.canvas.getBoundingClientRect();
    const share = (clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    return share < 0 || share > 1 ? undefined : frame.from + share * (frame.to - frame.from);
  }

  draw(frame: ChartFrame): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return;
    const dense = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * dense) || this.canvas.height !== Math.round(height * dense)) {
      this.canvas.width = Math.round(width * dense);
      this.canvas.height = Math.round(height * dense);
    }
    const style = getComputedStyle(this.canvas);
    const pen = this.#pen;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = `11px ${style.fontFamily}`;
    const top = scaleTop(Math.max(frame.least, ...frame.lines.flatMap((l) => l.samples.map((s) => s.value || 0))), frame.base);
    const x = (at: number): number => LEFT + ((at - frame.from) / (frame.to - frame.from)) * (width - LEFT - RIGHT);
    const y = (value: number): number => height - BOTTOM - (value / top) * (height - TOP - BOTTOM);
    this.#grid(frame, style, width, height, top, x, y);
    for (const line of frame.lines) this.#line(line, style.getPropertyValue(line.color) || style.color, frame, x, y, height);
    if (frame.cursor !== undefined) this.#cursor(frame, style, x, y, height);
  }

  #grid(
    frame: ChartFrame, style: CSSStyleDeclaration, width: number, height: number, top: number,
    x: (at: number) => number, y: (value: number) => number): void {
    const pen = this.#pen;
    pen.strokeStyle = style.getPropertyValue("--mud-palette-lines-default");
    pen.fillStyle = style.getPropertyValue("--mud-palette-text-secondary");
    pen.lineWidth = 1;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (let i = 0; i <= 2; i++) {
      const at = Math.round(y((top * i) / 2)) + 0.5;
      pen.beginPath();
      pen.moveTo(LEFT, at);
      pen.lineTo(width - RIGHT, at);
      pen.stroke();
      pen.fillText(frame.format((top * i) / 2), LEFT - 6, at);
    }
    pen.textBaseline = "alphabetic";
    const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(frame.to - frame.from < 600_000 ? { second: "2-digit" } : {}),
    });
    const steps = width < 340 ? 2 : 4;
    for (let i = 0; i <= steps; i++) {
      const at = frame.from + ((frame.to - frame.from) * i) / steps;
      pen.textAlign = i === 0 ? "left" : i === steps ? "right" : "center";
      pen.fillText(clock.format(at), x(at), height - 5);
    }
  }

  #line(line: ChartLine, color: string, frame: ChartFrame, x: (at: number) => number, y: (value: number) => number, height: number): void {
    const pen = this.#pen;
    pen.strokeStyle = color;
    pen.lineWidth = 1.6;
    pen.lineJoin = "round";
    let run: Sample[] = [];
    const flush = (): void => {
      if (run.length > 0) {
        pen.beginPath();
        run.forEach((s, i) => (i === 0 ? pen.moveTo(x(s.at), y(s.value)) : pen.lineTo(x(s.at), y(s.value))));
        // A single point is a dot, not nothing.
        if (run.length === 1) pen.arc(x(run[0]!.at), y(run[0]!.value), 1, 0, 7);
        pen.stroke();
        if (frame.lines.length === 1) {
          pen.lineTo(x(run.at(-1)!.at), height - BOTTOM);
          pen.lineTo(x(run[0]!.at), height - BOTTOM);
          pen.globalAlpha = 0.14;
          pen.fillStyle = color;
          pen.fill();
          pen.globalAlpha = 1;
        }
      }
      run = [];
    };
    for (const sample of line.samples) {
      if (sample.at < frame.from || Number.isNaN(sample.value)) flush();
      else run.push(sample);
    }
    flush();
  }

  #cursor(frame: ChartFrame, style: CSSStyleDeclaration, x: (at: number) => number, y: (value: number) => number, height: number): void {
    const pen = this.#pen;
    pen.strokeStyle = style.getPropertyValue("--mud-palette-text-secondary");
    pen.lineWidth = 1;
    const at = Math.round(x(frame.cursor!)) + 0.5;
    pen.beginPath();
    pen.moveTo(at, TOP);
    pen.lineTo(at, height - BOTTOM);
    pen.stroke();
    for (const line of frame.lines) {
      const sample = nearest(line.samples, frame.cursor!);
      if (!sample) continue;
      pen.fillStyle = style.getPropertyValue(line.color);
      pen.beginPath();
      pen.arc(x(sample.at), y(sample.value), 3, 0, 7);
      pen.fill();
    }
  }
}

/** The sample nearest to a moment, if there is one within 15 s. */
export function nearest(samples: readonly Sample[], at: number): Sample | undefined {
  let best: Sample | undefined;
  for (const sample of samples) {
    if (!Number.isNaN(sample.value) && (!best || Math.abs(sample.at - at) < Math.abs(best.at - at))) best = sample;
  }
  return best && Math.abs(best.at - at) <= 15_000 ? best : undefined;
}

/** The top of a scale that holds `most`: 1, 2 or 5 times a power, so that its half is a round figure too. */
export function scaleTop(most: number, base: 10 | 1024): number {
  let unit = 1;
  if (base === 1024) while (most / unit >= 1024) unit *= 1024;
  const power = unit * 10 ** Math.floor(Math.log10(most / unit));
  return power * ([1, 2, 4, 6, 8, 10].find((step) => step * power >= most) ?? 10);
}
