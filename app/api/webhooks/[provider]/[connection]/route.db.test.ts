import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { POST } from "./route";

const KIB = 1024;
const SECRET = "secret-of-the-test";

async function aDoor() {
  const merchant = await aMerchant(db());
  const { id } = await aConnection(db(), { merchant, provider: "ivy", settings: { apiKey: "key-of-the-test", webhookSecret: SECRET } });
  const path = `/api/webhooks/ivy/${id}`;
  const deliver = (init: RequestInit & { duplex?: "half" }, { provider = "ivy", connection = id } = {}) =>
    POST(new Request(`http://localhost:3000${path}`, { method: "POST", ...init }), { params: Promise.resolve({ provider, connection }) });
  return { deliver, path, stored: () => db().webhookDelivery.findMany({ where: { connectionId: id } }) };
}

const PAID = '{"id":"evt-1","type":"payout.paid","payload":{}}';

function signed(body: string) {
  return { "X-Ivy-Signature": createHmac("sha256", SECRET).update(body).digest("hex") };
}

describe("the webhook door", () => {
  test("answers 200 to a signed delivery once it is stored, and again when it comes again", async () => {
    const { deliver, stored } = await aDoor();
    for (const received of ["stored", "duplicate"]) {
      const response = await deliver({ body: PAID, headers: signed(PAID) });
      expect([response.status, await response.json()]).toEqual([200, { received }]);
      expect(await stored()).toMatchObject([{ proof: "signed", state: "stored" }]);
    }
  });

  test("does not let a good signature hide behind a second one", async () => {
    const { deliver } = await aDoor();
    const headers = new Headers(signed(PAID));
    headers.append("X-Ivy-Signature", "0".repeat(64));
    expect((await deliver({ body: PAID, headers })).status).toBe(401);
  });

  test("refuses a forged delivery and keeps it, as it came, without believing it", async () => {
    const { deliver, path, stored } = await aDoor();
    const response = await deliver({ body: PAID, headers: { "X-Ivy-Signature": "0".repeat(64), cookie: "session=1" } });
    expect(response.status).toBe(401);
    const [kept, ...rest] = await stored();
    expect(rest).toEqual([]);
    expect(kept).toMatchObject({ proof: "forged", state: "refused", path, headers: { "x-ivy-signature": "0".repeat(64) } });
    expect(Buffer.from(kept?.body ?? []).toString()).toBe(PAID);
    expect(JSON.stringify(kept?.headers)).not.toContain("session=1");
  });

  test("knows no connection that is not there, or is another provider's", async () => {
    const { deliver, stored } = await aDoor();
    expect((await deliver({ body: "{}" }, { connection: "con_nothing" })).status).toBe(404);
    expect((await deliver({ body: "{}" }, { provider: "truelayer" })).status).toBe(404);
    expect(await stored()).toEqual([]);
  });

  test("takes 256 KiB and not a byte more", async () => {
    const { deliver, stored } = await aDoor();
    expect((await deliver({ body: "x".repeat(256 * KIB) })).status).toBe(401);
    expect((await deliver({ body: "x".repeat(256 * KIB + 1) })).status).toBe(413);
    expect(await stored()).toHaveLength(1);
  });

  test("counts the bytes itself, whatever the length says", async () => {
    const { deliver, stored } = await aDoor();
    expect((await deliver({ body: endless(), duplex: "half", headers: { "content-length": "10" } })).status).toBe(413);
    expect((await deliver({ body: endless(), duplex: "half" })).status).toBe(413);
    expect((await deliver({ body: "{}", headers: { "content-length": "999999" } })).status).toBe(413);
    expect(await stored()).toEqual([]);
  });
});

/** A sender that never stops: only a reader that stops listening gets past it. */
function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64 * KIB)) });
}
