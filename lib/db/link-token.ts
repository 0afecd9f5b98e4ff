import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

/** What stands in a link that lets in whoever holds it: random bytes and our signature over them. Only its hash is ever stored. */
export type LinkToken = { readonly token: string; readonly hash: Uint8Array<ArrayBuffer> };

/** Signed into it, so that a link made for one page is nothing at another. */
export type LinkPurpose = "receiver-ask" | "invitation" | "payout-share";

const RANDOM_BYTES = 32;
const SIGNATURE_BYTES = 16;
const SHAPE = /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{22}$/;

export function newLinkToken(purpose: LinkPurpose): LinkToken {
  const random = randomBytes(RANDOM_BYTES).toString("base64url");
  const token = `${random}.${signatureOf(purpose, random).toString("base64url")}`;
  return { token, hash: hashOf(token) };
}

/** The hash under which the link is stored; null for what we never made, so that guesses end before the database. */
export function readLinkToken(purpose: LinkPurpose, token: string): Uint8Array<ArrayBuffer> | null {
  if (!SHAPE.test(token)) return null;
  const [random = "", signature = ""] = token.split(".");
  const isOurs = timingSafeEqual(Buffer.from(signature, "base64url"), signatureOf(purpose, random));
  return isOurs ? hashOf(token) : null;
}

function signatureOf(purpose: LinkPurpose, random: string): Buffer {
  return createHmac("sha256", env().nextAuthSecret).update(`${purpose}:${random}`).digest().subarray(0, SIGNATURE_BYTES);
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
