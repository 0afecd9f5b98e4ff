import { createHmac } from "node:crypto";
import type { Transport } from "../contract/transport";

/**
 * `signature: <nonce>.<mac>`, where the nonce is the time in milliseconds and the MAC is over the nonce and the API key. Method, path
 * and body are not signed, so whoever sees the header may use it for any call: it is never logged.
 */
export function signatureOf({ apiKey, apiSecret, nonceMs }: { apiKey: string; apiSecret: string; nonceMs: number }): string {
  return `${nonceMs}.${createHmac("sha256", apiSecret).update(`${nonceMs}.${apiKey}`).digest("hex")}`;
}

const LAST_NONCE = "ipay.lastNonce";

/** The time, and never twice the same for one connection in this process: nobody says whether Ipay takes a nonce again. */
export function nextNonceMs({ memory, now }: Pick<Transport, "memory" | "now">): number {
  const last = memory.get(LAST_NONCE);
  const nonceMs = Math.max(now().getTime(), typeof last === "number" ? last + 1 : 0);
  memory.set(LAST_NONCE, nonceMs);
  return nonceMs;
}
