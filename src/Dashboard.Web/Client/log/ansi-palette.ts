/** Steps of one channel of the 6×6×6 cube at 16-231. */
const cube = [0, 95, 135, 175, 215, 255];

/**
 * A CSS colour for one of xterm's 256 colours. The first 16 are the theme's (`--log-ansi-0` … `-15`):
 * programs mean them as "the terminal's red", not as a certain red.
 */
export function paletteColour(index: number): string | undefined {
  if (!Number.isInteger(index) || index < 0 || index > 255) return undefined;
  if (index < 16) return `var(--log-ansi-${index})`;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return rgbColour(grey, grey, grey);
  }
  const step = index - 16;
  return rgbColour(cube[Math.floor(step / 36)]!, cube[Math.floor(step / 6) % 6]!, cube[step % 6]!);
}

/** A CSS colour from three channels, or undefined if one is not in 0-255. */
export function rgbColour(red: number, green: number, blue: number): string | undefined {
  const channels = [red, green, blue];
  return channels.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)
    ? `rgb(${channels.join(" ")})`
    : undefined;
}
