import { icon, type IconName } from "../wire/icon";
import { fill } from "../wire/labels";
import type { Match } from "./cast-text";
import { playTime } from "./play-time";
import type { RecordingLabels } from "./recording-labels";

/** Speeds there are. */
export const speeds = [0.5, 1, 2, 4, 8, 16] as const;

/** Matches that are marked on the bar; more would be a line. */
const MOST_MARKS = 200;

/** What can be asked for in the bar. Positions are ms. */
export interface BarActions {
  toggle(): void;
  seek(position: number): void;
  speed(speed: number): void;
  skipSilence(skips: boolean): void;
  find(query: string): void;
  jump(step: 1 | -1): void;
  fullScreen(): void;
}

/** The bar below the screen. */
export class PlayerBar {
  /** Goes below the screen. */
  readonly element = document.createElement("div");
  readonly #toggle: HTMLButtonElement;
  readonly #position = document.createElement("input");
  readonly #marks = document.createElement("div");
  readonly #time = document.createElement("span");
  readonly #speed = document.createElement("select");
  readonly #silence = document.createElement("input");
  readonly #find = document.createElement("input");
  readonly #count = document.createElement("span");
  #length = 0;

  constructor(private readonly labels: RecordingLabels, actions: BarActions, download: string | null) {
    this.element.className = "player-bar";
    this.element.setAttribute("role", "toolbar");
    this.element.setAttribute("aria-label", labels.recording);
    this.#toggle = button("play", labels.play, () => actions.toggle());
    this.#toggle.dataset["action"] = "toggle";
    this.element.append(
      row("player-main", this.#toggle, this.#seekBar(actions), this.#time),
      row("player-more", this.#speedMenu(actions), this.#silenceBox(actions), this.#findBox(actions),
        button("previous", labels.findPrevious, () => actions.jump(-1)), button("next", labels.findNext, () => actions.jump(1)), this.#count,
        ...(download ? [link(download, labels.download)] : []), button("fullScreen", labels.fullScreen, () => actions.fullScreen())));
  }

  /** ms of the whole. */
  set length(length: number) {
    this.#length = length;
    this.#position.max = String(length);
    // The arrow keys move by this.
    this.#position.step = "1";
  }

  /** Whether somebody types into the search. */
  get isTyping(): boolean {
    return document.activeElement === this.#find;
  }

  /** Puts the keyboard into the search. */
  openFind(): void {
    this.#find.focus();
    this.#find.select();
  }

  /** Shows where it is. */
  show(position: number, isPlaying: boolean): void {
    const time = `${playTime(position)} / ${playTime(this.#length)}`;
    if (this.#time.textContent !== time) {
      this.#time.textContent = time;
      this.#position.setAttribute("aria-valuetext", time);
    }
    this.#position.value = String(Math.round(position));
    this.#position.style.setProperty("--played", `${this.#length > 0 ? position / this.#length * 100 : 0}%`);
    const name = isPlaying ? "pause" : "play";
    if (this.#toggle.dataset["icon"] !== name) dress(this.#toggle, name, this.labels[name]);
  }

  /** Shows how fast it is. */
  showSpeed(speed: number): void {
    this.#speed.value = String(speed);
  }

  /** Shows what was found, and which of it is looked at; undefined for no search. */
  showMatches(matches: readonly Match[] | undefined, chosen: number): void {
    this.#count.textContent = !matches ? "" : matches.length === 0 ? this.labels.findNone
      : chosen < 0 ? fill(this.labels.findCount, matches.length) : `${chosen + 1}/${matches.length}`;
    this.#count.title = matches?.[chosen]?.line ?? "";
    this.#marks.replaceChildren(...(matches ?? []).slice(0, MOST_MARKS).map((match) => {
      const mark = document.createElement("i");
      mark.style.left = `${this.#length > 0 ? match.at / this.#length * 100 : 0}%`;
      return mark;
    }));
  }

  #seekBar(actions: BarActions): HTMLElement {
    this.#position.type = "range";
    this.#position.min = "0";
    this.#position.value = "0";
    this.#position.setAttribute("aria-label", this.labels.position);
    this.#position.addEventListener("input", () => actions.seek(Number(this.#position.value)));
    this.#marks.className = "player-marks";
    const track = document.createElement("div");
    track.className = "player-track";
    track.append(this.#marks, this.#position);
    this.#time.className = "player-time";
    return track;
  }

  #speedMenu(actions: BarActions): HTMLElement {
    this.#speed.title = this.labels.speed;
    this.#speed.setAttribute("aria-label", this.labels.speed);
    this.#speed.append(...speeds.map((speed) => new Option(`${speed}×`, String(speed))));
    this.#speed.value = "1";
    this.#speed.addEventListener("change", () => actions.speed(Number(this.#speed.value)));
    return this.#speed;
  }

  #silenceBox(actions: BarActions): HTMLElement {
    this.#silence.type = "checkbox";
    this.#silence.checked = true;
    this.#silence.addEventListener("change", () => actions.skipSilence(this.#silence.checked));
    const label = document.createElement("label");
    label.append(this.#silence, this.labels.skipSilence);
    return label;
  }

  #findBox(actions: BarActions): HTMLElement {
    this.#find.type = "search";
    this.#find.placeholder = this.labels.find;
    this.#find.setAttribute("aria-label", this.labels.find);
    this.#find.addEventListener("input", () => actions.find(this.#find.value));
    this.#find.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      actions.jump(event.shiftKey ? -1 : 1);
    });
    this.#count.className = "player-count";
    this.#count.setAttribute("role", "status");
    return this.#find;
  }
}

function row(name: string, ...parts: HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  element.append(...parts);
  return element;
}

function dress(element: HTMLElement, name: IconName, label: string): void {
  element.dataset["icon"] = name;
  element.title = label;
  element.setAttribute("aria-label", label);
  element.replaceChildren(icon(name));
}

function button(name: IconName, label: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  dress(element, name, label);
  element.addEventListener("click", pressed);
  return element;
}

function link(address: string, label: string): HTMLAnchorElement {
  const element = document.createElement("a");
  element.href = address;
  element.download = "";
  dress(element, "download", label);
  return element;
}
