/** Lines typed before, newest first, walked through with the arrows as a shell does. */
export class LineHistory {
  #lines: string[] = [];
  #at = -1;
  #draft = "";

  /** Takes what the server knows; lines of this page come before. */
  load(lines: string[]): void {
    this.#lines = [...new Set([...this.#lines, ...lines])];
  }

  /** A line was sent. */
  add(line: string): void {
    this.#lines = [line, ...this.#lines.filter((l) => l !== line)];
    this.leave();
  }

  /** The line before the one shown; undefined at the oldest. The text that was being typed waits at the end. */
  older(typed: string): string | undefined {
    if (this.#at + 1 >= this.#lines.length) return undefined;
    if (this.#at < 0) this.#draft = typed;
    this.#at++;
    return this.#lines[this.#at];
  }

  /** The line after the one shown; undefined when none was walked to. */
  newer(): string | undefined {
    if (this.#at < 0) return undefined;
    this.#at--;
    return this.#at < 0 ? this.#draft : this.#lines[this.#at];
  }

  /** Something else was typed: walking begins anew. */
  leave(): void {
    this.#at = -1;
    this.#draft = "";
  }
}
