import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { decideKeyChange } from "@/lib/operations/api-keys/decide-key-change";
import { anEndpoint } from "@/lib/testing/endpoint-factory";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { changeEndpoint } from "./change-endpoint";
import { createEndpoint } from "./create-endpoint";
import { decideEndpointChange } from "./decide-endpoint-change";
import { disableEndpoint } from "./disable-endpoint";
import { enableEndpoint } from "./enable-endpoint";
import { removeEndpoint } from "./remove-endpoint";
import { rotateSecret } from "./rotate-secret";

const SHOP = { url: "https://shop.example.com/webhooks", description: "Shop", types: [] };

let merchant: Merchant;
let [first, second]: Actor[] = [];
beforeEach(async () => {
  merchant = await aMerchant(db());
  first = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
  second = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
});

const one = () => {
  if (!first || !second) throw new Error("Two admins are needed.");
  return { first, second };
};
async function decide(actor: Actor, verdict: "confirmed" | "declined" = "confirmed") {
  const { id } = await db().accessChange.findFirstOrThrow({ where: { merchantId: merchant.id, outcome: null } });
  return decideEndpointChange(actor, { changeId: id, verdict });
}
const endpoints = () => db().endpoint.findMany({ where: { merchantId: merchant.id } });
const read = (id: string) => db().endpoint.findUniqueOrThrow({ where: { id } });

describe("what opens an endpoint", () => {
  test("waits for a second admin: until then there is none, and the secret stands nowhere in the clear", async () => {
    const made = await createEndpoint(one().first, SHOP);
    if (!made.ok) throw new Error(made.error.sentence);
    expect(made.value.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await endpoints()).toEqual([]);
    const { merchantId } = one().first;
    const written = [
      await db().accessChange.findMany({ where: { merchantId } }),
      await db().auditEntry.findMany({ where: { merchantId } }),
    ];
    expect(JSON.stringify(written)).not.toContain(made.value.secret.slice(6));

    expect(await decide(one().first)).toMatchObject({ error: { code: "changeNeedsAnother" } });
    expect(await endpoints()).toEqual([]);
    expect(await decide(one().second)).toMatchObject({ ok: true });
    expect(await read(made.value.endpointId)).toMatchObject({ ...SHOP, state: "on" });
    expect(await db().endpointSecret.count({ where: { endpointId: made.value.endpointId, endsAt: null } })).toBe(1);
  });

  test("that was declined leaves nothing that signs", async () => {
    await createEndpoint(one().first, SHOP);
    expect(await decide(one().second, "declined")).toMatchObject({ ok: true });
    expect(await endpoints()).toEqual([]);
    expect(await db().endpointSecret.count({ where: { merchantId: merchant.id, endpointId: { not: null } } })).toBe(0);
  });

  test("by another address holds as it was until then, and is confirmed only as it was shown", async () => {
    const { endpoint } = await anEndpoint(db(), { merchant, ...SHOP });
    const elsewhere = { ...SHOP, endpointId: endpoint.id, url: "https://elsewhere.example.com/hooks" };
    expect(await changeEndpoint(one().first, elsewhere)).toMatchObject({ value: { waitsForAnother: true } });
    expect((await read(endpoint.id)).url).toBe(SHOP.url);
    await db().endpoint.update({ where: { id: endpoint.id }, data: { description: "Renamed meanwhile" } });
    expect(await decide(one().second)).toMatchObject({ error: { code: "changedMeanwhile" } });
    await db().endpoint.update({ where: { id: endpoint.id }, data: { description: SHOP.description } });
    expect(await decide(one().second)).toMatchObject({ ok: true });
    expect((await read(endpoint.id)).url).toBe(elsewhere.url);
  });

  test("by a new secret signs nothing until then", async () => {
    const { endpoint } = await anEndpoint(db(), { merchant, ...SHOP });
    const inForce = () => db().endpointSecret.count({ where: { endpointId: endpoint.id } });
    await rotateSecret(one().first, { endpointId: endpoint.id, overlapHours: 24 });
    expect(await inForce()).toBe(1);
    expect(await decide(one().second)).toMatchObject({ ok: true });
    expect(await inForce()).toBe(2);
  });

  test("after somebody shut it takes two as well; shutting takes one, at once", async () => {
    const { endpoint } = await anEndpoint(db(), { merchant, ...SHOP });
    const endpointId = endpoint.id;
    expect(await disableEndpoint(one().first, { endpointId })).toMatchObject({ ok: true });
    expect((await read(endpointId)).state).toBe("off");
    await enableEndpoint(one().first, { endpointId });
    expect((await read(endpointId)).state).toBe("off");
    expect(await decide(one().second)).toMatchObject({ ok: true });
    expect((await read(endpointId)).state).toBe("on");
    await rotateSecret(one().first, { endpointId, overlapHours: 0 });
    expect(await removeEndpoint(one().second, { endpointId })).toMatchObject({ ok: true });
    expect(await decide(one().second)).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect(await db().endpointSecret.count({ where: { endpointId } })).toBe(0);
    await expect(db().endpoint.update({ where: { id: endpointId }, data: { state: "on" } })).rejects.toThrow(/removed once/);
  });

  test("is decided on by those who manage endpoints, and through no other door", async () => {
    await createEndpoint(one().first, SHOP);
    const { id: changeId } = await db().accessChange.findFirstOrThrow({ where: { merchantId: merchant.id } });
    expect(await decideKeyChange(one().second, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "notFound" } });
    const support = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
    expect(await decideEndpointChange(support, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "forbidden" } });
  });
});

test.each(["http://shop.example.com/", "https://10.0.0.1/hooks", "https://me:hush@shop.example.com/", "http://127.0.0.1:5432/"])(
  "an endpoint at %s is refused before anybody is asked",
  async (url) => {
    const { endpoint } = await anEndpoint(db(), { merchant, ...SHOP });
    for (const asked of [
      await createEndpoint(one().first, { ...SHOP, url }),
      await changeEndpoint(one().first, { ...SHOP, url, endpointId: endpoint.id }),
    ]) {
      expect(asked).toMatchObject({ error: { code: "invalidInput", fields: { url: [expect.any(String)] } } });
    }
    expect(await db().accessChange.count({ where: { merchantId: merchant.id } })).toBe(0);
  },
);
