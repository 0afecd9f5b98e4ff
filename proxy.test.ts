import { NextRequest } from "next/server";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { config, proxy } from "./proxy";

const SETTINGS = {
  DATABASE_URL: "postgresql://desk@localhost:5432/desk",
  NEXTAUTH_SECRET: "x".repeat(32),
  NEXTAUTH_URL: "http://desk.test",
  ENCRYPTION_KEYS: `one:${Buffer.alloc(32).toString("base64")}`,
  BLIND_INDEX_KEY: Buffer.alloc(32).toString("base64"),
};

beforeEach(() => {
  for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
});

/** What the proxy answers, and what the page behind it is told. */
function ask(address: string, init: { method?: string; headers?: Record<string, string> } = {}) {
  const answer = proxy(new NextRequest(`http://desk.test${address}`, init));
  return { status: answer.status, sent: answer.headers, told: (name: string) => answer.headers.get(`x-middleware-request-${name}`) };
}

describe("what a page may run", () => {
  test("is what this answer signed: browser and page are told the same nonce, and never the same twice", () => {
    const [first, second] = [ask("/"), ask("/")];
    const policy = first.sent.get("content-security-policy");
    expect(policy).toContain(`script-src 'nonce-${first.told("x-counterfoil-nonce")}' 'strict-dynamic'`);
    expect(first.told("content-security-policy")).toBe(policy);
    expect(first.told("x-counterfoil-nonce")).not.toBe(second.told("x-counterfoil-nonce"));
    expect(Buffer.from(first.told("x-counterfoil-nonce") ?? "", "base64")).toHaveLength(16);
  });

  test("no visitor can choose the nonce, or the address that a page believes to have", () => {
    const headers = { "x-counterfoil-nonce": "mine", "x-counterfoil-path": "//evil.test", "content-security-policy": "script-src *" };
    for (const address of ["/payouts?state=failed", "/ask/secret"]) {
      const { told } = ask(address, { headers });
      expect(told("x-counterfoil-nonce")).not.toBe("mine");
      expect(told("x-counterfoil-path")).not.toBe("//evil.test");
      expect(told("content-security-policy")).not.toContain("*");
    }
  });
});

test("a page knows its own address, but a receiver's link goes no further than it must", () => {
  expect(ask("/payouts?state=failed").told("x-counterfoil-path")).toBe("/payouts?state=failed");
  expect(ask("/ask/secret").told("x-counterfoil-path")).toBeNull();
});

test("who came by https is told to stay there", () => {
  expect(ask("/").sent.get("strict-transport-security")).toBeNull();
  expect(ask("/", { headers: { "x-forwarded-proto": "https" } }).sent.get("strict-transport-security")).toMatch(
    /^max-age=6\d{7}; includeSubDomains$/,
  );
});

test.each([
  [200, { origin: "http://desk.test", host: "desk.test" }],
  [200, { "sec-fetch-site": "same-origin" }],
  [403, { origin: "http://evil.test", host: "desk.test" }],
  [403, { origin: "null", host: "desk.test" }],
  [403, { host: "desk.test" }],
  [403, { "sec-fetch-site": "same-site", host: "desk.test" }],
])("a deed is answered with %s when it says %j", (status, headers) => {
  expect(ask("/payouts/new", { method: "POST", headers }).status).toBe(status);
});

test("a deed that says it is larger than any of ours is not taken", () => {
  const headers = { origin: "http://desk.test", host: "desk.test" };
  const status = (length: number) =>
    ask("/payouts/new", { method: "POST", headers: { ...headers, "content-length": String(length) } }).status;
  expect([status(512 * 1024), status(512 * 1024 + 1)]).toEqual([200, 413]);
});

test.each([
  ["/", true],
  ["/payouts/CF-1", true],
  ["/icon.svg", true],
  ["/apiary", true],
  ["/api/v1/payouts", false],
  ["/_next/static/chunks/a.js", false],
])("it looks at %s: %s", (address, looks) => {
  expect(config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(address))).toBe(looks);
});
