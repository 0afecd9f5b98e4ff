import { createHash } from "node:crypto";

/** As which a key stands in the request log: whoever has it finds it, and nobody reads it there. */
export function hashIdempotencyKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(key).digest());
}
