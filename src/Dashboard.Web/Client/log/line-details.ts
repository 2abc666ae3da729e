import { icon, type IconName } from "../wire/icon";
import { copyText } from "../shell/clipboard";
import { jsonTree } from "./json-tree";
import { readJsonLine } from "./json-line";
import type { LogLabels } from "./log-labels";
import { linkTo } from "./line-link";
import type { LogRecord } from "./records";
import { plainText } from "./row-view";
import { formatTimestamp, type TimestampStyle } from "./timestamp";

/** The pane below the rows that shows one line whole: its time, its text, and the fields of a JSON line. */
export class LineDetails {
  /** Goes into the view. Hidden until {@link show}. */
  readonly element = document.createElement("section");

  /**
   * @param closed the reader is done with the line
   * @param sourceOf name of a container among several; "" for none
   */
  constructor(private readonly labels: LogLabels, private readonly closed: () => void, private readonly sourceOf: (index: number) => string) {
    this.element.className = "details";
    this.element.hidden = true;
    this.element.tabIndex = -1;
    this.element.setAttribute("aria-label", labels.details);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close();
      event.stopPropagation();
    });
  }

  /** Shows this line. */
  show(record: LogRecord, timestamps: TimestampStyle): void {
    const text = plainText(record);
    const time = formatTimestamp(record.high, record.low, timestamps === "none" ? "local" : timestamps);
    const head = document.createElement("header");
    const when = document.createElement("strong");
    const source = this.sourceOf(record.source);
    when.textContent = [source, time ? `${time.date} ${time.time}` : ""].filter(Boolean).join(" · ") || this.labels.details;
    head.append(
      when,
      action("copy", this.labels.copyLine, () => copyText(text)),
      action("link", this.labels.copyLink, () => copyText(linkTo(record.number))),
      action("close", this.labels.closeDetails, () => this.close()));
    this.element.replaceChildren(head, body(text));
    this.element.hidden = false;
  }

  /** Hides the pane. */
  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.closed();
  }
}

function body(text: string): HTMLElement {
  const json = readJsonLine(text);
  if (!json) {
    const whole = document.createElement("pre");
    whole.textContent = text;
    return whole;
  }
  return jsonTree(json.object);
}

function action(name: IconName, text: string, pressed: () => Promise<void> | void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.title = text;
  made.dataset["action"] = `line-${name}`;
  made.setAttribute("aria-label", text);
  made.append(icon(name));
  made.addEventListener("click", () => {
    void Promise.resolve(pressed()).then(() => {
      if (name !== "close") made.replaceChildren(icon("done"));
    });
  });
  return made;
}
