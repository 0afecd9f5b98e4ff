import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { completeLock } from "./fix-lock.mjs";

const root = path.resolve(import.meta.dirname, "..");

describe("completing a lock", () => {
  const parser = (version) => ({
    version,
    dev: true,
    optionalDependencies: { "parser-darwin-arm64": version, "parser-linux-x64-musl": version },
  });

  test("adds the platforms that the registry lacked, with what npm needs to pass them by", () => {
    const { lock, added } = completeLock({ packages: { "": {}, "node_modules/parser": parser("2.0.0") } });
    expect(added).toEqual(["parser-darwin-arm64@2.0.0", "parser-linux-x64-musl@2.0.0"]);
    expect(lock.packages).toEqual({
      "": {},
      "node_modules/parser": parser("2.0.0"),
      "node_modules/parser-darwin-arm64": { version: "2.0.0", dev: true, optional: true, cpu: ["arm64"], os: ["darwin"] },
      "node_modules/parser-linux-x64-musl": { version: "2.0.0", dev: true, optional: true, cpu: ["x64"], os: ["linux"], libc: ["musl"] },
    });
  });

  test("keeps two versions apart, each beside whoever wants it", () => {
    const { lock } = completeLock({
      packages: { "": {}, "node_modules/parser": parser("2.0.0"), "node_modules/tool/node_modules/parser": parser("1.0.0") },
    });
    expect(lock.packages["node_modules/parser-darwin-arm64"].version).toBe("2.0.0");
    expect(lock.packages["node_modules/tool/node_modules/parser-darwin-arm64"].version).toBe("1.0.0");
  });

  test("leaves a complete lock as it is", () => {
    const { lock } = completeLock({ packages: { "": {}, "node_modules/parser": parser("2.0.0") } });
    expect(completeLock(lock)).toEqual({ lock, added: [] });
  });
});

describe("package-lock.json", () => {
  const text = readFileSync(path.join(root, "package-lock.json"), "utf8");

  test("is complete", () => {
    expect(completeLock(JSON.parse(text)).added).toEqual([]);
  });

  test("names no registry and no path of the machine it was written on", () => {
    expect(text).not.toMatch(/"resolved"|registry|localhost|127\.0\.0\.1|file:|\/(home|root|work|tmp|Users)\//);
  });

  test("has every dependency at exactly the version that package.json pins", () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const { packages } = JSON.parse(text);
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });
});
