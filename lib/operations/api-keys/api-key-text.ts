import { createHash } from "node:crypto";
import { randomText } from "@/lib/base/id";

const FORM = /^cf_[0-9A-HJKMNP-TV-Z]{32}$/;

/** 160 random bits, with a word in front by which secret scanners know it. */
export function newApiKeyText(): string {
  return `cf_${randomText(32)}`;
}

export function isApiKeyText(text: string): boolean {
  return FORM.test(text);
}

/** A plain SHA-256: nobody guesses 160 random bits, however fast the hash. */
export function hashApiKey(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}

/** Enough to recognise a key in a list, too little to use it. */
export function prefixOf(text: string): string {
  return text.slice(0, 9);
}
