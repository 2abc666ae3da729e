import { FitAddon } from "@xterm/addon-fit";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/xterm";
import { encodeBinary, encodeText } from "./input-chunks";
import { ignoreSequences } from "./ignored-sequences";
import type { TerminalFind } from "./terminal-find";
import type { TerminalLinks } from "./terminal-links";
import { TerminalRenderer } from "./terminal-renderer";
import type { TerminalSettings } from "./terminal-settings";
import { terminalFont, themes } from "./terminal-theme";

/** Lines kept above the screen. */
const SCROLLBACK = 10_000;

/** Letters of a size that is not the element's are no smaller, in px; then it scrolls. */
const SMALLEST = 6;

/** Ends what a program may have left on: mouse reports, bracketed paste, other modes, a hidden cursor. */
const LEAVE_MODES = "\x1b[?1000;1002;1003;1006;2004l\x1b[!p\x1b[?25h\x1b[0m";

/** What a screen tells its view. */
export interface ScreenEvents {
  /** Bytes of keys and pastes. */
  input(bytes: Uint8Array): void;
  /** The element has another size now, in cells. */
  resized(columns: number, rows: number): void;
  /** Changes typed text, for a Ctrl that is held on the screen. */
  typed(text: string): string;
  /** Ctrl+Shift+F. */
  find(): void;
}

