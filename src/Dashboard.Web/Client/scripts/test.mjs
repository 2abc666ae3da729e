// Bundles each *.test.ts and hands the bundles to Node's own test runner, which prints the summary
// and sets the exit code. `npm test -- ansi` runs only the files whose path contains "ansi".
import { spawnSync } from "node:child_process";
import { globSync } from "./glob.mjs";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { loaders } from "./loaders.mjs";

const client = join(dirname(fileURLToPath(import.meta.url)), "..");
const outdir = join(client, "node_modules", ".cache", "client-tests");
const wanted = process.argv.slice(2);

const tests = globSync(client, ".test.ts").filter(
  (path) => wanted.length === 0 || wanted.some((part) => path.includes(part)));
if (tests.length === 0) {
  console.error("No test file matches", wanted);
  process.exit(1);
}

rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: client,
  entryPoints: tests,
  outdir,
  outbase: client,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // Bundled packages would lose their own `require`; Node resolves them from node_modules instead.
  packages: "external",
  sourcemap: "inline",
  loader: loaders,
  logLevel: "warning",
});

const bundles = globSync(outdir, ".test.mjs").map((path) => join(outdir, path));
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...bundles], { stdio: "inherit" });
process.exit(run.status ?? 1);
