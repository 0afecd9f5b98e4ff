import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { sign as oracleSign, verify as oracleVerify } from "truelayer-signing";
import { describe, expect, test } from "vitest";
import { isSignedBy, readSignature, signMessage } from "./signing";

/** `truelayer-signing` is TrueLayer's own: what it verifies, TrueLayer verifies, and what it signs, TrueLayer may sign. */
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-521" });
const PRIVATE_PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const SEC1_PEM = privateKey.export({ type: "sec1", format: "pem" }).toString();
const PUBLIC_PEM = publicKey.export({ type: "spki", format: "pem" }).toString();

const KEY_ID = "45fc75cf-5649-4134-84b3-192c2c78e990";
const PATH = "/merchant_accounts/a61acaef-ee05-4077-92f3-25543a11bd8d/sweeping";
const KEY = "idemp-2076717c-9005-4811-a321-9e0787fa0382";
const BODY = '{"currency":"GBP","max_amount_in_minor":5000000,"name":"Foo???"}';

const MESSAGE = { method: "POST", path: PATH, headers: [["Idempotency-Key", KEY]], body: bytes(BODY) } as const;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The oracle's type for it is a `const enum`, which cannot be named from another module. */
const POST = JSON.parse('"POST"');

function oracleAccepts(signature: string, change: { path?: string; body?: string; key?: string } = {}): boolean {
  try {
    const { path = PATH, body = BODY, key = KEY } = change;
    oracleVerify({
      publicKeyPem: PUBLIC_PEM,
      signature,
      method: POST,
      path,
      body,
      headers: { "Idempotency-Key": key },
      requiredHeaders: ["Idempotency-Key"],
    });
    return true;
  } catch {
    return false;
  }
}

describe("our signature", () => {
  const signature = signMessage(MESSAGE, { keyId: KEY_ID, privateKey: PRIVATE_PEM });

  test("is accepted by TrueLayer's verifier, and by no other message", () => {
    expect(oracleAccepts(signature)).toBe(true);
    expect(oracleAccepts(signature, { body: BODY.replace("GBP", "EUR") })).toBe(false);
    expect(oracleAccepts(signature, { path: `${PATH}?a=1` })).toBe(false);
    expect(oracleAccepts(signature, { key: "another" })).toBe(false);
  });

  test("names the algorithm, version, key and signed headers, is detached and has 132 bytes", () => {
    const [header = "", payload, tail = ""] = signature.split(".");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
      alg: "ES512",
      kid: KEY_ID,
      tl_version: "2",
      tl_headers: "Idempotency-Key",
    });
    expect(payload).toBe("");
    expect(Buffer.from(tail, "base64url")).toHaveLength(132);
  });

  test("can be made with a key in either PEM form", () => {
    expect(oracleAccepts(signMessage(MESSAGE, { keyId: KEY_ID, privateKey: SEC1_PEM }))).toBe(true);
  });
});

describe("a signature of TrueLayer's signer", () => {
  const headers = { "X-Tl-Webhook-Timestamp": "2026-01-02T03:04:05Z", "Content-Type": "application/json" };
  const signature = oracleSign({ kid: KEY_ID, privateKeyPem: PRIVATE_PEM, path: PATH, headers, body: BODY });
  const read = readSignature(signature);
  const received = { "x-tl-webhook-timestamp": "2026-01-02T03:04:05Z", "content-type": "application/json", "x-more": "1" };
  const holds = (change: { path?: string; body?: string; headers?: Record<string, string>; method?: string } = {}) => {
    const message = { method: change.method ?? "POST", path: change.path ?? PATH, body: bytes(change.body ?? BODY) };
    return read !== null && isSignedBy(read, message, change.headers ?? received, publicKey);
  };

  test("holds for what was signed, with one slash more as well", () => {
    expect(holds()).toBe(true);
    expect(holds({ path: `${PATH}/` })).toBe(true);
  });

  test("holds for nothing else", () => {
    expect(holds({ body: `${BODY} ` })).toBe(false);
    expect(holds({ path: "/other" })).toBe(false);
    expect(holds({ method: "PUT" })).toBe(false);
    expect(holds({ headers: { ...received, "x-tl-webhook-timestamp": "2026-01-02T03:04:06Z" } })).toBe(false);
    expect(holds({ headers: { "content-type": "application/json" } })).toBe(false);
  });

  test("holds under no other key, and under no other kind of key", () => {
    const message = { method: "POST", path: PATH, body: bytes(BODY) };
    const others = [
      generateKeyPairSync("ec", { namedCurve: "P-521" }).publicKey,
      generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey,
      generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey,
    ];
    for (const key of others) expect(read && isSignedBy(read, message, received, key)).toBe(false);
  });

  test("holds under a published key whose coordinates lack their leading zeros", () => {
    for (let tries = 0; tries < 2000; tries += 1) {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-521" });
      const { x = "", y = "" } = pair.publicKey.export({ format: "jwk" });
      const bare = (coordinate: string) => {
        const whole = Buffer.from(coordinate, "base64url");
        return whole.subarray(whole.findIndex((byte) => byte !== 0));
      };
      if (bare(x).length === 66 && bare(y).length === 66) continue;
      const key = createPublicKey({
        key: { kty: "EC", crv: "P-521", x: bare(x).toString("base64url"), y: bare(y).toString("base64url") },
        format: "jwk",
      });
      const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      const own = readSignature(signMessage(MESSAGE, { keyId: KEY_ID, privateKey: pem }));
      expect(own && isSignedBy(own, MESSAGE, { "idempotency-key": KEY }, key)).toBe(true);
      return;
    }
    throw new Error("No key with a short coordinate was drawn.");
  });
});

describe("what is no signature", () => {
  const header = (members: Record<string, unknown>) =>
    Buffer.from(JSON.stringify({ alg: "ES512", kid: KEY_ID, tl_version: "2", tl_headers: "", ...members })).toString("base64url");
  const tail = Buffer.alloc(132, 1).toString("base64url");

  test.each([
    ["", "nothing"],
    [`${header({})}.${header({})}.${tail}`, "one with its payload inside"],
    [`${header({ alg: "none" })}..${tail}`, "one without an algorithm"],
    [`${header({ alg: "HS512" })}..${tail}`, "one with a shared secret"],
    [`${header({ tl_version: "1" })}..${tail}`, "one of version 1"],
    [`${header({ tl_headers: "A,a" })}..${tail}`, "one that signs a name twice"],
    [`${header({})}..${Buffer.alloc(139, 1).toString("base64url")}`, "one in DER"],
    [`${header({})}..${tail}, ${header({})}..${tail}`, "two of them in one header"],
  ])("%#: %s", (text) => {
    expect(readSignature(text)).toBeNull();
  });
});
