import { expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { peopleWith } from "@/lib/db/people-with";
import { builtInRole } from "@/lib/domain/access/roles";
import { readSession } from "@/lib/queries/read-session";
import { aMerchant, aPerson } from "@/lib/testing/factories";
import { aHolder, aRole } from "@/lib/testing/role-factory";

async function sessionOf({ personId, merchantId }: { personId: string; merchantId: string }): Promise<string> {
  const id = newId("session");
  await db().session.create({ data: { id, personId, merchantId, expiresAt: addMs(new Date(), HOUR_MS) } });
  return id;
}

test("a permission taken from a role is gone at the next request, and one given is there", async () => {
  const role = await aRole(db(), { merchant: await aMerchant(db()), permissions: ["payout.view", "audit.view"] });
  const sessionId = await sessionOf(await aHolder(db(), role));
  expect((await readSession(sessionId))?.permissions).toEqual(["payout.view", "audit.view"]);
  const where = { merchantId_key: { merchantId: role.merchantId, key: role.key } };
  await db().role.update({ where, data: { permissions: ["audit.view", "evidence.view", "no.longerThere"] } });
  expect((await readSession(sessionId))?.permissions).toEqual(["audit.view", "evidence.view"]);
});

test("every merchant has the four roles that the program brings, under the names that it knows", async () => {
  const merchant = await aMerchant(db());
  const roles = await db().role.findMany({ where: { merchantId: merchant.id }, orderBy: { key: "asc" } });
  expect(roles.map(({ key, name, isBuiltIn }) => ({ key, name, isBuiltIn }))).toEqual(
    (["admin", "checker", "maker", "support"] as const).map((key) => ({ key, name: builtInRole(key).roleName, isBuiltIn: true })),
  );
});

test("what the program brings is not altered or removed in the database, and no role for people holds what is a system's alone", async () => {
  const merchant = await aMerchant(db());
  const own = await aRole(db(), { merchant, permissions: [] });
  const at = (key: string) => ({ merchantId_key: { merchantId: merchant.id, key } });
  await expect(db().role.update({ where: at("admin"), data: { permissions: ["payout.approve"] } })).rejects.toThrow(/not changed here/);
  await expect(db().role.delete({ where: at("admin") })).rejects.toThrow(/stays/);
  await expect(db().role.update({ where: at(own.key), data: { key: "another" } })).rejects.toThrow(/stays the one it is/);
  await expect(db().role.update({ where: at(own.key), data: { permissions: ["paymentSource.write"] } })).rejects.toThrow(/role_for_people/);
  await expect(aRole(db(), { merchant, permissions: [], name: "ADMIN" })).rejects.toThrow(/Unique constraint/);
});

test("shut out of one merchant, a person still works for the other", async () => {
  const [here, there] = [await aMerchant(db()), await aMerchant(db())];
  const person = await aPerson(db(), { merchant: here, role: "checker" });
  await db().membership.create({ data: { id: newId("membership"), merchantId: there.id, personId: person.id, role: "maker" } });
  const [at, elsewhere] = [
    await sessionOf({ personId: person.id, merchantId: here.id }),
    await sessionOf({ personId: person.id, merchantId: there.id }),
  ];
  await db().membership.updateMany({ where: { personId: person.id, merchantId: here.id }, data: { disabledAt: new Date() } });
  expect(await readSession(at)).toBeNull();
  expect(await readSession(elsewhere)).toMatchObject({ role: "maker" });
  expect(await peopleWith(db(), here.id, "payout.approve")).toEqual([]);
});

test("whoever holds a permission is found by it, whatever the role is called", async () => {
  const merchant = await aMerchant(db());
  const checker = await aPerson(db(), { merchant, role: "checker" });
  await aPerson(db(), { merchant, role: "maker" });
  const own = await aHolder(db(), await aRole(db(), { merchant, permissions: ["payout.approve"] }));
  const found = await peopleWith(db(), merchant.id, "payout.approve");
  expect(found.map(({ personId }) => personId).sort()).toEqual([checker.id, own.personId].sort());
});
