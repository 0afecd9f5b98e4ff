/** How a receiver checks a webhook, word for word as it stands in `docs/webhooks/receive.ts`, which is run by the tests. */
export const VERIFY_SAMPLE = `export function verifyWebhook(headers: IncomingHttpHeaders, body: string, secret: string, now = Date.now()): boolean {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => String(headers[name] ?? ""));
  if (!id || !signatures || !/^\\d+$/.test(timestamp ?? "")) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\${body}\`).digest();
  // Several while a secret is being replaced: one that fits is enough.
  return signatures.split(" ").some((one) => {
    const [version, signature = ""] = one.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;
