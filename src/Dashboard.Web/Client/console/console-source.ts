import { hubErrorText, type Hub, type HubFactory } from "../wire/hub";

/** Something that could stand at the caret. */
export interface Suggestion {
  text: string;
  kind: string;
  description: string;
  /** A blank follows it. */
  isWhole: boolean;
}

/** What could stand at the caret; `start` is where the part begins that it takes the place of. */
export interface Suggestions {
  start: number;
  items: Suggestion[];
  total: number;
}

/** As the hub spells it. */
interface WireCompletion {
  Start: number;
  Total: number;
  Items: { Text: string; Kind: string; Description: string; IsWhole: boolean }[];
}

/** Asks the server while somebody types. Connects with the first question, and again after a loss with the next. */
export class ConsoleSource {
  #hub: Promise<Hub> | undefined;

  constructor(private readonly connect: HubFactory) {}

  /** What could stand at the caret. */
  async complete(environment: string, text: string, caret: number): Promise<Suggestions> {
    const answer = await this.#ask<WireCompletion>("Complete", environment, text, caret);
    const items = answer.Items.map((i) => ({ text: i.Text, kind: i.Kind, description: i.Description, isWhole: i.IsWhole }));
    return { start: answer.Start, items, total: answer.Total };
  }

  /** One's own last lines with this text in them, newest first. */
  history(search: string): Promise<string[]> {
    return this.#ask<string[]>("History", search);
  }

  /** Ends the connection. */
  close(): void {
    void this.#hub?.then((hub) => hub.stop()).catch(() => undefined);
    this.#hub = undefined;
  }

  async #ask<T>(method: string, ...values: unknown[]): Promise<T> {
    try {
      const hub = await (this.#hub ??= this.#open());
      return await hub.invoke<T>(method, ...values);
    } catch (error) {
      throw new Error(hubErrorText(error), { cause: error });
    }
  }

  async #open(): Promise<Hub> {
    const hub = this.connect();
    hub.onclose(() => {
      this.#hub = undefined;
    });
    try {
      await hub.start();
      return hub;
    } catch (error) {
      this.#hub = undefined;
      throw error;
    }
  }
}
