import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { processEnvironment } from "./environment";
import { givenSecrets, loadSecrets } from "./secrets";
import { readSettings } from "./settings";

describe("the secrets of an installation", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), "secrets-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const file = () => path.join(dataDir, "secrets.json");

  test("are made once, kept for their owner alone, and found again", () => {
    const first = loadSecrets(dataDir, {}, { mayMake: true });
    const second = loadSecrets(dataDir, {}, { mayMake: true });
    expect([first.areNew, second.areNew]).toEqual([true, false]);
    expect(second.values).toEqual(first.values);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test("make an environment that lib/env.ts understands", () => {
    const { values } = loadSecrets(dataDir, {}, { mayMake: true });
    const environment = processEnvironment(
      readSettings({ ...process.env, PORT: "3100" }, dataDir),
      "postgresql://app@127.0.0.1:5432/app",
      values,
    );
    expect(parseEnv(environment)).toMatchObject({ port: 3100, nextAuthSecret: values.NEXTAUTH_SECRET });
    expect(parseEnv(environment).encryptionKeys).toHaveLength(1);
  });

  test("come from the environment where it has them, and leave no file then", () => {
    const { values } = loadSecrets(dataDir, {}, { mayMake: true });
    rmSync(file());
    const given = givenSecrets({ ...process.env, ...values });
    expect(loadSecrets(dataDir, given, { mayMake: false })).toMatchObject({ values, areNew: false });
    expect(() => statSync(file())).toThrow();
  });

  test("are not made up where machines must share them", () => {
    expect(() => loadSecrets(dataDir, {}, { mayMake: false })).toThrow("set NEXTAUTH_SECRET, ENCRYPTION_KEYS, BLIND_INDEX_KEY");
  });

  test("are not replaced when their file is damaged", () => {
    writeFileSync(file(), "{");
    expect(() => loadSecrets(dataDir, {}, { mayMake: true })).toThrow("bring it back from a copy");
  });
});
