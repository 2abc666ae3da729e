import { openHub, type HubFactory } from "../wire/hub";
import { readLabels } from "../wire/labels";
import { logLabels } from "./log-labels";
import { LogSession } from "./log-session";
import { plainText } from "./row-view";
import { readTimestampStyle } from "./timestamp";

/** Lines to begin with, where the attribute does not say. */
const DEFAULT_TAIL = 1000;

/**
 * `<log-view environment container selector tail timestamps download labels>`: follows one container's log over its own
 * connection, or with a selector ("project=shop") several as one. Attributes: `tail` lines to begin with, -1 for all (1000); `timestamps` none, local or
 * utc (local); `download` address of the log as a file; `labels` JSON of {@link logLabels}. Another environment, container, selector or tail starts anew.
 */
export class LogView extends HTMLElement {
  static readonly observedAttributes = ["environment", "container", "selector", "tail", "timestamps", "labels"];

  /** Makes the connection; tests and benchmarks replace it before the element is connected. */
  connect: HubFactory = () => openHub(this.getAttribute("selector") ? "hubs/merged-logs" : "hubs/logs");

  #session: LogSession | undefined;
  #restarting = false;

  /** Lines of the container received since it began to follow this log; never goes down until it starts anew. */
  get lineCount(): number {
    return this.#session?.ring.lineCount ?? 0;
  }

  /** The newest line kept, as shown; "" if there is none. */
  get lastText(): string {
    const last = this.#session?.ring.lastLines(1)[0];
    return last ? plainText(last) : "";
  }

  /** Whether the view sticks to the newest line. */
  get following(): boolean {
    return this.#session?.follow.following ?? true;
  }

  connectedCallback(): void {
    if (!this.#session) this.#restart();
  }

  disconnectedCallback(): void {
    // Moving an element disconnects and connects it in one task: only a lasting removal ends the stream.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (name === "timestamps") this.#session?.showTimestamps(readTimestampStyle(now));
    else this.#restart();
  }

  /** A renderer sets attributes one by one: they are taken together, once it is done. */
  #restart(): void {
    if (this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(() => {
      this.#restarting = false;
      this.#close();
      if (!this.isConnected || !(this.getAttribute("container") || this.getAttribute("selector"))) return;
      this.#session = new LogSession(this.shadowRoot ?? this.attachShadow({ mode: "open" }), {
        request: {
          environment: this.getAttribute("environment") ?? "",
          container: this.getAttribute("container") ?? "",
          selector: this.getAttribute("selector") ?? "",
          tail: readTail(this.getAttribute("tail")),
        },
        download: this.getAttribute("download") ?? "",
        labels: readLabels(logLabels, this.getAttribute("labels")),
        timestamps: readTimestampStyle(this.getAttribute("timestamps")),
        connect: this.connect,
        retry: () => this.#restart(),
      });
    });
  }

  #close(): void {
    this.#session?.close();
    this.#session = undefined;
  }
}

function readTail(value: string | null): number {
  const tail = Number.parseInt(value ?? "", 10);
  return Number.isNaN(tail) || tail < -1 ? DEFAULT_TAIL : tail;
}
