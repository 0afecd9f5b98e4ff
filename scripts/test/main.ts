import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildWeb, generateClient } from "../start/build";
import { playwrightTally, type Tally, vitestTally } from "./tally";
import { runVisibly } from "./visible";

type Check = {
  readonly name: string;
  /** What it found. A check that finds nothing of its own to count is one check, passed or failed. */
  run(): Promise<Tally>;
};

/** Every check there is, in the order in which a fault is cheapest to find. A failed one does not hide what the next would say. */
export async function runEveryCheck(root: string): Promise<number> {
  const reports = mkdtempSync(path.join(os.tmpdir(), "counterfoil-test-"));
  const bin = (name: string, ...args: string[]) => [path.join(root, "node_modules", name), ...args];
  const one = (args: readonly string[]) => async () => asOne((await runVisibly(args, { root })) === 0);
  const checks: readonly Check[] = [
    { name: "database client", run: async () => asOne(await works(() => generateClient({ root }))) },
    { name: "format and lint", run: one(bin("@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".")) },
    { name: "route types", run: one(bin("next/dist/bin/next", "typegen")) },
    { name: "types", run: one(bin("typescript/bin/tsc", "--noEmit", "-p", ".")) },
    { name: "unused code", run: one(bin("knip/bin/knip.js")) },
    {
      name: "unit, contract and database tests",
      async run() {
        const report = path.join(reports, "vitest.json");
        const args = bin("vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`);
        return vitestTally(await runVisibly(args, { root }), report);
      },
    },
    { name: "build", run: async () => asOne(await works(() => buildWeb({ root, say: console.info }))) },
    {
      name: "browser tests",
      async run() {
        const report = path.join(reports, "playwright.json");
        const args = bin("@playwright/test/cli.js", "test");
        return playwrightTally(await runVisibly(args, { root, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } }), report);
      },
    },
  ];

  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  for (const { name, run } of checks) {
    console.info(`\n── ${name}`);
    const began = Date.now();
    const tally = await run();
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    if (tally.failed > 0) failures.push(name);
    console.info(`── ${name}: ${tally.failed === 0 ? "good" : "NOT GOOD"}, ${Math.round((Date.now() - began) / 1000)} s`);
  }
  rmSync(reports, { recursive: true, force: true });
  if (failures.length > 0) console.info(`\nNot good: ${failures.join(", ")}.`);
  console.info(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
  return total.failed === 0 ? 0 : 1;
}

function asOne(isGood: boolean): Tally {
  return isGood ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

async function works(deed: () => Promise<void>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}
