// `npm test`: everything that is checked, one step after another. A step that fails does not keep the others from running,
// unless they would only fail for the same reason.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildWeb, generateClient } from "../start/build";
import { QUIET } from "../start/environment";
import { add, NOTHING, ONE_FAILED, ONE_PASSED, ONE_SKIPPED, readTally, sentenceOf, type Tally } from "./tally";

type Program = { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> };

type StepTally = { readonly title: string; readonly tally: Tally };

/** Answers with the exit code. The last line that it prints is the sum, and nothing but the sum. */
export async function testEverything(root: string): Promise<number> {
  const reports = mkdtempSync(path.join(tmpdir(), "counterfoil-test-"));
  const began = performance.now();
  try {
    const steps = await runSteps(root, reports);
    const failed = steps.filter(({ tally }) => tally.failed > 0).map(({ title }) => title);
    const sum = steps.map(({ tally }) => tally).reduce(add, NOTHING);
    const remarks = [
      `${Math.round((performance.now() - began) / 1000)} s`,
      ...(failed.length > 0 ? [`failed: ${failed.join(", ")}`] : []),
      ...(sum.flaky > 0 ? [`only at the second try, so to be mended: ${sum.flaky}, named above`] : []),
    ];
    console.info(`\n${remarks.join("; ")}`);
    console.info(sentenceOf(sum));
    return sum.failed > 0 ? 1 : 0;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

async function runSteps(root: string, reports: string): Promise<readonly StepTally[]> {
  const bin = (file: string) => path.join(root, "node_modules", file);
  const report = (name: string) => path.join(reports, `${name}.json`);
  const steps: StepTally[] = [];
  const step = async (title: string, work: () => Tally | Promise<Tally>) => {
    console.info(`\n== ${title}`);
    const tally = await work();
    steps.push({ title, tally });
    return tally;
  };
  const check = (title: string, args: readonly string[]) => step(title, () => (run(root, { args }) ? ONE_PASSED : ONE_FAILED));

  // Types, tests and the build all lean on the generated client, and types on the list of addresses.
  await step("Database client", () => attempt(() => generateClient({ root })));
  await check("Lint and format", [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"]);
  await check("Addresses", [bin("next/dist/bin/next"), "typegen"]);
  await check("Types", [bin("typescript/bin/tsc"), "--noEmit"]);
  await check("Unused code and dependencies", [bin("knip/bin/knip.js")]);
  await step("Unit, contract and database tests", () => {
    const args = [bin("vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report("vitest")}`];
    return readTally("vitest", report("vitest"), run(root, { args }));
  });
  const built = await step("Build", () => attempt(() => buildWeb({ root, say: console.info })));
  await step("Browser tests", () => {
    if (built.failed > 0) {
      console.info("Skipped: without a build there is nothing to look at.");
      return ONE_SKIPPED;
    }
    const args = [bin("@playwright/test/cli.js"), "test", "--reporter=list,json"];
    return readTally("playwright", report("playwright"), run(root, { args, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report("playwright") } }));
  });
  return steps;
}

function run(root: string, { args, env }: Program): boolean {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...QUIET, ...env } });
  return status === 0;
}

async function attempt(work: () => Promise<void>): Promise<Tally> {
  try {
    await work();
    return ONE_PASSED;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return ONE_FAILED;
  }
}
