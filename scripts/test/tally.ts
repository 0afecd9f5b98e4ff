import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number };

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** A run that ended badly counts as failed, whatever its report says: it may have died before it could write one. */
export function vitestTally(exitCode: number, report: string): Tally {
  const read = readReport(report, VitestReport);
  if (!read) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = read;
  return { passed, failed: atLeastOneIf(exitCode !== 0 || passed === 0, numFailedTests), skipped: numPendingTests + numTodoTests };
}

/** A test that passed only at the second try is a test that failed. */
export function playwrightTally(exitCode: number, report: string): Tally {
  const read = readReport(report, PlaywrightReport);
  if (!read) return { passed: 0, failed: 1, skipped: 0 };
  const { expected: passed, unexpected, flaky, skipped } = read.stats;
  return { passed, failed: atLeastOneIf(exitCode !== 0 || passed === 0, unexpected + flaky), skipped };
}

function atLeastOneIf(isBad: boolean, failed: number): number {
  return isBad ? Math.max(failed, 1) : failed;
}

function readReport<T>(file: string, shape: z.ZodType<T>): T | null {
  if (!existsSync(file)) return null;
  return shape.parse(JSON.parse(readFileSync(file, "utf8")));
}
