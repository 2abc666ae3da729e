const BLOCK = 512;
const encoder = new TextEncoder();

/** What of a file goes into an archive; a browser's File is one. */
export type TarSource = Blob & { readonly name: string; readonly lastModified: number };

/**
 * A tar archive (POSIX.1-2001) of some files, as a Blob of their Blobs: the browser reads them from disk as they are sent, so
 * nothing is kept whole however large they are. Owner is root, mode 0644.
 */
export function tarOf(files: readonly TarSource[]): Blob {
  return archive(files.map((file) => ({ path: nameOf(file), file })), 0o644);
}

/** A file at its place in a folder, with slashes between. */
export interface TreeFile {
  readonly path: string;
  readonly file: Blob & { readonly lastModified: number };
}

/** The same of a whole folder. Browsers don't tell which files are programs, so all may be run, as of folders that Windows sends. */
export function tarOfTree(files: readonly TreeFile[]): Blob {
  return archive(files, 0o755);
}

function archive(files: readonly TreeFile[], mode: number): Blob {
  const parts: BlobPart[] = [];
  for (const { path, file } of files) {
    const name = encoder.encode(path);
    const records = [record("path", path), record("mtime", String(file.lastModified / 1000)), record("size", String(file.size))].join("");
    const pax = encoder.encode(records);
    parts.push(header(encoder.encode("PaxHeaders/file"), pax.length, file.lastModified, "x", mode), pax, padding(pax.length));
    parts.push(header(name.slice(0, 100), file.size, file.lastModified, "0", mode), file, padding(file.size));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return new Blob(parts, { type: "application/x-tar" });
}

/** Only the last part: a file lands in the folder that is shown, whatever it calls itself. */
function nameOf(file: TarSource): string {
  const name = file.name.split("/").at(-1) ?? "";
  return name === "" || name === "." || name === ".." ? "file" : name;
}

/** "27 path=…\n": the number counts itself too. */
function record(key: string, value: string): string {
  const rest = encoder.encode(` ${key}=${value}\n`).length;
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function header(name: Uint8Array, size: number, modified: number, type: string, mode: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK);
  const text = (value: string, at: number): void => block.set(encoder.encode(value), at);
  // Eleven octal digits hold 8 GiB; the pax record says the rest.
  const octal = (value: number, digits: number): string => Math.min(value, 8 ** digits - 1).toString(8).padStart(digits, "0");
  block.set(name, 0);
  text(octal(mode, 7), 100);
  text(octal(0, 7), 108);
  text(octal(0, 7), 116);
  text(octal(size, 11), 124);
  text(octal(Math.max(0, Math.floor(modified / 1000)), 11), 136);
  text("        ", 148);
  text(type, 156);
  text("ustar", 257);
  text("00", 263);
  const sum = block.reduce((total, byte) => total + byte, 0);
  text(`${octal(sum, 6)}\0 `, 148);
  return block;
}

function padding(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}
