/** Up to three digits, as short as they can be read: 0.03, 7.5, 42, 1,234. */
function short(value: number): string {
  const digits = value < 1 ? 2 : value < 10 ? 1 : 0;
  return value.toLocaleString(document.documentElement.lang || undefined, { maximumFractionDigits: digits });
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${short(value)} ${units[unit]}`;
}

/** Memory as docker writes it: in 1024s. */
export function formatMemory(bytes: number): string {
  return scaled(bytes, 1024, ["B", "KiB", "MiB", "GiB", "TiB"]);
}

/** Network and disk as docker writes them: in thousands. */
export function formatRate(bytesPerSecond: number): string {
  return `${scaled(bytesPerSecond, 1000, ["B", "kB", "MB", "GB"])}/s`;
}

export function formatPercent(value: number): string {
  return `${value.toLocaleString(document.documentElement.lang || undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}%`;
}

export function formatCount(value: number): string {
  return short(value);
}
