import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf } from "./levels";

const examples: [string, string][] = [
  ['{"level":"warn","msg":"x"}', "warn"],
  ['{"time":1,"level":30,"msg":"x"}', "info"],
  ['{"log.level":"ERROR"}', "error"],
  ['{"@l":"Fatal","@m":"x"}', "fatal"],
  ['{"msg":"level of water"}', ""],
  ["time=2026-01-01 level=debug msg=x", "debug"],
  ['lvl="error" msg=x', "error"],
  ["I1123 10:11:12.123456       1 main.go:3] x", "info"],
  ["E1123 10:11:12.123456       1 main.go:3] x", "error"],
  ["2026-01-01 10:11:12,123 ERROR com.shop.Cart - x", "error"],
  ["2026-01-01T10:11:12Z [warn] x", "warn"],
  ["2026/01/01 10:11:12 [error] 31#31: *1 open() failed", "error"],
  ["WARNING: x", "warn"],
  ["warn: Microsoft.Hosting[0]", "warn"],
  ["fail: Shop.Cart[3]", "error"],
  ["2026-01-01 10:11:12 UTC [31] FATAL:  role does not exist", "fatal"],
  ["2026-01-01 10:11:12 UTC [31] LOG:  checkpoint complete", "info"],
  ["[INFO] x", "info"],
  ["an error occurred", ""],
  ["GET /error 200", ""],
  ["", ""],
];

for (const [line, level] of examples) {
  test(`levelOf_${line || "nothing"}_Is${level || "Unknown"}`, () => assert.equal(levelOf(line), level));
}
