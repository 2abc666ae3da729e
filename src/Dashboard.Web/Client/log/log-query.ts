/** What to search for in a log. Mirrors the hub's argument. */
export interface LogQuery {
  text: string;
  /** Whether the text is a regular expression of .NET's non-backtracking engine. */
  regex: boolean;
  caseSensitive: boolean;
  /** "" is both. */
  stream: "" | "stdout" | "stderr";
  /** Levels wanted; none is all. */
  levels: string[];
}

/** Matches beyond these are not asked for: nobody goes through more one by one. */
export const MATCH_LIMIT = 5000;

/**
 * What finds the matches again in the rows shown, or undefined: nothing is searched for, or an expression
 * that only the server understands.
 */
export function patternOf(query: LogQuery): RegExp | undefined {
  if (!query.text) return undefined;
  try {
    const source = query.regex ? query.text : query.text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
    return new RegExp(source, query.caseSensitive ? "g" : "gi");
  } catch (error) {
    console.debug("not a regular expression here", error);
    return undefined;
  }
}
