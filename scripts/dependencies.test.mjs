import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isInstalled } from "./dependencies.mjs";

describe("whether the dependencies are installed", () => {
  let root;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "dependencies-"));
    mkdirSync(path.join(root, "node_modules"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (file, packages) => writeFileSync(path.join(root, file), JSON.stringify({ packages }));
  const wanted = (packages) => write("package-lock.json", { "": {}, ...packages });
  const installed = (packages) => write("node_modules/.package-lock.json", packages);

  test("they are when every package is the one that the lock names", () => {
    wanted({ "node_modules/a": { version: "1.0.0" }, "node_modules/for-another-platform": { version: "1.0.0", optional: true } });
    installed({ "node_modules/a": { version: "1.0.0" } });
    expect(isInstalled(root)).toBe(true);
  });

  test.each([
    ["nothing is there", undefined],
    ["one is missing", {}],
    ["one has another version", { "node_modules/a": { version: "0.9.0" } }],
    ["one is left over", { "node_modules/a": { version: "1.0.0" }, "node_modules/old": { version: "1.0.0" } }],
  ])("they are not when %s", (_, packages) => {
    wanted({ "node_modules/a": { version: "1.0.0" } });
    if (packages) installed(packages);
    expect(isInstalled(root)).toBe(false);
  });
});
