import { openHub, type HubFactory } from "../wire/hub";
import { fill, readLabels } from "../wire/labels";
import { terminalLabels, type TerminalLabels } from "./terminal-labels";
import type { TerminalScreen } from "./terminal-screen";
import { TerminalSession, type OpenRequest, type TerminalEnd } from "./terminal-session";
import { TerminalStrip } from "./terminal-strip";

/**
 * `<terminal-view environment container command user labels>`: a terminal in a container over its own
 * connection. Attributes: `command` a JSON array of strings, `[]` lets the server find a shell; `user`
 * "" for the image's own; `labels` JSON of {@link terminalLabels}. Another value opens a new session.
 * In the light DOM, since xterm's style sheet is the page's. Nobody else renders into this element.
 */
export class TerminalView extends HTMLElement {
  static readonly observedAttributes = ["environment", "container", "command", "user", "labels"];

  /** Makes the connection; tests replace it before the element is connected. */
  connect: HubFactory = () => openHub("hubs/terminals");

  #screen: TerminalScreen | undefined;
  #session: TerminalSession | undefined;
  #sessionId = "";
  #restarting = false;
  #labels: TerminalLabels = terminalLabels;
  readonly #strip = new TerminalStrip(() => this.restart());

  /** The server's name of the open session, "" while there is none. */
  get sessionId(): string {
    return this.#sessionId;
  }

  /** Screen and scrollback as text. */
  text(): string {
    return this.#screen?.text() ?? "";
  }

  /** Leaves the session, if there is one, and opens a new one. */
  restart(): void {
    if (this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(() => {
      this.#restarting = false;
      this.#leave();
      if (!this.isConnected || !this.getAttribute("container")) return;
      this.#labels = readLabels(terminalLabels, this.getAttribute("labels"));
      this.#open().catch((error: unknown) => this.#ended({ why: "error", message: String(error) }));
    });
  }

  /** Puts the keyboard into the terminal. */
  override focus(): void {
    this.#screen?.focus();
  }

  connectedCallback(): void {
    if (!this.#session) this.restart();
  }

  disconnectedCallback(): void {
    // Moving an element disconnects and connects it in one task: only a lasting removal ends the session.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#leave();
      this.#screen?.dispose();
      this.#screen = undefined;
    });
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now && this.isConnected) this.restart();
  }

  async #open(): Promise<void> {
    this.#strip.show("opening", this.#labels.opening);
    const request = this.#request();
    const screen = this.#screen ?? await this.#makeScreen();
    if (!screen) return;
    screen.fit();
    const session = new TerminalSession(this.connect(), {
      output: (bytes, done) => screen.write(bytes, done),
      opened: (id) => {
        this.#sessionId = id;
        this.#strip.hide();
      },
      ended: (end) => {
        if (this.#session === session) this.#ended(end);
      },
    });
    this.#session = session;
    screen.focus();
    await session.start(request, screen.columns, screen.rows);
  }

  /** undefined if the element was removed, or opened again, while xterm was being loaded. */
  async #makeScreen(): Promise<TerminalScreen | undefined> {
    const host = document.createElement("div");
    host.className = "terminal-screen";
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", this.#labels.terminal);
    const frame = document.createElement("div");
    frame.className = "terminal-frame";
    frame.append(host, this.#strip.element);
    this.replaceChildren(frame);
    const { TerminalScreen } = await import("./terminal-screen");
    if (!this.isConnected || frame.parentNode !== this) return undefined;
    this.#screen = new TerminalScreen(
      host,
      (bytes) => this.#session?.input(bytes),
      (columns, rows) => this.#session?.resize(columns, rows));
    return this.#screen;
  }

  #request(): OpenRequest {
    const command: unknown = JSON.parse(this.getAttribute("command") || "[]");
    if (!Array.isArray(command) || !command.every((part) => typeof part === "string")) {
      throw new TypeError("command attribute is not a JSON array of strings");
    }
    return {
      environment: this.getAttribute("environment") ?? "",
      container: this.getAttribute("container") ?? "",
      command,
      user: this.getAttribute("user") ?? "",
    };
  }

  #ended(end: TerminalEnd): void {
    this.#sessionId = "";
    const labels = this.#labels;
    const text = end.why === "exited" ? fill(labels.exited, String(end.code))
      : end.why === "error" ? fill(labels.error, end.message) : labels.lost;
    this.#screen?.note(text);
    this.#strip.show(end.why, text, end.why === "lost" ? labels.reconnect : labels.restart);
  }

  #leave(): void {
    this.#session?.close();
    this.#session = undefined;
    this.#sessionId = "";
  }
}
