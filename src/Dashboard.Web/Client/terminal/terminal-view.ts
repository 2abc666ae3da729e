import { copyText } from "../shell/clipboard";
import { Backoff } from "../wire/backoff";
import { openHub, type HubFactory } from "../wire/hub";
import { fill, readLabels } from "../wire/labels";
import type { TerminalState } from "./frames";
import { TerminalKeys } from "./terminal-keys";
import { terminalLabels, type TerminalLabels } from "./terminal-labels";
import { TerminalMemory } from "./terminal-memory";
import type { TerminalScreen } from "./terminal-screen";
import { TerminalSession, type OpenRequest, type TerminalEnd } from "./terminal-session";
import { loadSettings, nextSize, saveSettings, type TerminalSettings } from "./terminal-settings";
import { TerminalStrip } from "./terminal-strip";
import { TerminalToolbar } from "./terminal-toolbar";

/** The server's words for a session that is no more. */
const GONE = "No such terminal";

/**
 * `<terminal-view environment container command user line session slot fresh labels>`: a terminal of the server's over its own connection.
 * Attributes: `session` an open session's id to come back to, else one is opened with the others: `command` a JSON array of strings, `[]`
 * lets the server find a shell; `user` "" for the image's own; or `line`, a docker line to run. `slot` tells several of one container in a page apart. `labels` JSON of
 * {@link terminalLabels}. Another value opens anew; another `fresh` a new session, whatever was here before. A refresh of the page, or a connection that comes back, finds the same session.
 * In the light DOM, since xterm's style sheet is the page's. Nobody else renders into this element. Fires `terminal-opened` and
 * `terminal-ended`.
 */
export class TerminalView extends HTMLElement {
  static readonly observedAttributes = ["environment", "container", "command", "user", "line", "session", "labels", "fresh"];

  /** Makes the connection; tests replace it before the element is connected. */
  connect: HubFactory = () => openHub("hubs/terminals");

  /** Called when the emulator has taken output in; for measurements. */
  taken: (() => void) | undefined;

  #screen: TerminalScreen | undefined;
  #session: TerminalSession | undefined;
  #sessionId = "";
  #restarting = false;
  #isGuest = false;
  #mayType = true;
  #returning: ReturnType<typeof setTimeout> | undefined;
  #labels: TerminalLabels = terminalLabels;
  #settings: TerminalSettings = { fontSize: 13, theme: "dark" };
  #toolbar: TerminalToolbar | undefined;
  #keys: TerminalKeys | undefined;
  readonly #backoff = new Backoff();
  readonly #strip = new TerminalStrip(() => this.#pressed());

  /** The server's name of the open session, "" while there is none. */
  get sessionId(): string {
    return this.#sessionId;
  }

  /** Screen and scrollback as text. */
  text(): string {
    return this.#screen?.text() ?? "";
  }

  /** The screen row by row, and where the cursor is. */
  screen(): { rows: string[]; x: number; y: number } {
    return this.#screen?.screen() ?? { rows: [], x: 0, y: 0 };
  }

  /** Types text, as a key row or a program does. */
  type(text: string): void {
    if (this.#mayType) this.#session?.input(new TextEncoder().encode(this.#keys?.apply(text) ?? text));
  }

  /** Leaves the session, if there is one, and opens a new one. */
  restart(): void {
    this.#memory().session = undefined;
    this.#begin();
  }

  /** Puts the keyboard into the terminal. */
  override focus(): void {
    this.#screen?.focus();
  }

  connectedCallback(): void {
    if (!this.#session) this.#begin();
  }

  disconnectedCallback(): void {
    // Moving an element disconnects and connects it in one task: only a lasting removal lets go of the session.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#leave();
      this.#screen?.dispose();
      this.#screen = undefined;
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (name === "fresh" && before !== now) this.#memory().session = undefined;
    if (before !== now && this.isConnected) this.#begin();
  }

  #begin(): void {
    if (this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(() => {
      this.#restarting = false;
      this.#leave();
      if (!this.isConnected || !["container", "session", "line"].some((name) => this.getAttribute(name))) return;
      this.#labels = readLabels(terminalLabels, this.getAttribute("labels"));
      this.#strip.show("opening", this.#labels.opening);
      this.#open(this.getAttribute("session") || this.#memory().session, true).catch((error: unknown) => this.#over({ why: "error", message: String(error) }));
    });
  }

  /** @param isFirst a session that is gone is replaced by a new one */
  async #open(sessionId: string | undefined, isFirst: boolean): Promise<void> {
    const request = this.#request(sessionId);
    const screen = this.#screen ?? await this.#makeScreen();
    if (!screen) return;
    this.#isGuest = false;
    this.#mayType = true;
    screen.release();
    screen.setReadOnly(false);
    this.#toolbar?.about(undefined);
    screen.fit();
    const session = new TerminalSession(this.connect(), {
      output: (bytes, done) => screen.write(bytes, () => {
        done();
        this.taken?.();
      }),
      opened: (id) => this.#opened(id),
      resized: (columns, rows) => this.#isGuest ? screen.hold(columns, rows) : screen.follow(columns, rows),
      about: (state) => this.#about(state, screen),
      ended: (end) => {
        if (this.#session === session) this.#ended(end, sessionId, isFirst);
      },
    });
    this.#session = session;
    if (isFirst) screen.focus();
    await session.start(request, screen.columns, screen.rows);
  }

  /** A guest's screen has the owner's size, and their keys reach it if they are let. */
  #about(state: TerminalState, screen: TerminalScreen): void {
    this.#isGuest = !state.isOwner;
    this.#mayType = state.mayType;
    screen.setReadOnly(!state.mayType);
    this.#toolbar?.about(state);
  }

  #opened(id: string): void {
    this.#sessionId = id;
    this.#memory().session = id;
    this.#backoff.reset();
    this.#strip.hide();
    this.dispatchEvent(new CustomEvent("terminal-opened", { detail: id, bubbles: true }));
  }

