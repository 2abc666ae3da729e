/** How grave a line says it is, least first. */
export const levels = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

/** "" where the line does not say. */
export type Level = typeof levels[number] | "";

/** What programs write for the levels, in lower case. */
const names: Record<string, Level> = {
  trace: "trace", trc: "trace", trce: "trace", verbose: "trace", vrb: "trace", finest: "trace", finer: "trace",
  debug: "debug", dbg: "debug", dbug: "debug", fine: "debug",
  info: "info", inf: "info", information: "info", informational: "info", notice: "info", log: "info", config: "info",
  warn: "warn", wrn: "warn", warning: "warn",
  error: "error", err: "error", eror: "error", fail: "error", severe: "error",
  fatal: "fatal", ftl: "fatal", crit: "fatal", critical: "fatal", panic: "fatal", emerg: "fatal", emergency: "fatal", alert: "fatal",
};

/** Of klog. */
const letters: Record<string, Level> = { I: "info", W: "warn", E: "error", F: "fatal" };

const json = /"(?:level|lvl|severity|log\.level|levelname|loglevel|@l)"\s*:\s*(?:"([A-Za-z]+)"|(\d+))/i;
const logfmt = /(?:^|\s)(?:level|lvl|severity)=["']?([A-Za-z]+)/i;
const klog = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ /;
const bracketed = /[[(<|]\s*([A-Za-z]{3,13})\s*[\])>|]/g;
const shouted = /(?:^|[\s[(<|:])([A-Z]{3,13})(?=[\s\])>|:,/-]|$)/g;
const opening = /^\s*([A-Za-z]{3,13})\s*:/;

/** Beginning of a line, in characters, in which its level is looked for. */
export const LEVEL_WITHIN = 1024;

/** In lines of plain text the level stands near the time, not in the message. */
const HEAD = 96;

/** The level of a line without escape sequences. */
export function levelOf(line: string): Level {
  const text = line.slice(0, LEVEL_WITHIN);
  const start = text.trimStart();
  if (start.startsWith("{")) {
    const [, name, number] = json.exec(start) ?? [];
    return name ? named(name) : number ? numbered(Number(number)) : "";
  }
  const letter = klog.exec(start)?.[1];
  if (letter) return letters[letter] ?? "";
  const field = logfmt.exec(text)?.[1];
  if (field && named(field)) return named(field);
  const head = start.slice(0, HEAD);
  const first = opening.exec(head)?.[1];
  return (first ? named(first) : "") || firstNamed(head, bracketed) || firstNamed(head, shouted);
}

function firstNamed(text: string, pattern: RegExp): Level {
  for (const match of text.matchAll(pattern)) {
    const level = named(match[1]!);
    if (level) return level;
  }
  return "";
}

function named(name: string): Level {
  return names[name.toLowerCase()] ?? "";
}

/** pino and bunyan count in tens. */
function numbered(value: number): Level {
  return value < 10 || value > 60 ? "" : levels[Math.floor(value / 10) - 1] ?? "";
}
