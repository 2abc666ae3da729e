import type { TreeFile } from "../files/tar-blob";

/** A file of a folder that is about to be built from. */
export type ContextSource = TreeFile;

/** The files below what was dropped: of one folder from its own top, of several things from where they lay. */
export async function filesOf(entries: readonly FileSystemEntry[]): Promise<ContextSource[]> {
  const files: ContextSource[] = [];
  const only = entries.length === 1 && entries[0]!.isDirectory ? entries[0] : undefined;
  for (const entry of only ? await childrenOf(only as FileSystemDirectoryEntry) : entries) await collect(entry, "", files);
  return files;
}

async function collect(entry: FileSystemEntry, above: string, files: ContextSource[]): Promise<void> {
  const path = above === "" ? entry.name : `${above}/${entry.name}`;
  if (entry.isFile) {
    files.push({ path, file: await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)) });
    return;
  }
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await collect(child, path, files);
}

/** A reader gives a hundred at a time, and none at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
