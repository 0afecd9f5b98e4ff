import { createHmac } from "node:crypto";

/**
 * `signature: <nonce>.<mac>`, where the nonce is the time in milliseconds and the MAC is over the nonce and the API key. Method, path
 * and body are not signed, so whoever sees the header may use it for any call: it is never logged.
 */
export function signatureOf({ apiKey, apiSecret, nonceMs }: { apiKey: string; apiSecret: string; nonceMs: number }): string {
  return `${nonceMs}.${createHmac("sha256", apiSecret).update(`${nonceMs}.${apiKey}`).digest("hex")}`;
}

const lastNonces = new Map<string, number>();

/** The time, and never twice the same for one key in this process: nobody says whether Ipay takes a nonce again. */
export function nextNonceMs(apiKey: string, now: Date): number {
  const nonceMs = Math.max(now.getTime(), (lastNonces.get(apiKey) ?? 0) + 1);
  lastNonces.set(apiKey, nonceMs);
  return nonceMs;
}
