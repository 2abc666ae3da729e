import { CreditAcker } from "../wire/credit-acker";
import { hubErrorText, type Hub } from "../wire/hub";
import { decodeFrame, type Sharing, type TerminalState } from "./frames";
import { chunks } from "./input-chunks";

/** What to open. */
export interface OpenRequest {
  environment: string;
  container: string;
  /** Empty: the server finds a shell. */
  command: string[];
  /** Empty: the image's own. */
  user: string;
  /** A docker line to run instead. */
  line?: string | undefined;
  /** A session that is there already: the rest does not matter then. */
  session?: string | undefined;
}

/** What a session tells its view. After `ended` nothing follows. */
export interface TerminalSessionEvents {
  /** @param done to be called when the emulator has taken the bytes in */
  output(bytes: Uint8Array, done: () => void): void;
  opened(sessionId: string): void;
  /** Another browser gave the terminal this size. */
  resized(columns: number, rows: number): void;
  /** Something else is known of it now. */
  about(state: TerminalState): void;
  ended(end: TerminalEnd): void;
}

/** Why a session is over. */
export type TerminalEnd =
  | { why: "exited"; code: number }
  | { why: "error"; message: string }
  /** The dashboard ended it. */
  | { why: "ended"; message: string }
  /** The connection broke; the session may still be there. */
  | { why: "lost"; message: string };

/** ms without another change of size before the server is told. */
const RESIZE_AFTER = 80;

/** One session over one connection, from opening it or coming back to it to its end or to the connection's. */
export class TerminalSession {
  #open = false;
  #ended = false;
  #size = "";
  #resizing: ReturnType<typeof setTimeout> | undefined;
  /** Keys typed before the session was there. */
  #early: Uint8Array[] = [];
  /** Output only, without the kind byte, as the server counts. Few messages: each cuts what the server sends. */
  readonly #acker = new CreditAcker((bytes) => this.#send("Ack", bytes), { threshold: 32 * 1024, idle: 50 });

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
    const { environment, container, command, user, line, session } = request;
    const frames = session
      ? this.hub.stream<Uint8Array>("Attach", session, columns, rows)
      : line ? this.hub.stream<Uint8Array>("OpenLine", environment, line, columns, rows)
      : this.hub.stream<Uint8Array>("Open", environment, container, command, user, columns, rows);
    frames.subscribe({
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

  /** Ends the process. The server tells when it is over. */
  endProcess(): void {
    if (this.#open) this.#send("End");
  }

  /** Lets others look at it, or type. Rejects with the server's words where it refuses. */
  async share(sharing: Sharing): Promise<void> {
    try {
      await this.hub.invoke("Share", sharing);
    } catch (error) {
      throw new Error(hubErrorText(error));
    }
  }

  /** Leaves it without a word: the view is gone. The session waits for a while. */
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
    else if (read.kind === "resized") this.#resized(read.columns, read.rows);
    else if (read.kind === "about") this.events.about(read.state);
    else if (read.kind === "exited") this.#end({ why: "exited", code: read.code });
    else if (read.kind === "ended") this.#end({ why: "ended", message: read.reason });
    else this.#end({ why: "error", message: read.message });
  }

  #opened(sessionId: string): void {
    this.#open = true;
    this.events.opened(sessionId);
    for (const bytes of this.#early.splice(0)) this.input(bytes);
  }

  #resized(columns: number, rows: number): void {
    this.#size = `${columns}x${rows}`;
    this.events.resized(columns, rows);
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