  #ended(end: TerminalEnd, sessionId: string | undefined, isFirst: boolean): void {
    const wasOpen = this.#sessionId || sessionId;
    if (end.why === "lost" && wasOpen) {
      this.#return(wasOpen);
    } else if (end.why === "error" && end.message.startsWith(GONE) && sessionId) {
      this.#memory().session = undefined;
      if (isFirst && !this.getAttribute("session")) void this.#open(undefined, true);
      else this.#over({ why: "lost", message: end.message });
    } else {
      this.#over(end);
    }
  }

  /** The session goes on without us. */
  #return(sessionId: string): void {
    this.#session = undefined;
    this.#strip.show("returning", this.#labels.returning, this.#labels.retry);
    this.#returning = setTimeout(() => this.#tryReturn(sessionId), this.#backoff.next());
  }

  #tryReturn(sessionId: string): void {
    clearTimeout(this.#returning);
    this.#returning = undefined;
    this.#open(sessionId, false).catch((error: unknown) => this.#over({ why: "error", message: String(error) }));
  }

  #over(end: TerminalEnd): void {
    this.#sessionId = "";
    this.#memory().session = undefined;
    const labels = this.#labels;
    const text = end.why === "exited" ? fill(labels.exited, String(end.code))
      : end.why === "error" ? fill(labels.error, end.message)
      : end.why === "ended" ? fill(labels.ended, end.message) : labels.lost;
    this.#screen?.note(text);
    this.#strip.show(end.why, text, end.why === "lost" ? labels.reconnect : labels.restart);
    this.dispatchEvent(new CustomEvent("terminal-ended", { detail: end, bubbles: true }));
  }

  #pressed(): void {
    if (this.#returning !== undefined) this.#tryReturn(this.#sessionId || this.#memory().session || "");
    else this.restart();
  }

  #memory(): TerminalMemory {
    const at = (name: string): string => this.getAttribute(name) ?? "";
    return new TerminalMemory(at("environment"), at("container"), at("slot"));
  }

  /** undefined if the element was removed, or opened again, while xterm was being loaded. */
  async #makeScreen(): Promise<TerminalScreen | undefined> {
    const [{ TerminalScreen }, { TerminalFind }, { TerminalLinks }, { buildFrame }] = await Promise.all([
      import("./terminal-screen"), import("./terminal-find"), import("./terminal-links"), import("./terminal-frame")]);
    if (!this.isConnected || this.#screen) return undefined;
    const labels = this.#labels;
    const links = new TerminalLinks((address) => fill(labels.opens, address));
    const find = new TerminalFind(labels, () => this.focus());
    const toolbar = this.#toolbar = new TerminalToolbar(labels, {
      find: () => find.open(),
      size: (step) => this.#use({ ...this.#settings, fontSize: nextSize(this.#settings.fontSize, step) }),
      theme: (theme) => this.#use({ ...this.#settings, theme }),
      copy: () => void this.#copy(),
      paste: () => void this.#paste(),
      fullScreen: () => void this.#fullScreen(),
      share: (sharing) => this.#session?.share(sharing) ?? Promise.resolve(),
      end: () => this.#session?.endProcess(),
    });
    const keys = this.#keys = new TerminalKeys(labels.keys, (text) => this.type(text), () => this.#screen?.isApplication ?? false);
    const { frame, host } = buildFrame(labels.terminal, { toolbar, find, links, keys, strip: this.#strip });
    this.replaceChildren(frame);
    this.#settings = loadSettings(localStorage);
    this.#screen = new TerminalScreen(host, this.#settings, links, find, {
      input: (bytes) => {
        this.#screen?.takeBack();
        this.#session?.input(bytes);
      },
      resized: (columns, rows) => this.#session?.resize(columns, rows),
      typed: (text) => this.#keys?.apply(text) ?? text,
      find: () => find.open(),
    });
    this.#use(this.#settings);
    return this.#screen;
  }

  #request(session: string | undefined): OpenRequest {
    const command: unknown = JSON.parse(this.getAttribute("command") || "[]");
    if (!Array.isArray(command) || !command.every((part) => typeof part === "string")) {
      throw new TypeError("command attribute is not a JSON array of strings");
    }
    return {
      environment: this.getAttribute("environment") ?? "",
      container: this.getAttribute("container") ?? "",
      command,
      user: this.getAttribute("user") ?? "",
      line: this.getAttribute("line") ?? undefined,
      session,
    };
  }

  #use(settings: TerminalSettings): void {
    this.#settings = settings;
    saveSettings(localStorage, settings);
    this.dataset["theme"] = settings.theme;
    this.#toolbar?.show(settings.theme);
    this.#screen?.use(settings);
  }

  async #copy(): Promise<void> {
    const selection = this.#screen?.selection;
    if (selection) await copyText(selection);
    this.focus();
  }

  /** Over plain HTTP browsers give nobody the clipboard; Ctrl+V works there, too. */
  async #paste(): Promise<void> {
    this.focus();
    if (navigator.clipboard) this.#screen?.paste(await navigator.clipboard.readText());
  }

  async #fullScreen(): Promise<void> {
    if (document.fullscreenElement === this) await document.exitFullscreen();
    else await this.requestFullscreen();
    this.focus();
  }

  #leave(): void {
    clearTimeout(this.#returning);
    this.#returning = undefined;
    this.#session?.close();
    this.#session = undefined;
    this.#sessionId = "";
  }
}
