import type { TerminalFind } from "../terminal/terminal-find";
import { terminalLabels } from "../terminal/terminal-labels";
import type { TerminalScreen } from "../terminal/terminal-screen";
import { loadSettings } from "../terminal/terminal-settings";
import { fill, readLabels } from "../wire/labels";
import { CastStage } from "./cast-stage";
import { fetchCast } from "./cast-source";
import type { Cast } from "./cast";
import { CastText, type Match } from "./cast-text";
import { PlayClock } from "./play-clock";
import { PlayerBar, speeds } from "./player-bar";
import { recordingLabels, type RecordingLabels } from "./recording-labels";

/** ms that an arrow key moves. */
const STEP = 5000;

/**
 * `<recording-player src download going labels>`: plays what a terminal showed. `src` is the address of an asciicast v3, `download` that of the
 * same as a file, `going` whether the session goes on. Another `src` plays another. In the light DOM, since xterm's style sheet is the page's.
 */
export class RecordingPlayer extends HTMLElement {
  static readonly observedAttributes = ["src"];

  #labels: RecordingLabels = recordingLabels;
  #loading: AbortController | undefined;
  #screen: TerminalScreen | undefined;
  #find: TerminalFind | undefined;
  #cast: Cast | undefined;
  #clock: PlayClock | undefined;
  #stage: CastStage | undefined;
  #text: CastText | undefined;
  #bar: PlayerBar | undefined;
  #matches: Match[] | undefined;
  #chosen = -1;
  #query = "";
  #frame = 0;
  readonly #strip = document.createElement("div");

  /** ms since the beginning. */
  get position(): number {
    return this.#clock?.position() ?? 0;
  }

  /** ms of the whole; 0 while it is loaded. */
  get length(): number {
    return this.#cast?.length ?? 0;
  }

  /** Screen and scrollback as text. */
  text(): string {
    return this.#screen?.text() ?? "";
  }

  /** The screen row by row, and where the cursor is. */
  screen(): { rows: string[]; x: number; y: number } {
    return this.#screen?.screen() ?? { rows: [], x: 0, y: 0 };
  }

  /** Whether the screen shows what it should at this position. */
  get isSettled(): boolean {
    return this.#stage !== undefined && !this.#stage.isBehind;
  }

  /** Plays, or stands still. */
  toggle(): void {
    if (this.#clock?.isPlaying) this.#clock.pause();
    else this.#clock?.play();
    this.#show();
  }

  /** Shows another moment, in ms. */
  seek(position: number): void {
    this.#clock?.seek(position);
    this.#show();
  }

  connectedCallback(): void {
    this.tabIndex = 0;
    this.addEventListener("keydown", this.#key);
    if (!this.#loading) this.#load();
  }

  disconnectedCallback(): void {
    // Moving an element disconnects and connects it in one task.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.removeEventListener("keydown", this.#key);
      this.#leave();
    });
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now && this.isConnected) this.#load();
  }

