import { CreditAcker } from "../wire/credit-acker";
import { hubErrorText, type Hub } from "../wire/hub";
import { decodeFrame } from "./frames";
import { chunks } from "./input-chunks";

/** What to open. */
export interface OpenRequest {
  environment: string;
  container: string;
  /** Empty: the server finds a shell. */
  command: string[];
  /** Empty: the image's own. */
  user: string;
}

/** What a session tells its view. After `ended` nothing follows. */
export interface TerminalSessionEvents {
  /** @param done to be called when the emulator has taken the bytes in */
  output(bytes: Uint8Array, done: () => void): void;
  opened(sessionId: string): void;
  ended(end: TerminalEnd): void;
}

/** Why a session is over. */
export type TerminalEnd =
  | { why: "exited"; code: number }
  | { why: "error"; message: string }
  | { why: "lost"; message: string };

/** ms without another change of size before the server is told. */
const RESIZE_AFTER = 80;

/** One exec over one connection, from open to its end. */
export class TerminalSession {
  #open = false;
  #ended = false;
  #size = "";
  #resizing: ReturnType<typeof setTimeout> | undefined;
  /** Keys typed before the session was there. */
  #early: Uint8Array[] = [];
  /** Output only, without the kind byte, as the server counts. A message for every 5 KB keeps its window open. */
  readonly #acker = new CreditAcker((bytes) => this.#send("Ack", bytes), { threshold: 5 * 1024, idle: 50 });

  constructor(private readonly hub: Hub, private readonly events: TerminalSessionEvents) {}

  /** Connects and opens, with a screen of this many cells. */
  async start(request: OpenRequest, columns: number, rows: number): Promise<void> {
    this.hub.onclose((error) => this.#end({ why: "lost", message: error?.message ?? "" }));
    try {
      await this.hub.start();
    } catch (error) {
      this.#end({ why: "lost", message: hubErrorText(error) });
      return;
    }
    if (this.#ended) {
      await this.hub.stop();
      return;
    }
    this.#size = `${columns}x${rows}`;
    const { environment, container, command, user } = request;
    this.hub.stream<Uint8Array>("Open", environment, container, command, user, columns, rows).subscribe({
      next: (frame) => this.#take(frame),
      error: (error: unknown) => this.#streamFailed(hubErrorText(error)),
      complete: () => this.#end({ why: "lost", message: "" }),
    });
  }

  /** Sends keys or a paste, in order. */
  input(bytes: Uint8Array): void {
    if (this.#ended) return;
    if (!this.#open) this.#early.push(bytes);
    else for (const piece of chunks(bytes)) this.#send("Input", piece);
  }

  /** The screen has another size. A window being dragged changes it many times a second. */
  resize(columns: number, rows: number): void {
    clearTimeout(this.#resizing);
    this.#resizing = setTimeout(() => {
      const size = `${columns}x${rows}`;
      if (this.#ended || size === this.#size) return;
      this.#size = size;
      this.#send("Resize", columns, rows);
    }, RESIZE_AFTER);
  }

  /** Ends it without a word: the view is gone. */
  close(): void {
    this.#ended = true;
    this.#release();
  }

  #take(frame: Uint8Array): void {
    if (this.#ended) return;
    const read = decodeFrame(frame);
    if (read.kind === "output") {
      this.events.output(read.bytes, () => this.#acker.add(read.bytes.byteLength));
      return;
    }
    if (read.kind === "opened") this.#opened(read.sessionId);
    else if (read.kind === "exited") this.#end({ why: "exited", code: read.code });
    else this.#end({ why: "error", message: read.message });
  }

  #opened(sessionId: string): void {
    this.#open = true;
    this.events.opened(sessionId);
    for (const bytes of this.#early.splice(0)) this.input(bytes);
  }

  /** SignalR fails the streams of a connection just before it reports the connection itself. */
  #streamFailed(message: string): void {
    queueMicrotask(() => this.#end({ why: "error", message }));
  }

  #end(end: TerminalEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#release();
    this.events.ended(end);
  }

  #release(): void {
    clearTimeout(this.#resizing);
    this.#acker.reset();
    void this.hub.stop();
  }

  #send(method: string, ...values: unknown[]): void {
    if (this.#ended) return;
    // A connection that breaks is reported by onclose; the keys typed into it are gone either way.
    this.hub.send(method, ...values).catch((error: unknown) => console.debug(`${method} not sent`, error));
  }
}
