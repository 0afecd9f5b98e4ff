import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** As Standard Webhooks writes one down: secret scanners know it by its first letters. */
export function newEndpointSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

export type SignEvent = { readonly eventId: string; readonly at: Date; readonly body: string; readonly secrets: readonly string[] };

/**
 * The three headers of Standard Webhooks. Every secret in force signs, so that during a rotation whoever knows either of them is served.
 * The time is that of the try, since receivers refuse what is old.
 */
export function signEvent({ eventId, at, body, secrets }: SignEvent): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${eventId}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": eventId, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
