import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import { encodeBinary, encodeText } from "./input-chunks";
import { ignoreSequences } from "./ignored-sequences";
import { readTheme, terminalFont } from "./terminal-theme";

/** Lines kept above the screen. */
const SCROLLBACK = 10_000;

/** Ends what a program may have left on: mouse reports, bracketed paste, other modes, a hidden cursor. */
const LEAVE_MODES = "\x1b[?1000;1002;1003;1006;2004l\x1b[!p\x1b[?25h\x1b[0m";

/** The emulator in its element. Loaded on demand: xterm is the largest thing the client has. */
export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #resizes = new ResizeObserver(() => this.fit());

  /**
   * @param host empty, and nobody else's
   * @param input gets the bytes of keys and pastes
   * @param resized the screen has another size, in cells
   */
  constructor(
    private readonly host: HTMLElement,
    input: (bytes: Uint8Array) => void,
    resized: (columns: number, rows: number) => void) {
    this.#terminal = new Terminal({
      fontFamily: terminalFont,
      fontSize: 13,
      lineHeight: 1.15,
      scrollback: SCROLLBACK,
      cursorBlink: true,
      theme: readTheme(host),
    });
    this.#terminal.loadAddon(this.#fit);
    ignoreSequences(this.#terminal);
    this.#terminal.onData((text) => input(encodeText(text)));
    this.#terminal.onBinary((data) => input(encodeBinary(data)));
    this.#terminal.onResize(({ cols, rows }) => resized(cols, rows));
    this.#terminal.attachCustomKeyEventHandler((event) => !this.#isBrowserKey(event));
    this.#terminal.open(host);
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

  /** Makes the screen as large as its element. An element that is not shown keeps its last size. */
  fit(): void {
    if (this.host.clientWidth > 0 && this.host.clientHeight > 0) this.#fit.fit();
  }

  /** @param done once the emulator has taken the bytes in */
  write(bytes: Uint8Array, done: () => void): void {
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

  /** Puts the keyboard here. */
  focus(): void {
    this.#terminal.focus();
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

  /** Takes all of it out of the page. */
  dispose(): void {
    this.#resizes.disconnect();
    this.#terminal.dispose();
  }

  /** Ctrl+V pastes, and Ctrl+C copies while text is selected, as everywhere else in a browser. */
  #isBrowserKey(event: KeyboardEvent): boolean {
    if (event.type !== "keydown" || !event.ctrlKey || event.altKey || event.shiftKey) return false;
    if (event.code === "KeyV") return true;
    if (event.code !== "KeyC" || !this.#terminal.hasSelection()) return false;
    // Copied first, then gone: the next Ctrl+C interrupts again.
    setTimeout(() => this.#terminal.clearSelection());
    return true;
  }
}
