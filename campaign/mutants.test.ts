import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { MUTANTS } from "./mutants";

test("every mistake can still be made: its line stands once in its file", () => {
  const count = ({ file, from }: (typeof MUTANTS)[number]) =>
    readFileSync(path.resolve(import.meta.dirname, "..", file), "utf8").split(from).length - 1;
  expect(MUTANTS.filter((mutant) => count(mutant) !== 1).map(({ name }) => name)).toEqual([]);
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
});
