import { fill } from "../wire/labels";
import type { Sharing, TerminalState } from "./frames";
import type { TerminalLabels } from "./terminal-labels";

/** Who else is in a terminal, whose it is, and what its owner lets others do. */
export class TerminalPeople {
  /** Goes into the toolbar. */
  readonly element = document.createElement("span");
  readonly #share = document.createElement("select");
  readonly #owner = document.createElement("span");
  readonly #here = document.createElement("span");
  #state: TerminalState | undefined;

  /** @param shared asks for another sharing; rejects where it is refused */
  constructor(private readonly labels: TerminalLabels, private readonly shared: (sharing: Sharing) => Promise<void>) {
    this.element.className = "terminal-people";
    this.#share.title = labels.share;
    this.#share.setAttribute("aria-label", labels.share);
    this.#share.append(option("nobody", labels.shareNobody), option("watch", labels.shareWatch), option("type", labels.shareType));
    this.#share.addEventListener("change", () => void this.#changed());
    this.#owner.className = "terminal-owner";
    this.#here.className = "terminal-here";
    this.#here.setAttribute("role", "status");
    this.element.append(this.#share, this.#owner, this.#here);
    this.about(undefined);
  }

  /** Shows it; undefined is one's own terminal, for oneself alone. */
  about(state: TerminalState | undefined): void {
    this.#state = state;
    const isOwner = state?.isOwner ?? true;
    // Whoever owns it knows that they are there.
    const others = state?.people.filter((person) => !isOwner || !person.isOwner) ?? [];
    this.#share.hidden = !isOwner;
    this.#share.value = state?.sharing ?? "nobody";
    this.#share.dataset["sharing"] = this.#share.value;
    this.#owner.hidden = isOwner;
    this.#owner.textContent = state && !isOwner ? fill(state.mayType ? this.labels.typesIn : this.labels.watches, state.owner) : "";
    const names = others.map((person) => person.mayType ? `${person.name} ⌨` : person.name);
    this.#here.hidden = names.length === 0;
    this.#here.textContent = names.join(", ");
    this.#here.title = fill(this.labels.here, others.map((person) => person.name).join(", "));
  }

  async #changed(): Promise<void> {
    try {
      await this.shared(this.#share.value as Sharing);
    } catch (error) {
      this.about(this.#state);
      this.#share.title = error instanceof Error ? error.message : String(error);
    }
  }
}

function option(value: Sharing, text: string): HTMLOptionElement {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = text;
  return element;
}
