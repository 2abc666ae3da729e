// Reads a test executable's CTRF report. Two uses:
//   test-report.mjs counts REPORT     "PASSED FAILED SKIPPED" on one line
//   test-report.mjs failures REPORT   each failed test with what it said, for the end of the output, which is all that some keep
import { readFileSync } from "node:fs";

const [, , what, file] = process.argv;
const { summary, tests } = JSON.parse(readFileSync(file, "utf8")).results;
const mostLines = 12;

if (what === "counts") {
  console.log(summary.passed, summary.failed + summary.other, summary.skipped + summary.pending);
} else {
  for (const test of tests.filter((t) => t.status !== "passed" && t.status !== "skipped" && t.status !== "pending")) {
    const said = `${test.message ?? ""}\n${test.trace ?? ""}`.split("\n").filter((line) => line.trim() !== "");
    console.log([`FAILED: ${test.name}`, ...said.slice(0, mostLines).map((line) => `    ${line.trimEnd()}`)].join("\n"));
  }
}
