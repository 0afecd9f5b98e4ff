import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { playwrightTally, vitestTally } from "./tally";

function reportOf(content: unknown): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "tally-")), "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const VITEST = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };

test("what passed and what was skipped is counted", () => {
  expect(vitestTally(0, reportOf(VITEST))).toEqual({ passed: 5, failed: 0, skipped: 1 });
  const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };
  expect(playwrightTally(0, reportOf({ stats }))).toEqual({ passed: 3, failed: 0, skipped: 0 });
});

test("a run without a report, without a test, or with a bad end has failed", () => {
  expect(vitestTally(0, "/nowhere/report.json").failed).toBe(1);
  expect(vitestTally(1, reportOf(VITEST)).failed).toBe(1);
  expect(vitestTally(0, reportOf({ ...VITEST, numPassedTests: 0 })).failed).toBe(1);
  const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 0 };
  expect(playwrightTally(0, reportOf({ stats })).failed).toBe(1);
});
