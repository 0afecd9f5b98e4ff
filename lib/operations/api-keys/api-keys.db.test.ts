import { describe, expect, test } from "vitest";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { may } from "@/lib/domain/access/actor";
import { ROLES } from "@/lib/domain/access/permissions";
import { actorOfKey } from "@/lib/testing/actor-of-key";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { decideTeamChange } from "../people/decide-team-change";
import { createApiKey } from "./create-api-key";
import { decideKeyChange } from "./decide-key-change";
import { revokeApiKey } from "./revoke-api-key";

async function aKey({ expiresAt }: { expiresAt?: Date } = {}) {
  const merchant = await aMerchant(db());
  const operator = { kind: "system", name: "operator", merchantId: merchant.id } as const;
  const made = await createApiKey(operator, { merchantId: merchant.id, name: "shop", scopes: ["payouts:write"], expiresAt });
  if (!made.ok) throw new Error(made.error.sentence);
  return { merchant, operator, ...made.value, header: `Bearer ${made.value.key}` };
}

describe("an API key", () => {
  test("speaks for its merchant, within its scopes, and never approves", async () => {
    const { merchant, apiKeyId, header } = await aKey();
    const actor = await actorOfKey(header);
    expect(actor).toMatchObject({ kind: "apiKey", apiKeyId, merchantId: merchant.id });
    expect(actor && may(actor, "payout.create")).toBe(true);
    expect(actor && may(actor, "receiver.view")).toBe(false);
    expect(actor && may(actor, "payout.approve")).toBe(false);
  });

  test("is stored nowhere in the clear", async () => {
    const { merchant, key } = await aKey();
    const rows = [
      await db().apiKey.findMany({ where: { merchantId: merchant.id } }),
      await db().auditEntry.findMany({ where: { merchantId: merchant.id } }),
    ];
    expect(JSON.stringify(rows)).not.toContain(key.slice(9));
  });

  test.each(["", "Bearer", "Bearer cf_", "Basic cf_x", "Bearer cf_00000000000000000000000000000000"])("is not %j", async (header) => {
    expect(await actorOfKey(header)).toBeNull();
  });

  test("is not one that has expired, or was revoked", async () => {
    const now = new Date();
    const short = await aKey({ expiresAt: addMs(now, MINUTE_MS) });
    expect(await actorOfKey(short.header, now)).not.toBeNull();
    expect(await actorOfKey(short.header, addMs(now, MINUTE_MS))).toBeNull();

    const revoked = await aKey();
    expect(await revokeApiKey(revoked.operator, revoked)).toMatchObject({ ok: true });
    expect(await actorOfKey(revoked.header)).toBeNull();
  });

  test("notes its use once a minute", async () => {
    const { apiKeyId, header } = await aKey();
    const now = new Date();
    const usedAt = async () => (await db().apiKey.findUniqueOrThrow({ where: { id: apiKeyId } })).lastUsedAt;
    await actorOfKey(header, now);
    await actorOfKey(header, addMs(now, 30_000));
    expect(await usedAt()).toEqual(now);
    await actorOfKey(header, addMs(now, 2 * MINUTE_MS));
    expect(await usedAt()).toEqual(addMs(now, 2 * MINUTE_MS));
  });

  test.each(ROLES)("may a %s make and revoke one?", async (role) => {
    const { merchant, apiKeyId } = await aKey();
    const actor = actorOf(await aPerson(db(), { merchant, role }), merchant);
    const wish = { merchantId: merchant.id, name: "mine", scopes: ["payouts:read"] } as const;
    const isAllowed = role === "admin";
    expect((await createApiKey(actor, wish)).ok).toBe(isAllowed);
    expect((await revokeApiKey(actor, { apiKeyId })).ok).toBe(isAllowed);
  });

  test("that an admin asks for opens nothing before a second one has confirmed it", async () => {
    const merchant = await aMerchant(db());
    const [admin, second] = [await aPerson(db(), { merchant, role: "admin" }), await aPerson(db(), { merchant, role: "admin" })];
    const made = await createApiKey(actorOf(admin, merchant), { merchantId: merchant.id, name: "shop", scopes: ["payouts:write"] });
    if (!made.ok) throw new Error(made.error.sentence);
    const header = `Bearer ${made.value.key}`;
    expect(made.value.waitsForAnother).toBe(true);
    expect(await actorOfKey(header)).toBeNull();

    const change = await db().accessChange.findFirstOrThrow({ where: { merchantId: merchant.id } });
    expect(JSON.stringify([change, await db().auditEntry.findMany({ where: { merchantId: merchant.id } })])).not.toContain(
      made.value.key.slice(9),
    );
    const decide = (person: typeof admin) => decideKeyChange(actorOf(person, merchant), { changeId: change.id, verdict: "confirmed" });
    expect(await decide(admin)).toMatchObject({ error: { code: "changeNeedsAnother" } });
    expect(await decideTeamChange(actorOf(second, merchant), { changeId: change.id, verdict: "confirmed" })).toMatchObject({
      error: { code: "notFound" },
    });
    expect(await decide(second)).toMatchObject({ ok: true });
    expect(await actorOfKey(header)).toMatchObject({ apiKeyId: made.value.apiKeyId, scopes: ["payouts:write"] });
  });

  test("of another merchant is not found, even for an admin", async () => {
    const { apiKeyId, header, merchant } = await aKey();
    const other = await aMerchant(db());
    const admin = actorOf(await aPerson(db(), { merchant: other, role: "admin" }), other);
    expect(await revokeApiKey(admin, { apiKeyId })).toMatchObject({ error: { code: "notFound" } });
    expect(await createApiKey(admin, { merchantId: merchant.id, name: "x", scopes: ["payouts:read"] })).toMatchObject({
      error: { code: "notFound" },
    });
    expect(await actorOfKey(header)).not.toBeNull();
  });
});
