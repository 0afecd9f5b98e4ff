import { Buffer } from "node:buffer";
import { createHash, type KeyObject, sign, verify } from "node:crypto";
import * as z from "zod";

/**
 * `Tl-Signature`, version 2: a detached JWS over the method, the path, chosen headers and the raw body. ES512 only; the algorithm
 * that a signature names is compared, never obeyed.
 */
export type SignedMessage = {
  readonly method: string;
  readonly path: string;
  /** In the order and with the casing of `tl_headers`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
};

export type SigningKey = { readonly keyId: string; readonly privateKey: string };

export function signMessage(message: SignedMessage, { keyId, privateKey }: SigningKey, extra: { readonly jku?: string } = {}): string {
  const names = message.headers.map(([name]) => name).join(",");
  const header = encode(JSON.stringify({ alg: "ES512", kid: keyId, tl_version: "2", tl_headers: names, ...extra }));
  const signature = sign("sha512", signingInput(header, message), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${header}..${signature.toString("base64url")}`;
}

const JoseHeader = z.object({
  alg: z.literal("ES512"),
  kid: z.string().min(1),
  tl_version: z.literal("2"),
  tl_headers: z.string().optional(),
  jku: z.string().optional(),
});

export type ReadSignature = {
  readonly keyId: string;
  readonly jku: string | null;
  readonly headerNames: readonly string[];
  readonly encodedHeader: string;
  readonly signature: Buffer;
};

/** Takes a signature apart without believing it. Null when it is not a detached ES512 signature of version 2. */
export function readSignature(text: string): ReadSignature | null {
  const match = /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]+)$/.exec(text);
  if (!match) return null;
  const [, encodedHeader = "", encodedSignature = ""] = match;
  const header = JoseHeader.safeParse(jsonOf(encodedHeader));
  const signature = Buffer.from(encodedSignature, "base64url");
  if (!header.success || signature.length !== P521_SIGNATURE_BYTES) return null;
  const headerNames = (header.data.tl_headers ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  // A name signed twice would let two readers see two different messages under one signature.
  if (new Set(headerNames.map((name) => name.toLowerCase())).size !== headerNames.length) return null;
  return { keyId: header.data.kid, jku: header.data.jku ?? null, headerNames, encodedHeader, signature };
}

/** Whether the signature covers exactly this message. As in TrueLayer's own verifiers, one slash at the path's end may differ. */
export function isSignedBy(
  read: ReadSignature,
  message: Omit<SignedMessage, "headers">,
  headers: Readonly<Record<string, string>>,
  publicKey: KeyObject,
): boolean {
  if (publicKey.asymmetricKeyType !== "ec" || publicKey.asymmetricKeyDetails?.namedCurve !== "secp521r1") return false;
  const signed: [string, string][] = [];
  for (const name of read.headerNames) {
    const value = headers[name.toLowerCase()];
    if (value === undefined) return false;
    signed.push([name, value]);
  }
  const otherPath = message.path.endsWith("/") ? message.path.slice(0, -1) : `${message.path}/`;
  return [message.path, otherPath].some((path) => {
    const input = signingInput(read.encodedHeader, { ...message, path, headers: signed });
    return verify("sha512", input, { key: publicKey, dsaEncoding: "ieee-p1363" }, read.signature);
  });
}

/** Two coordinates of 66 bytes, one after the other. */
const P521_SIGNATURE_BYTES = 132;

function signingInput(encodedHeader: string, { method, path, headers, body }: SignedMessage): Buffer {
  const lines = [`${method.toUpperCase()} ${path}\n`, ...headers.map(([name, value]) => `${name}: ${value}\n`)].join("");
  const payload = Buffer.concat([Buffer.from(lines, "utf8"), body]);
  return Buffer.from(`${encodedHeader}.${payload.toString("base64url")}`, "ascii");
}

function encode(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}

function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

export function digestOf(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
