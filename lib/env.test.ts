import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseEnv } from "./env";

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
