import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { add, ONE_FAILED, ONE_PASSED, ONE_SKIPPED, readTally, sentenceOf } from "./tally";

const folder = mkdtempSync(path.join(tmpdir(), "tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const vitest = (counts: object) => report({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...counts });
const playwright = (counts: object) => report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...counts } });

describe("the last line", () => {
  test("sums what every step counted", () => {
    expect(sentenceOf([ONE_PASSED, ONE_PASSED, ONE_FAILED].reduce(add))).toBe("2 passed, 1 failed");
    expect(sentenceOf([ONE_PASSED, ONE_SKIPPED].reduce(add))).toBe("1 passed, 0 failed, 1 skipped");
  });
});

describe("what a test program counted", () => {
  test("is taken from its report", () => {
    expect(readTally("vitest", vitest({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }), false)).toEqual({
      passed: 7,
      failed: 2,
      skipped: 2,
      flaky: 0,
    });
    expect(readTally("playwright", playwright({ expected: 5, skipped: 1 }), true)).toEqual({ passed: 5, failed: 0, skipped: 1, flaky: 0 });
  });

  test("tells of a test that passed at its second try only", () => {
    expect(readTally("playwright", playwright({ expected: 5, flaky: 1 }), true)).toEqual({ passed: 6, failed: 0, skipped: 0, flaky: 1 });
  });

  test("is one failure more when the program failed and counted none", () => {
    expect(readTally("vitest", vitest({ numPassedTests: 7 }), false)).toEqual({ passed: 7, failed: 1, skipped: 0, flaky: 0 });
  });

  test("is a failure when nothing ran, when the report is missing and when it cannot be read", () => {
    expect(readTally("vitest", vitest({}), true)).toEqual(ONE_FAILED);
    expect(readTally("vitest", path.join(folder, "none.json"), true)).toEqual(ONE_FAILED);
    expect(readTally("playwright", report("{"), true)).toEqual(ONE_FAILED);
  });
});
