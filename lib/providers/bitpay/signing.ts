import { createECDH, createHash, createPrivateKey, createPublicKey, ECDH, type KeyObject, randomBytes, sign, verify } from "node:crypto";

/**
 * BitPay knows a caller by a key on secp256k1: the compressed public key goes along as `X-Identity`, and `X-Signature` is a DER
 * signature over the address exactly as it is sent, followed by the body's bytes. Neither time nor nonce is signed, so a signature
 * proves who wrote a request, not that it is new.
 */
export type Identity = {
  /** Compressed public key, 66 hexadecimal characters. */
  readonly publicKey: string;
  readonly key: KeyObject;
};

/** Throws on what `isPrivateKey` refuses. */
export function identityOf(privateKey: string): Identity {
  const curve = createECDH("secp256k1");
  curve.setPrivateKey(privateKey, "hex");
  const { x, y } = coordinatesOf(curve.getPublicKey());
  const d = Buffer.from(privateKey, "hex").toString("base64url");
  return {
    publicKey: curve.getPublicKey("hex", "compressed"),
    key: createPrivateKey({ format: "jwk", key: { kty: "EC", crv: "secp256k1", d, x, y } }),
  };
}

export function newPrivateKey(): string {
  const candidate = randomBytes(32).toString("hex");
  // All but one in 2^128 numbers are keys of this curve.
  return isPrivateKey(candidate) ? candidate : newPrivateKey();
}

/** 64 hexadecimal characters that name a point on the curve. */
export function isPrivateKey(text: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(text)) return false;
  try {
    createECDH("secp256k1").setPrivateKey(text, "hex");
    return true;
  } catch {
    return false;
  }
}

/** `url` is the whole address with its query; the body is empty for GET and DELETE. */
export function signRequest(url: string, body: Uint8Array, { key }: Identity): string {
  return sign("sha256", Buffer.concat([Buffer.from(url, "utf8"), body]), { key, dsaEncoding: "der" }).toString("hex");
}

/** Whether this public key signed exactly this. High and low S are both taken: BitPay's own clients write either. */
export function isSignedBy(publicKey: string, request: { readonly url: string; readonly body: Uint8Array }, signature: string): boolean {
  if (!/^(?:[0-9a-f]{2}){8,72}$/i.test(signature)) return false;
  const key = publicKeyOf(publicKey);
  const signed = Buffer.concat([Buffer.from(request.url, "utf8"), request.body]);
  return key !== null && verify("sha256", signed, { key, dsaEncoding: "der" }, Buffer.from(signature, "hex"));
}

/** BitPay's name for a key ("service identification number"), by which it is paired: Base58Check of a version and the key's hash. */
export function sinOf(publicKey: string): string {
  const hash = createHash("ripemd160")
    .update(sha256(Buffer.from(publicKey, "hex")))
    .digest();
  const versioned = Buffer.concat([SIN_VERSION, hash]);
  return base58(Buffer.concat([versioned, sha256(sha256(versioned)).subarray(0, CHECKSUM_BYTES)]));
}

const SIN_VERSION = Buffer.from([0x0f, 0x02]);
const CHECKSUM_BYTES = 4;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function publicKeyOf(publicKey: string): KeyObject | null {
  if (!/^0[23][0-9a-f]{64}$/i.test(publicKey)) return null;
  try {
    const point = ECDH.convertKey(Buffer.from(publicKey, "hex"), "secp256k1", undefined, undefined, "uncompressed");
    return createPublicKey({ format: "jwk", key: { kty: "EC", crv: "secp256k1", ...coordinatesOf(Buffer.from(point)) } });
  } catch {
    return null;
  }
}

/** Of an uncompressed point: one byte that says so, then x and y of 32 bytes each. */
function coordinatesOf(point: Buffer): { x: string; y: string } {
  return { x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33, 65).toString("base64url") };
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** Every leading zero byte is one leading "1"; the rest is the number itself. */
function base58(bytes: Buffer): string {
  const zeros = bytes.findIndex((byte) => byte !== 0);
  let rest = BigInt(`0x0${bytes.toString("hex")}`);
  let text = "";
  while (rest > 0n) {
    text = BASE58.charAt(Number(rest % 58n)) + text;
    rest /= 58n;
  }
  return BASE58.charAt(0).repeat(zeros === -1 ? bytes.length : zeros) + text;
}