/** The emulator in its element. Loaded on demand: xterm is the largest thing the client has. */
export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #renderer: TerminalRenderer;
  readonly #resizes = new ResizeObserver(() => this.fit());
  /** Set while somebody else decides the size. */
  #isFollowing = false;
  /** Set where the size is that of a recording: letters give way instead. */
  #isHeld = false;
  #fontSize: number;

  /** @param host empty, and nobody else's */
  constructor(
    private readonly host: HTMLElement, settings: TerminalSettings, links: TerminalLinks, find: TerminalFind, private readonly events: ScreenEvents) {
    this.#fontSize = settings.fontSize;
    this.#terminal = new Terminal({
      // The Unicode tables and the marks of a search are such.
      allowProposedApi: true,
      fontFamily: terminalFont,
      lineHeight: 1.15,
      scrollback: SCROLLBACK,
      cursorBlink: true,
      linkHandler: links.handler,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = "11";
    ignoreSequences(this.#terminal);
    links.attach(this.#terminal);
    find.attach(this.#terminal);
    this.#terminal.onData((text) => events.input(encodeText(events.typed(text))));
    this.#terminal.onBinary((data) => events.input(encodeBinary(data)));
    this.#terminal.attachCustomKeyEventHandler((event) => !this.#isOurKey(event));
    this.use(settings);
    this.#terminal.open(host);
    this.#renderer = new TerminalRenderer(this.#terminal, host);
    this.fit();
    this.#resizes.observe(host);
  }

  /** Cells across. */
  get columns(): number {
    return this.#terminal.cols;
  }

  /** Cells down. */
  get rows(): number {
    return this.#terminal.rows;
  }

  /** Whether the program wants the arrows in their other spelling. */
  get isApplication(): boolean {
    return this.#terminal.modes.applicationCursorKeysMode;
  }

  /** Takes letters and colours. */
  use(settings: TerminalSettings): void {
    this.#fontSize = settings.fontSize;
    this.#terminal.options.fontSize = settings.fontSize;
    this.#terminal.options.theme = themes[settings.theme];
    if (this.#terminal.element) this.fit();
  }

  /** Makes the screen as large as its element. An element that is not shown keeps its last size. */
  fit(): void {
    if (this.host.clientWidth === 0 || this.host.clientHeight === 0) return;
    if (this.#isHeld) {
      this.#shrink();
      return;
    }
    const { cols, rows } = this.#terminal;
    this.#isFollowing = false;
    this.#fit.fit();
    if (cols !== this.#terminal.cols || rows !== this.#terminal.rows) this.events.resized(this.#terminal.cols, this.#terminal.rows);
  }

  /** Keeps this size whatever the element's is: letters become smaller where it would not fit. */
  hold(columns: number, rows: number): void {
    this.#isHeld = true;
    this.host.style.overflow = "auto";
    this.#terminal.resize(columns, rows);
    this.#shrink();
  }

  /** Has the element's size again. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.host.style.overflow = "";
    this.#terminal.options.fontSize = this.#fontSize;
  }

  /** Whether nobody types here. */
  setReadOnly(isReadOnly: boolean): void {
    this.#terminal.options.disableStdin = isReadOnly;
    this.#terminal.options.cursorBlink = !isReadOnly;
  }

  /** Takes a size that another browser gave the terminal. */
  follow(columns: number, rows: number): void {
    this.#isFollowing = true;
    this.#terminal.resize(columns, rows);
  }

  /** Whoever comes back to it has it in their size. */
  takeBack(): void {
    if (this.#isFollowing) this.fit();
  }

  /** @param done once the emulator has taken the bytes in */
  write(bytes: Uint8Array | string, done: () => void): void {
    this.#terminal.write(bytes, done);
  }

  /** A line of ours, dim, after whatever the program left. It stays in the scrollback. */
  note(text: string): void {
    const printable = text.replace(/[\x00-\x1f\x7f-\x9f]/g, " ");
    // After all output before it. On the normal screen, ?1049l would move the cursor to a stale place.
    this.#terminal.write("", () => {
      const leaveScreen = this.#terminal.buffer.active.type === "alternate" ? "\x1b[?1049l" : "";
      this.#terminal.write(`${leaveScreen}${LEAVE_MODES}\r\n\x1b[2m── ${printable}\x1b[0m\r\n`);
    });
  }

  /** Begins with an empty screen. */
  clear(): void {
    this.#terminal.reset();
  }

  /** Puts the keyboard here. */
  focus(): void {
    this.#terminal.focus();
  }

  /** Types text as a paste, in brackets where the program wants them. */
  paste(text: string): void {
    this.#terminal.paste(text);
  }

  /** What is selected, "" for nothing. */
  get selection(): string {
    return this.#terminal.getSelection();
  }

  /** Screen and scrollback as text, lines without trailing blanks. */
  text(): string {
    const buffer = this.#terminal.buffer.active;
    const lines: string[] = [];
    for (let row = 0; row < buffer.length; row++) {
      const line = buffer.getLine(row);
      const text = line?.translateToString(true) ?? "";
      if (line?.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
      else lines.push(text);
    }
    return lines.join("\n").trimEnd();
  }

  /** The screen alone, row by row, and where the cursor is. */
  screen(): { rows: string[]; x: number; y: number } {
    const buffer = this.#terminal.buffer.active;
    const rows = Array.from({ length: this.rows }, (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? "");
    return { rows, x: buffer.cursorX, y: buffer.cursorY };
  }

  /** Takes all of it out of the page. */
  dispose(): void {
    this.#resizes.disconnect();
    this.#renderer.dispose();
    this.#terminal.dispose();
  }

  /** As large as chosen, or as fits. */
  #shrink(): void {
    this.#terminal.options.fontSize = this.#fontSize;
    const screen = this.#terminal.element?.querySelector<HTMLElement>(".xterm-screen");
    if (!screen || screen.clientWidth === 0 || screen.clientHeight === 0) return;
    const share = Math.min(1, this.host.clientWidth / screen.clientWidth, this.host.clientHeight / screen.clientHeight);
    if (share < 1) this.#terminal.options.fontSize = Math.max(Math.floor(this.#fontSize * share * 4) / 4, SMALLEST);
  }

  /** Ctrl+V pastes, and Ctrl+C copies while text is selected, as everywhere else in a browser; Ctrl+Shift+F searches. */
  #isOurKey(event: KeyboardEvent): boolean {
    if (event.type !== "keydown" || !event.ctrlKey || event.altKey) return false;
    if (event.shiftKey) {
      if (event.code !== "KeyF") return false;
      event.preventDefault();
      this.events.find();
      return true;
    }
    if (event.code === "KeyV") return true;
    if (event.code !== "KeyC" || !this.#terminal.hasSelection()) return false;
    // Copied first, then gone: the next Ctrl+C interrupts again.
    setTimeout(() => this.#terminal.clearSelection());
    return true;
  }
}