  #load(): void {
    this.#leave();
    const src = this.getAttribute("src");
    if (!src) return;
    this.#labels = readLabels(recordingLabels, this.getAttribute("labels"));
    const loading = this.#loading = new AbortController();
    this.#say(this.#labels.loading);
    this.replaceChildren(this.#strip);
    this.#open(src, loading.signal).catch((error: unknown) => {
      if (loading.signal.aborted) return;
      this.#say(fill(this.#labels.failed, error instanceof Error ? error.message : String(error)), "failed");
      this.replaceChildren(this.#strip);
    });
  }

  async #open(src: string, signal: AbortSignal): Promise<void> {
    const [{ cast, isCut }, { TerminalScreen }, { TerminalFind }, { TerminalLinks }] = await Promise.all([
      fetchCast(src, signal), import("../terminal/terminal-screen"), import("../terminal/terminal-find"), import("../terminal/terminal-links")]);
    if (signal.aborted) return;
    const links = new TerminalLinks((address) => fill(this.#labels.opens, address));
    const bar = this.#bar = this.#makeBar();
    const host = this.#build(bar, links.element);
    const settings = loadSettings(localStorage);
    this.dataset["theme"] = settings.theme;
    const find = this.#find = new TerminalFind(terminalLabels, () => this.focus());
    const screen = this.#screen = new TerminalScreen(host, settings, links, find, {
      input: () => undefined, resized: () => undefined, typed: (text) => text, find: () => bar.openFind(),
    });
    screen.setReadOnly(true);
    this.#cast = cast;
    this.#stage = new CastStage(cast, screen);
    this.#clock = new PlayClock(cast.length, cast.events.map((event) => event.at), () => performance.now());
    bar.length = cast.length;
    this.#say(isCut ? this.#labels.cut : this.hasAttribute("going") ? this.#labels.going : "");
    this.#show();
    this.focus({ preventScroll: true });
    this.dispatchEvent(new CustomEvent("recording-opened", { bubbles: true }));
  }

  #build(bar: PlayerBar, links: HTMLElement): HTMLElement {
    const host = document.createElement("div");
    host.className = "terminal-screen";
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", this.#labels.recording);
    const stage = document.createElement("div");
    stage.className = "terminal-stage";
    stage.append(host, links);
    const frame = document.createElement("div");
    frame.className = "terminal-frame";
    frame.append(stage, this.#strip, bar.element);
    this.replaceChildren(frame);
    return host;
  }

  #makeBar(): PlayerBar {
    return new PlayerBar(this.#labels, {
      toggle: () => this.toggle(),
      seek: (position) => this.seek(position),
      speed: (speed) => this.#use(speed),
      skipSilence: (skips) => {
        if (this.#clock) this.#clock.skipsSilence = skips;
      },
      find: (query) => this.#search(query),
      jump: (step) => this.#jump(step),
      fullScreen: () => void this.#fullScreen(),
    }, this.getAttribute("download"));
  }

  /** Shows where it is, and goes on doing so while it plays. */
  #show(): void {
    cancelAnimationFrame(this.#frame);
    if (!this.#clock || !this.#stage) return;
    const position = this.#clock.position();
    this.#bar?.show(position, this.#clock.isPlaying);
    void this.#stage.show(position);
    if (this.#clock.isPlaying) this.#frame = requestAnimationFrame(() => this.#show());
  }

  #use(speed: number): void {
    if (!this.#clock) return;
    this.#clock.speed = speed;
    this.#bar?.showSpeed(speed);
  }

  #faster(step: 1 | -1): void {
    const at = (speeds as readonly number[]).indexOf(this.#clock?.speed ?? 1);
    this.#use(speeds[Math.min(Math.max(at + step, 0), speeds.length - 1)]!);
  }

  #search(query: string): void {
    if (!this.#cast) return;
    this.#text ??= new CastText(this.#cast.events);
    this.#query = query;
    this.#matches = query ? this.#text.find(query) : undefined;
    this.#chosen = -1;
    if (!query) this.#find?.mark("");
    this.#bar?.showMatches(this.#matches, -1);
  }

  /** To the next match after where it is, or the one before; then from match to match, round the ends. */
  #jump(step: 1 | -1): void {
    const matches = this.#matches;
    if (!matches?.length || !this.#clock || !this.#stage) return;
    const position = this.#clock.position();
    if (this.#chosen >= 0) this.#chosen = (this.#chosen + step + matches.length) % matches.length;
    else if (step > 0) this.#chosen = Math.max(matches.findIndex((match) => match.at >= position), 0);
    else this.#chosen = Math.max(matches.findLastIndex((match) => match.at <= position), 0);
    this.#clock.pause();
    this.#bar?.showMatches(matches, this.#chosen);
    this.seek(matches[this.#chosen]!.at);
    const [query, stage] = [this.#query, this.#stage];
    void stage.show(matches[this.#chosen]!.at).then(() => {
      if (query === this.#query) this.#find?.mark(query);
    });
  }

  async #fullScreen(): Promise<void> {
    if (document.fullscreenElement === this) await document.exitFullscreen();
    else await this.requestFullscreen();
  }

  #say(text: string, state = ""): void {
    this.#strip.className = "terminal-strip";
    this.#strip.setAttribute("role", "status");
    this.#strip.dataset["state"] = state;
    this.#strip.hidden = !text;
    const words = document.createElement("span");
    words.textContent = text;
    this.#strip.replaceChildren(words);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const [target, isRange] = [event.target as HTMLElement, (event.target as HTMLInputElement).type === "range"];
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && this.#bar?.isTyping) this.focus();
    else if (this.#bar?.isTyping || target.tagName === "SELECT" || (event.key === " " && (target.tagName === "BUTTON" || (target.tagName === "INPUT" && !isRange)))) return;
    else if (!this.#press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #press(key: string): boolean {
    switch (key) {
      case " ": case "k": this.toggle(); return true;
      case "ArrowLeft": this.seek(this.position - STEP); return true;
      case "ArrowRight": this.seek(this.position + STEP); return true;
      case "Home": this.seek(0); return true;
      case "End": this.seek(this.length); return true;
      case "<": this.#faster(-1); return true;
      case ">": this.#faster(1); return true;
      case "/": this.#bar?.openFind(); return true;
      case "n": this.#jump(1); return true;
      case "N": this.#jump(-1); return true;
      case "f": void this.#fullScreen(); return true;
      default: return false;
    }
  }

  #leave(): void {
    cancelAnimationFrame(this.#frame);
    this.#loading?.abort();
    this.#screen?.dispose();
    this.#loading = this.#screen = this.#find = this.#cast = this.#clock = this.#stage = this.#text = this.#bar = this.#matches = undefined;
    this.#chosen = -1;
  }
}
