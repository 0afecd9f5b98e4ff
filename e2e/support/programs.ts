import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "@playwright/test";

const run = promisify(execFile);

/** A program beside the product, as its owner would start it; its output, or an error with what it said. */
export async function runProgram(command: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout } = await run(command, [...words], { env: { ...process.env, ...env }, timeout: 120_000, maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}

/** A key of the demo merchant, from the operator's command line. */
export async function anApiKey(name: string): Promise<{ key: string; env: Readonly<Record<string, string>> }> {
  const answer: { key: string } = JSON.parse(await asOperator("api-key", "create", "--merchant", "demo", "--name", name, "--json"));
  expect(answer.key).toMatch(/^cf_/);
  return { key: answer.key, env: { COUNTERFOIL_URL: process.env.E2E_ORIGIN ?? "", COUNTERFOIL_KEY: answer.key } };
}

/** A command of the operator's at the machine. */
export function asOperator(...words: readonly string[]): Promise<string> {
  const dataDir = process.env.E2E_DATA_DIR;
  return runProgram(process.execPath, ["--import", "tsx", "scripts/counterfoil.ts", ...words], {
    DATABASE_URL: "",
    ...(dataDir ? { DATA_DIR: dataDir } : {}),
  });
}
