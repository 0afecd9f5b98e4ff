import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

/** `flaky` are among the passed: they failed first, and are named by their program for somebody to mend. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number; readonly flaky: number };

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
export const ONE_PASSED: Tally = { ...NOTHING, passed: 1 };
export const ONE_FAILED: Tally = { ...NOTHING, failed: 1 };
export const ONE_SKIPPED: Tally = { ...NOTHING, skipped: 1 };

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    flaky: one.flaky + other.flaky,
  };
}

/** The last line of `npm test`, which other programs read. */
export function sentenceOf({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

const VitestReport = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number(), numTodoTests: z.number() })
  .transform(
    (report): Tally => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
      flaky: 0,
    }),
  );

const PlaywrightReport = z
  .object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }) })
  .transform(
    ({ stats: { expected, unexpected, flaky, skipped } }): Tally => ({ passed: expected + flaky, failed: unexpected, skipped, flaky }),
  );

const REPORTS = { vitest: VitestReport, playwright: PlaywrightReport };

/**
 * What a test program counted. One more failure where it failed without counting any: a file that cannot be loaded, a
 * set-up that breaks, a crash. And none of its word is taken where it wrote no report.
 */
export function readTally(kind: keyof typeof REPORTS, file: string, hasSucceeded: boolean): Tally {
  const report = existsSync(file) ? REPORTS[kind].safeParse(parseJson(readFileSync(file, "utf8"))) : undefined;
  if (!report?.success) return ONE_FAILED;
  const { data: tally } = report;
  if (!hasSucceeded && tally.failed === 0) return add(tally, ONE_FAILED);
  return tally.passed + tally.failed === 0 ? add(tally, ONE_FAILED) : tally;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
