// Bundles main.ts into ../wwwroot/client: main.js and main.css, with stable names, and the chunks
// that are loaded on demand (xterm), named by their content.
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { loaders } from "./loaders.mjs";

const client = join(dirname(fileURLToPath(import.meta.url)), "..");
const outdir = join(client, "..", "wwwroot", "client");

// Old chunks have other names: without this they would pile up and be served for ever.
await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: client,
  entryPoints: ["main.ts"],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  sourcemap: "linked",
  legalComments: "linked",
  chunkNames: "chunks/[name]-[hash]",
  loader: loaders,
  logLevel: "info",
});
