import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { MUTANTS, type Mutant } from "./mutants";

export type MutationCounts = {
  readonly mutants: number;
  readonly found: number;
  /** Mistakes that no test noticed. */
  readonly unnoticed: readonly string[];
};

/** Makes each mistake in a copy of the tree, one at a time, and runs the tests that must notice it. */
export async function makeMistakes({ runs }: { readonly runs: number }): Promise<MutationCounts> {
  const root = path.resolve(import.meta.dirname, "..");
  const copy = copyTree(root);
  const unnoticed: string[] = [];
  const chosen = MUTANTS.slice(0, runs);
  try {
    for (const tests of new Map(chosen.map((mutant) => [mutant.tests.join(" "), mutant.tests])).values()) {
      if (!doPass(copy, tests)) throw new Error(`Without any mistake, ${tests.join(" ")} fails: nothing can be learnt from it.`);
    }
    for (const mutant of chosen) {
      const isFound = isNoticed(copy, mutant);
      console.info(`${isFound ? "found" : "UNNOTICED"}: ${mutant.name}`);
      if (!isFound) unnoticed.push(mutant.name);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  return { mutants: chosen.length, found: chosen.length - unnoticed.length, unnoticed };
}

/** What is under version control, and what was made from it. */
function copyTree(root: string): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), "counterfoil-mistakes-"));
  const files = spawnSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).stdout.split("\0").filter(Boolean);
  for (const file of [...files, "lib/db/generated"]) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  return copy;
}

function isNoticed(copy: string, { name, file, from, to, tests }: Mutant): boolean {
  const at = path.join(copy, file);
  const sound = readFileSync(at, "utf8");
  if (sound.split(from).length !== 2) throw new Error(`"${name}" does not fit ${file} any more: mend the list.`);
  writeFileSync(
    at,
    sound.replace(from, () => to),
  );
  try {
    return !doPass(copy, tests);
  } finally {
    writeFileSync(at, sound);
  }
}

function doPass(copy: string, tests: readonly string[]): boolean {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--bail=1", ...tests];
  return spawnSync(process.execPath, args, { cwd: copy, stdio: "ignore" }).status === 0;
}
