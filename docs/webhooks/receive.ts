/**
 * Receiving Counterfoil's webhooks with nothing but what Node brings: `npx tsx docs/webhooks/receive.ts`.
 *
 *     export COUNTERFOIL_WEBHOOK_SECRET=whsec_…   # shown once, when the endpoint is made
 *     export PORT=8080
 *
 * Copy what you need: it is small on purpose.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { pathToFileURL } from "node:url";

/** What was signed too long ago, or is from the future, may be somebody else's copy. */
const TOLERANCE_SECONDS = 5 * 60;

/**
 * Whether it comes from your desk, as it is. `body` is the text as it arrived: parse it afterwards, since JSON that was read and written
 * again is another text.
 */
export function verifyWebhook(headers: IncomingHttpHeaders, body: string, secret: string, now = Date.now()): boolean {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => String(headers[name] ?? ""));
  if (!id || !signatures || !/^\d+$/.test(timestamp ?? "")) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  // Several while a secret is being replaced: one that fits is enough.
  return signatures.split(" ").some((one) => {
    const [version, signature = ""] = one.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

type Event = { id: string; type: string; timestamp: string; sequence: number; data: { id: string; number: string; state: string } };

/** Keep these two in your database; this example forgets them when it ends. */
const seen = new Set<string>();
const newest = new Map<string, number>();

/** The same event may come twice, and events may come in any order: neither may do anything twice or undo what is newer. */
function take({ id, type, sequence, data }: Event): string {
  if (seen.has(id)) return "seen before";
  seen.add(id);
  if (type === "endpoint.test") return "a test";
  if (sequence < (newest.get(data.id) ?? 0)) return "older than what is known";
  newest.set(data.id, sequence);
  return `${data.number} is ${data.state}`;
}

/** Answer at once and work afterwards: whoever takes longer than 15 seconds is asked again. */
export function receiver(secret: string, tell: (words: string) => void) {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      if (!verifyWebhook(request.headers, body, secret)) return response.writeHead(401).end();
      response.writeHead(204).end();
      const event: Event = JSON.parse(body);
      tell(`${event.type}: ${take(event)}`);
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { COUNTERFOIL_WEBHOOK_SECRET: secret, PORT = "8080" } = process.env;
  if (!secret) throw new Error("Set COUNTERFOIL_WEBHOOK_SECRET to the secret that was shown when the endpoint was made.");
  const server = receiver(secret, (words) => console.info(words));
  server.listen(Number(PORT), "127.0.0.1", () => console.info(`Listening on http://127.0.0.1:${PORT}`));
}
