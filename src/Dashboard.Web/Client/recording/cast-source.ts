import { CastReader, type Cast } from "./cast";

/** Characters of a recording that are played at most; more would take too much of a browser's memory. */
export const MOST_TEXT = 128 * 1024 * 1024;

/** A recording that was fetched. */
export interface FetchedCast {
  cast: Cast;
  /** Whether there is more than is played. */
  isCut: boolean;
}

/** Fetches a recording and reads it as it comes. Throws the server's own words where it refuses. */
export async function fetchCast(src: string, signal: AbortSignal): Promise<FetchedCast> {
  const answer = await fetch(src, { signal, headers: { Accept: "application/x-asciicast" } });
  if (!answer.ok || !answer.body) throw new Error(await refusal(answer));
  const reader = new CastReader();
  const [pieces, decoder] = [answer.body.getReader(), new TextDecoder()];
  let length = 0;
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    const text = decoder.decode(piece.value, { stream: true });
    reader.take(text);
    length += text.length;
    if (length > MOST_TEXT) {
      await pieces.cancel();
      break;
    }
  }
  if (!reader.cast) throw new Error("it is empty");
  return { cast: reader.cast, isCut: length > MOST_TEXT };
}

async function refusal(answer: Response): Promise<string> {
  try {
    const problem = await answer.json() as { detail?: unknown };
    if (typeof problem.detail === "string") return problem.detail;
  } catch (error) {
    console.debug("a refusal without words", error);
  }
  return `${answer.status} ${answer.statusText}`;
}
