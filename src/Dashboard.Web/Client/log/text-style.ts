import { paletteColour, rgbColour } from "./ansi-palette";

/** How a piece of text looks. Immutable: spans share it. */
export interface TextStyle {
  /** CSS colour. */
  readonly colour?: string | undefined;
  /** CSS colour. */
  readonly background?: string | undefined;
  readonly bold?: boolean;
  readonly faint?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  readonly strike?: boolean;
}

/** No attributes at all. */
export const plain: TextStyle = {};

/** Applies the parameters of one SGR sequence (`ESC [ … m`), for example "1;38;5;196" or "38:2::255:0:0". */
export function applySgr(style: TextStyle, parameters: string): TextStyle {
  const codes = parameters.split(";");
  let next = style;
  for (let i = 0; i < codes.length; i++) {
    const parts = codes[i]!.split(":").map(Number);
    const code = parts[0]!;
    if (code === 38 || code === 48) {
      const colon = parts.length > 1;
      const rest = colon ? parts.slice(1) : codes.slice(i + 1).map(Number);
      const { colour, used } = extendedColour(rest, colon);
      if (!colon) i += used;
      if (colour) next = code === 38 ? { ...next, colour } : { ...next, background: colour };
    } else {
      next = applyCode(next, code, parts[1]);
    }
  }
  return next;
}

/** `5;n` or `2;r;g;b`; with colons also `2:space:r:g:b`. */
function extendedColour(rest: number[], colon: boolean): { colour: string | undefined; used: number } {
  if (rest[0] === 5) return { colour: paletteColour(rest[1] ?? NaN), used: 2 };
  if (rest[0] !== 2) return { colour: undefined, used: rest.length };
  const from = colon && rest.length > 4 ? 2 : 1;
  return { colour: rgbColour(rest[from] ?? NaN, rest[from + 1] ?? NaN, rest[from + 2] ?? NaN), used: 4 };
}

function applyCode(style: TextStyle, code: number, detail: number | undefined): TextStyle {
  if (code >= 30 && code <= 37) return { ...style, colour: paletteColour(code - 30) };
  if (code >= 40 && code <= 47) return { ...style, background: paletteColour(code - 40) };
  if (code >= 90 && code <= 97) return { ...style, colour: paletteColour(code - 82) };
  if (code >= 100 && code <= 107) return { ...style, background: paletteColour(code - 92) };
  switch (code) {
    case 0: return plain;
    case 1: return { ...style, bold: true };
    case 2: return { ...style, faint: true };
    case 3: return { ...style, italic: true };
    case 4: return { ...style, underline: detail !== 0 };
    case 7: return { ...style, inverse: true };
    case 9: return { ...style, strike: true };
    case 21: return { ...style, underline: true };
    case 22: return { ...style, bold: false, faint: false };
    case 23: return { ...style, italic: false };
    case 24: return { ...style, underline: false };
    case 27: return { ...style, inverse: false };
    case 29: return { ...style, strike: false };
    case 39: return { ...style, colour: undefined };
    case 49: return { ...style, background: undefined };
    default: return style;
  }
}
