import { describe, expect, test } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { listApiKeys } from "@/lib/queries/list-api-keys";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { aRestShop } from "@/lib/testing/rest-shop";
import { decideKeyChange } from "./decide-key-change";
import { endOldSecret } from "./end-old-secret";
import { knockWithKey } from "./knock-with-key";
import { restrictApiKey } from "./restrict-api-key";
import { revokeApiKey } from "./revoke-api-key";
import { rotateApiKey } from "./rotate-api-key";

async function aKey() {
  const shop = await aRestShop();
  const [ada, anton] = await Promise.all(
    ["Ada", "Anton"].map(async (name) => actorOf(await aPerson(db(), { merchant: shop.merchant, role: "admin", name }), shop.merchant)),
  );
  if (!ada || !anton) throw new Error("Two admins were asked for.");
  const { apiKeyId } = shop;
  const openChange = () => db().accessChange.findFirstOrThrow({ where: { merchantId: shop.merchant.id, outcome: null } });
  const confirm = async (by = anton) => decideKeyChange(by, { changeId: (await openChange()).id, verdict: "confirmed" });
  const audited = async () => {
    const rows = await db().auditEntry.findMany({
      where: { merchantId: shop.merchant.id, event: { startsWith: "apiKey." } },
      orderBy: { id: "asc" },
    });
    return rows.map(({ event }) => event);
  };
  return { ...shop, apiKeyId, ada, anton, openChange, confirm, audited };
}

const knock = async (key: string, { now, address }: { now?: Date; address?: string } = {}) =>
  (await knockWithKey({ header: `Bearer ${key}`, now, address })).kind;

async function rotated(shop: Awaited<ReturnType<typeof aKey>>, overlapHours: 0 | 1 | 24 | 168 = 24): Promise<string> {
  const made = await rotateApiKey(shop.operator, { apiKeyId: shop.apiKeyId, overlapHours });
  if (!made.ok) throw new Error(made.error.sentence);
  return made.value.key;
}

describe("a new secret", () => {
  test("opens the same key, and the old one for as long as was chosen", async () => {
    const shop = await aKey();
    const fresh = await rotated(shop, 24);
    const now = new Date();
    expect([await knock(shop.key), await knock(fresh)]).toEqual(["welcome", "welcome"]);
    const later = { now: addMs(now, 25 * HOUR_MS) };
    expect([await knock(shop.key, later), await knock(fresh, later)]).toEqual(["refused", "welcome"]);
    const [old, current] = await Promise.all([shop.key, fresh].map((key) => knockWithKey({ header: `Bearer ${key}` })));
    expect([old, current]).toMatchObject([
      { key: { apiKeyId: shop.apiKeyId, withOldSecret: true }, actor: { apiKeyId: shop.apiKeyId } },
      { key: { withOldSecret: false }, actor: { apiKeyId: shop.apiKeyId } },
    ]);
  });

  test("takes the place of the old one at once where that was chosen, and ends the one before", async () => {
    const shop = await aKey();
    const second = await rotated(shop, 168);
    const third = await rotated(shop, 0);
    expect([await knock(shop.key), await knock(second), await knock(third)]).toEqual(["stranger", "refused", "welcome"]);
  });

  test("opens nothing, and the old one goes on, until a second admin has confirmed it", async () => {
    const shop = await aKey();
    const { ada, anton, apiKeyId } = shop;
    const asked = await rotateApiKey(ada, { apiKeyId, overlapHours: 1 });
    if (!asked.ok) throw new Error(asked.error.sentence);
    expect([await knock(asked.value.key), await knock(shop.key)]).toEqual(["stranger", "welcome"]);
    expect(await shop.confirm(ada)).toMatchObject({ error: { code: "changeNeedsAnother" } });
    expect(JSON.stringify(await shop.openChange())).not.toContain(asked.value.key.slice(9));
    expect(await shop.confirm(anton)).toMatchObject({ ok: true });
    expect([await knock(asked.value.key), await knock(shop.key)]).toEqual(["welcome", "welcome"]);
    expect(await shop.audited()).toContain("apiKey.rotated");
  });

  test("that was asked for beside another is refused once the other holds", async () => {
    const shop = await aKey();
    const asked = await rotateApiKey(shop.ada, { apiKeyId: shop.apiKeyId, overlapHours: 1 });
    const fresh = await rotated(shop);
    expect(await shop.confirm()).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect([await knock(fresh), asked.ok && (await knock(asked.value.key))]).toEqual(["welcome", "stranger"]);
  });

  test("is shown with who still comes with the old one, which one admin ends before its time", async () => {
    const shop = await aKey();
    const fresh = await rotated(shop);
    const old = async () => (await listApiKeys(shop.merchant.id))[0]?.oldSecret;
    expect(await old()).toMatchObject({ prefix: shop.key.slice(0, 9), usedAt: null });
    const now = addMs(new Date(), MINUTE_MS);
    await knock(shop.key, { now });
    expect(await old()).toMatchObject({ usedAt: now });
    expect(await endOldSecret(shop.ada, shop)).toMatchObject({ ok: true });
    expect([await old(), await knock(shop.key), await knock(fresh)]).toEqual([null, "refused", "welcome"]);
    expect(await shop.audited()).toContain("apiKey.oldSecretEnded");
  });

  test("is not given to a key that has ended, and revoking ends both", async () => {
    const shop = await aKey();
    const fresh = await rotated(shop);
    await revokeApiKey(shop.operator, shop);
    expect([await knock(shop.key), await knock(fresh)]).toEqual(["refused", "refused"]);
    expect(await rotateApiKey(shop.ada, { apiKeyId: shop.apiKeyId, overlapHours: 1 })).toMatchObject({
      error: { code: "changedMeanwhile" },
    });
  });
});

describe("a key with a list of addresses", () => {
  test("opens from there alone, once a second admin has confirmed the list", async () => {
    const shop = await aKey();
    const { ada, apiKeyId, key } = shop;
    expect(await restrictApiKey(ada, { apiKeyId, ranges: ["203.0.113.0/24"] })).toMatchObject({ value: { waitsForAnother: true } });
    expect(await knock(key, { address: "198.51.100.7" })).toBe("welcome");
    await shop.confirm();
    const places = ["203.0.113.9", "::ffff:203.0.113.9", "198.51.100.7", undefined];
    expect(await Promise.all(places.map((address) => knock(key, { address })))).toEqual([
      "welcome",
      "welcome",
      "wrongAddress",
      "wrongAddress",
    ]);
    expect((await listApiKeys(shop.merchant.id))[0]?.ranges).toEqual(["203.0.113.0/24"]);
    expect(await restrictApiKey(ada, { apiKeyId, ranges: ["203.0.113.0/24"] })).toMatchObject({ error: { code: "invalidInput" } });
    expect(await shop.audited()).toContain("apiKey.restricted");
  });

  test("is not changed by a wish that saw another list", async () => {
    const shop = await aKey();
    const { ada, operator, apiKeyId } = shop;
    await restrictApiKey(ada, { apiKeyId, ranges: [] }).then((answer) => expect(answer.ok).toBe(false));
    await restrictApiKey(ada, { apiKeyId, ranges: ["10.0.0.0/8"] });
    await restrictApiKey(operator, { apiKeyId, ranges: ["192.0.2.0/24"] });
    expect(await shop.confirm()).toMatchObject({ error: { code: "changedMeanwhile" } });
  });
});
