// Reads a test executable's CTRF report. Three uses:
//   test-report.mjs counts REPORT          "PASSED FAILED SKIPPED" on one line
//   test-report.mjs failures REPORT WORD   each failed test after a word, with what it said, for the end of the output, which is all that some keep
//   test-report.mjs methods REPORT         the methods of failed tests, a line each
import { readFileSync } from "node:fs";

const [, , what, file, word = "FAILED"] = process.argv;
const { summary, tests } = JSON.parse(readFileSync(file, "utf8")).results;
const mostLines = 12;
const isFailure = (test) => !["passed", "skipped", "pending"].includes(test.status);

if (what === "counts") {
  console.log(summary.passed, summary.failed + summary.other, summary.skipped + summary.pending);
} else if (what === "methods") {
  // A theory's name ends with its arguments in brackets; a method runs with all of them.
  console.log([...new Set(tests.filter(isFailure).map((t) => t.name.replace(/\(.*$/s, "")))].join("\n"));
} else {
  for (const test of tests.filter(isFailure)) {
    const said = `${test.message ?? ""}\n${test.trace ?? ""}`.split("\n").filter((line) => line.trim() !== "");
    console.log([`${word}: ${test.name}`, ...said.slice(0, mostLines).map((line) => `    ${line.trimEnd()}`)].join("\n"));
  }
}
