import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Paths below `root`, relative to it, that end in `suffix`. Node 20 has no fs.globSync. */
export function globSync(root, suffix) {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => !path.split(/[\\/]/).includes("node_modules"))
    .sort();
}
