import { createECDH } from "node:crypto";
import { describe, expect, test } from "vitest";
import { identityOf, isPrivateKey, isSignedBy, newPrivateKey, signRequest, sinOf } from "./signing";

// The vector of BitPay's own client (its key utilities' test).
const PRIVATE_KEY = "2f72ed3291b536aa43d750829875f5a742a0f1095b8ad529944cbc0bd498693f";
const PUBLIC_KEY = "0312cd27740676028cebe2238fb797c3957ba5e94b1f2a8567a44982c502769ae5";
const SIN = "TfBqeTz1xKY35nMq7PdGdahsfdCcgDsgQmF";
const URL = "https://test.bitpay.com/invoices/1234";
const SIGNATURE =
  "3045022100ab41b28d196b0efcf059991ff90b1106e93e69032e3a45de2038c456ade793b902200c1221d95af72cd8a5e2470126ea767cc5a3fa1523d41b3921a5b39cd847d61b";

const NOTHING = new Uint8Array();
const bytes = (text: string) => new TextEncoder().encode(text);

describe("the identity", () => {
  test("is the compressed public key, and its SIN is BitPay's own", () => {
    expect(identityOf(PRIVATE_KEY).publicKey).toBe(PUBLIC_KEY);
    expect(sinOf(PUBLIC_KEY)).toBe(SIN);
  });

  test("new keys are keys, and no two are one", () => {
    const keys = Array.from({ length: 20 }, newPrivateKey);
    expect(keys.every(isPrivateKey)).toBe(true);
    expect(new Set(keys.map((key) => sinOf(identityOf(key).publicKey))).size).toBe(20);
  });

  test.each([
    ["too short", PRIVATE_KEY.slice(2)],
    ["no hexadecimal", PRIVATE_KEY.replace("2f", "zz")],
    ["zero", "0".repeat(64)],
    ["beyond the curve's order", "f".repeat(64)],
    ["a public key", PUBLIC_KEY],
  ])("a private key that is %s is none", (_why, text) => {
    expect(isPrivateKey(text)).toBe(false);
  });
});

describe("signatures", () => {
  test("BitPay's own vector holds, and not for another address, body or key", () => {
    expect(isSignedBy(PUBLIC_KEY, { url: URL, body: NOTHING }, SIGNATURE)).toBe(true);
    expect(isSignedBy(PUBLIC_KEY, { url: `${URL}5`, body: NOTHING }, SIGNATURE)).toBe(false);
    expect(isSignedBy(PUBLIC_KEY, { url: URL, body: bytes("{}") }, SIGNATURE)).toBe(false);
    expect(isSignedBy(identityOf(newPrivateKey()).publicKey, { url: URL, body: NOTHING }, SIGNATURE)).toBe(false);
  });

  test("ours hold over the whole address and the body's bytes, letter by letter", () => {
    const identity = identityOf(newPrivateKey());
    const url = "https://test.bitpay.com/payouts?token=a%20b&reference=CF7K3M9Q2X4B8T";
    const body = bytes('{"amount":12.50,"label":"Zoë"}');
    const signature = signRequest(url, body, identity);
    expect(isSignedBy(identity.publicKey, { url, body }, signature)).toBe(true);
    expect(isSignedBy(identity.publicKey, { url: url.replace("%20", "+"), body }, signature)).toBe(false);
    expect(isSignedBy(identity.publicKey, { url, body: bytes('{"amount":12.5,"label":"Zoë"}') }, signature)).toBe(false);
  });

  test("high and low S are both taken, as BitPay's clients write both", () => {
    expect(isSignedBy(PUBLIC_KEY, { url: URL, body: NOTHING }, withOtherS(SIGNATURE))).toBe(true);
  });

  test.each([
    ["nothing", ""],
    ["no hexadecimal", "zz".repeat(70)],
    ["no DER", "00".repeat(70)],
    ["far too long", SIGNATURE.repeat(2)],
    ["cut short", SIGNATURE.slice(0, -2)],
  ])("a signature that is %s proves nothing", (_why, signature) => {
    expect(isSignedBy(PUBLIC_KEY, { url: URL, body: NOTHING }, signature)).toBe(false);
  });

  test.each([
    ["uncompressed", createECDH("secp256k1").generateKeys("hex")],
    ["off the curve", `02${"f".repeat(64)}`],
    ["nothing", ""],
  ])("a public key that is %s signs nothing", (_why, publicKey) => {
    expect(isSignedBy(publicKey, { url: URL, body: NOTHING }, SIGNATURE)).toBe(false);
  });
});

/** The same signature's other half: n - s in place of s. Both verify. */
function withOtherS(signature: string): string {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const r = signature.slice(8, 8 + 66);
  const s = (order - BigInt(`0x${signature.slice(-64)}`)).toString(16).padStart(64, "0");
  const padded = Number.parseInt(s.slice(0, 2), 16) >= 0x80 ? `00${s}` : s;
  const rest = `0221${r}02${(padded.length / 2).toString(16).padStart(2, "0")}${padded}`;
  return `30${(rest.length / 2).toString(16)}${rest}`;
}
