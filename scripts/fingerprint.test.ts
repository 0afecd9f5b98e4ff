import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fingerprint, whenStale } from "./fingerprint";

describe("work that is done only when it is stale", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "fingerprint-"));
    mkdirSync(path.join(root, "app/deep"), { recursive: true });
    writeFileSync(path.join(root, "app/deep/page.tsx"), "one");
    writeFileSync(path.join(root, "app/page.test.tsx"), "test");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const print = () => fingerprint(root, ["app", "missing"], (file) => file.endsWith(".test.tsx"));

  test("a fingerprint changes with content and names, and with nothing else", () => {
    const first = print();
    writeFileSync(path.join(root, "app/page.test.tsx"), "another test");
    expect(print()).toBe(first);
    writeFileSync(path.join(root, "app/deep/page.tsx"), "two");
    expect(print()).not.toBe(first);
    writeFileSync(path.join(root, "app/deep/page.tsx"), "one");
    expect(print()).toBe(first);
    writeFileSync(path.join(root, "app/deep/extra.tsx"), "");
    expect(print()).not.toBe(first);
  });

  test("is done once, again after a change or a loss, and again after it broke off", async () => {
    const result = path.join(root, "result");
    const stamp = path.join(root, "stamps/result");
    let runs = 0;
    const build = (current: string) =>
      whenStale({
        stamp,
        result,
        current,
        work: async () => {
          runs += 1;
          writeFileSync(result, "built");
        },
      });
    await build("a");
    await build("a");
    expect(runs).toBe(1);
    await build("b");
    expect(runs).toBe(2);
    rmSync(result);
    await build("b");
    expect(runs).toBe(3);
    const broken = whenStale({ stamp, result, current: "c", work: () => Promise.reject(new Error("broke off")) });
    await expect(broken).rejects.toThrow("broke off");
    expect(existsSync(stamp)).toBe(false);
    await build("b");
    expect(runs).toBe(4);
  });
});
