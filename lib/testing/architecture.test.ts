import path from "node:path";
import { describe, expect, test } from "vitest";
import { findCycles } from "./architecture/cycles";
import { judgeImports } from "./architecture/import-rules";
import { readTree } from "./architecture/read-tree";
import { judgeShape } from "./architecture/shape-rules";

const files = readTree(path.resolve(import.meta.dirname, "../.."));

describe("the house", () => {
  test("is there to be judged", () => {
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["lib/env.ts", "lib/base/money.ts", "lib/testing/architecture.test.ts"]),
    );
  });

  test("looks down only, and through open doors", () => {
    expect(judgeImports(files)).toEqual([]);
  });

  test("has no ring of imports", () => {
    expect(findCycles(files)).toEqual([]);
  });

  test("keeps its names, its depth, and its one reader of the environment", () => {
    expect(judgeShape(files)).toEqual([]);
  });
});
