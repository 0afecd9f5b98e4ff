import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { adoptSecretFiles, parseEnv } from "./env";

const key = randomBytes(32).toString("base64");
const oldKey = randomBytes(32).toString("base64");
const complete = {
  DATABASE_URL: "postgresql://app:hush@127.0.0.1:5432/app",
  NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
  NEXTAUTH_URL: "http://localhost:3000",
  ENCRYPTION_KEYS: `new:${key},old:${oldKey}`,
  BLIND_INDEX_KEY: key,
};

describe("the environment", () => {
  test("has the documented defaults", () => {
    expect(parseEnv(complete)).toMatchObject({ port: 3000, simulatorPort: 4010, dataDir: ".data", demo: false, role: "all" });
  });

  test("names everything that is missing or wrong at once", () => {
    const faulty = () => parseEnv({ PORT: "http", ROLE: "boss", DEMO: "yes", BLIND_INDEX_KEY: "c2hvcnQ=" });
    for (const name of ["PORT", "ROLE", "DEMO", "DATABASE_URL", "NEXTAUTH_SECRET", "NEXTAUTH_URL", "ENCRYPTION_KEYS", "BLIND_INDEX_KEY"])
      expect(faulty).toThrow(name);
  });

  test("never repeats a value, which may be a secret", () => {
    expect(() => parseEnv({ ...complete, NEXTAUTH_SECRET: "too-short", ENCRYPTION_KEYS: "new:not-a-key" })).toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/too-short|not-a-key/) }),
    );
  });

  test("lets webhooks call this machine in the demo alone, and only where somebody says so", () => {
    expect(parseEnv({ ...complete, DEMO: "1" }).webhooksToLoopback).toBe(false);
    expect(parseEnv({ ...complete, DEMO: "1", WEBHOOKS_TO_LOOPBACK: "1" }).webhooksToLoopback).toBe(true);
    expect(() => parseEnv({ ...complete, WEBHOOKS_TO_LOOPBACK: "1" })).toThrow("WEBHOOKS_TO_LOOPBACK");
  });

  test("keeps the encryption keys in order, the one to encrypt with first", () => {
    expect(parseEnv(complete).encryptionKeys).toEqual([
      { id: "new", bytes: Buffer.from(key, "base64") },
      { id: "old", bytes: Buffer.from(oldKey, "base64") },
    ]);
  });

  test("has a mail server and a sender, or neither", () => {
    const smtp = { SMTP_URL: "smtp://desk:hush@mail.test:587", MAIL_FROM: "Counterfoil <desk@example.com>" };
    expect(parseEnv(complete).mail).toBeNull();
    expect(parseEnv({ ...complete, ...smtp }).mail).toEqual({ smtpUrl: smtp.SMTP_URL, from: smtp.MAIL_FROM });
    for (const name of ["SMTP_URL", "MAIL_FROM"]) expect(() => parseEnv({ ...complete, ...smtp, [name]: "" })).toThrow("MAIL_FROM");
    expect(() => parseEnv({ ...complete, ...smtp, MAIL_FROM: "desk@example.com\nBcc: thief@test.test" })).toThrow("MAIL_FROM");
  });

  test("takes a variable set to nothing as not set", () => {
    expect(parseEnv({ ...complete, PORT: "" }).port).toBe(3000);
  });
});

describe("secrets in files", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "counterfoil-env-"));
  const fileWith = (text: string) => {
    const file = path.join(folder, randomBytes(6).toString("hex"));
    writeFileSync(file, text);
    return file;
  };
  const { NEXTAUTH_SECRET, ENCRYPTION_KEYS, BLIND_INDEX_KEY, DATABASE_URL, NEXTAUTH_URL } = complete;
  const files = { NEXTAUTH_SECRET, ENCRYPTION_KEYS, BLIND_INDEX_KEY, DATABASE_URL };

  test("are read by the name with _FILE, without the line's end", () => {
    const variables: Record<string, string | undefined> = { NEXTAUTH_URL };
    for (const [name, secret] of Object.entries(files)) variables[`${name}_FILE`] = fileWith(`${secret}\n`);
    adoptSecretFiles(variables);
    expect(parseEnv(variables)).toEqual(parseEnv(complete));
    expect(Object.keys(variables).filter((name) => name.endsWith("_FILE"))).toEqual([]);
  });

  test("are refused when they are there twice, cannot be read, or say nothing, without a word of what they say", () => {
    const both = () => adoptSecretFiles({ NEXTAUTH_SECRET: "one", NEXTAUTH_SECRET_FILE: fileWith("two") });
    expect(both).toThrow("Give NEXTAUTH_SECRET or NEXTAUTH_SECRET_FILE, not both.");
    expect(() => adoptSecretFiles({ BLIND_INDEX_KEY_FILE: path.join(folder, "none") })).toThrow(
      "BLIND_INDEX_KEY_FILE names a file that cannot be read.",
    );
    expect(() => adoptSecretFiles({ ENCRYPTION_KEYS_FILE: fileWith("\n") })).toThrow("ENCRYPTION_KEYS_FILE names an empty file.");
  });
});
