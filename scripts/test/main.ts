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

/** Answers with the exit code. The last line that it prints is the sum, and nothing but the sum. */
export async function testEverything(root: string): Promise<number> {
  const reports = mkdtempSync(path.join(tmpdir(), "counterfoil-test-"));
  const began = performance.now();
  try {
    const tally = await runSteps(root, reports);
    console.info(`\n${Math.round((performance.now() - began) / 1000)} s`);
    console.info(sentenceOf(tally));
    return tally.failed > 0 ? 1 : 0;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

async function runSteps(root: string, reports: string): Promise<Tally> {
  const bin = (file: string) => path.join(root, "node_modules", file);
  const report = (name: string) => path.join(reports, `${name}.json`);
  const check = (title: string, program: Program) => (run(root, title, program) ? ONE_PASSED : ONE_FAILED);

  // Types, tests and the build all lean on the generated client.
  const generated = await attempt("Database client", () => generateClient({ root }));
  let tally = add(NOTHING, generated);

  tally = add(tally, check("Lint and format", { args: [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"] }));
  run(root, "Types of addresses", { args: [bin("next/dist/bin/next"), "typegen"] });
  tally = add(tally, check("Types", { args: [bin("typescript/bin/tsc"), "--noEmit"] }));
  tally = add(tally, check("Unused code and dependencies", { args: [bin("knip/bin/knip.js")] }));

  const vitest = report("vitest");
  const unit = run(root, "Unit, contract and database tests", {
    args: [bin("vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitest}`],
  });
  tally = add(tally, readTally("vitest", vitest, unit));

  const built = await attempt("Build", () => buildWeb({ root, say: console.info }));
  tally = add(tally, built);
  if (built.failed > 0) {
    console.info("\nThe browser tests are skipped: there is nothing to look at.");
    return add(tally, ONE_SKIPPED);
  }
  const playwright = report("playwright");
  const browser = run(root, "Browser tests", {
    args: [bin("@playwright/test/cli.js"), "test", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: playwright },
  });
  return add(tally, readTally("playwright", playwright, browser));
}

function run(root: string, title: string, { args, env }: Program): boolean {
  announce(title);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...QUIET, ...env } });
  return status === 0;
}

async function attempt(title: string, work: () => Promise<void>): Promise<Tally> {
  announce(title);
  try {
    await work();
    return ONE_PASSED;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return ONE_FAILED;
  }
}

function announce(title: string): void {
  console.info(`\n== ${title}`);
}
