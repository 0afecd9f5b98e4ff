import { createHash } from "node:crypto";

/** Under which a challenge is stored: its random text is known to the browser alone. */
export function challengeHash(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}
