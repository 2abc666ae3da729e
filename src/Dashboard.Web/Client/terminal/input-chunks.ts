/** Bytes of one `Input` message. The hub refuses messages over 32 KB, and a paste may be megabytes. */
export const INPUT_CHUNK = 16 * 1024;

/** Typed or pasted text as the bytes a program reads. */
export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What xterm gives as "binary" (old mouse reports): one byte per character, not UTF-8. */
export function encodeBinary(data: string): Uint8Array {
  return Uint8Array.from(data, (character) => character.charCodeAt(0) & 0xff);
}

/** Cuts into pieces of at most `size` bytes, in order. A character may be cut: the reader joins bytes. */
export function* chunks(bytes: Uint8Array, size = INPUT_CHUNK): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
