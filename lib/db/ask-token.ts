import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

/** What stands in a link to the receiver's own page: random bytes and our signature over them. Only its hash is ever stored. */
export type AskToken = { readonly token: string; readonly hash: Uint8Array<ArrayBuffer> };

const RANDOM_BYTES = 32;
const SIGNATURE_BYTES = 16;
const SHAPE = /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{22}$/;

export function newAskToken(): AskToken {
  const random = randomBytes(RANDOM_BYTES).toString("base64url");
  const token = `${random}.${signatureOf(random).toString("base64url")}`;
  return { token, hash: hashOf(token) };
}

/** The hash under which the link is stored; null for what we never made, so that guesses end before the database. */
export function readAskToken(token: string): Uint8Array<ArrayBuffer> | null {
  if (!SHAPE.test(token)) return null;
  const [random = "", signature = ""] = token.split(".");
  const isOurs = timingSafeEqual(Buffer.from(signature, "base64url"), signatureOf(random));
  return isOurs ? hashOf(token) : null;
}

function signatureOf(random: string): Buffer {
  return createHmac("sha256", env().nextAuthSecret).update(`receiver-ask:${random}`).digest().subarray(0, SIGNATURE_BYTES);
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
