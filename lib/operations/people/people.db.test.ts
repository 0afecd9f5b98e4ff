import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { ROLES } from "@/lib/domain/access/permissions";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { changeRole } from "./change-role";
import { disablePerson } from "./disable-person";

async function aTeam() {
  const merchant = await aMerchant(db());
  const person = await aPerson(db(), { merchant, role: "maker" });
  const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
  return { merchant, person, admin };
}

describe("the team", () => {
  test.each(ROLES)("is a %s's to change?", async (role) => {
    const { merchant, person } = await aTeam();
    const actor = actorOf(await aPerson(db(), { merchant, role }), merchant);
    const isAllowed = role === "admin";
    expect((await changeRole(actor, { personId: person.id, role: "checker" })).ok).toBe(isAllowed);
    expect((await disablePerson(actor, { personId: person.id })).ok).toBe(isAllowed);
  });

  test("of another merchant is not found", async () => {
    const { person } = await aTeam();
    const { admin: stranger } = await aTeam();
    expect(await changeRole(stranger, { personId: person.id, role: "admin" })).toMatchObject({ error: { code: "notFound" } });
    expect(await disablePerson(stranger, { personId: person.id })).toMatchObject({ error: { code: "notFound" } });
    expect(await db().person.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ disabledAt: null });
  });

  test("an admin cannot raise or disable themselves", async () => {
    const { admin } = await aTeam();
    expect(await changeRole(admin, { personId: admin.personId, role: "checker" })).toMatchObject({ error: { code: "forbidden" } });
    expect(await disablePerson(admin, { personId: admin.personId })).toMatchObject({ error: { code: "forbidden" } });
  });

  test("an admin cannot shut someone out of another merchant, the operator can", async () => {
    const { merchant, person, admin } = await aTeam();
    const other = await aMerchant(db());
    await db().membership.create({ data: { id: `mem_${other.id}`, merchantId: other.id, personId: person.id, role: "maker" } });
    expect(await disablePerson(admin, { personId: person.id })).toMatchObject({ error: { code: "forbidden" } });
    const operator = { kind: "system", name: "operator", merchantId: merchant.id } as const;
    expect(await disablePerson(operator, { personId: person.id })).toMatchObject({ ok: true });
  });

  test("every change is in the books", async () => {
    const { merchant, person, admin } = await aTeam();
    await changeRole(admin, { personId: person.id, role: "support" });
    await disablePerson(admin, { personId: person.id });
    const entries = await db().auditEntry.findMany({ where: { merchantId: merchant.id }, orderBy: { at: "asc" } });
    expect(entries.map(({ event }) => event)).toEqual(["membership.changed", "person.disabled"]);
  });
});
