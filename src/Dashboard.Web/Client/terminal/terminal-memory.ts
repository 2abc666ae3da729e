/** Which sessions this browser tab had, so that a refresh comes back to them. A duplicated tab gets a copy: both look at the same one then. */
export class TerminalMemory {
  readonly #key: string;

  /** @param place what tells terminals of this tab apart, for example environment and container */
  constructor(...place: string[]) {
    this.#key = `terminal:${place.join("/")}`;
  }

  /** The session that was here, or undefined. */
  get session(): string | undefined {
    return this.#storage()?.getItem(this.#key) ?? undefined;
  }

  set session(id: string | undefined) {
    if (id) this.#storage()?.setItem(this.#key, id);
    else this.#storage()?.removeItem(this.#key);
  }

  /** Browsers may forbid storage; then a refresh opens a new session. */
  #storage(): Storage | undefined {
    try {
      return globalThis.sessionStorage;
    } catch {
      return undefined;
    }
  }
}
