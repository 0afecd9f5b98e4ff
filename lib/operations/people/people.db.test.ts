import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { PERMISSION_FACTS } from "@/lib/domain/access/permission-facts";
import { isPermission, ROLES } from "@/lib/domain/access/permissions";
import { CHECKERS, DEMO_POLICY } from "@/lib/domain/approval/policy";
import { startSession } from "@/lib/operations/sessions/start-session";
import { readSession } from "@/lib/queries/read-session";
import { actorOf, aMerchant, aPerson, type TestPerson } from "@/lib/testing/factories";
import { aHolder, aRole } from "@/lib/testing/role-factory";
import { changeRoleFacts } from "../roles/change-role-facts";
import { createRole } from "../roles/create-role";
import { deleteRole } from "../roles/delete-role";
import { acceptInvitation } from "./accept-invitation";
import { changeRole } from "./change-role";
import { decideTeamChange } from "./decide-team-change";
import { disablePerson } from "./disable-person";
import { enablePerson } from "./enable-person";
import { endSessionsOf } from "./end-sessions-of";
import { findInvitation } from "./find-invitation";
import { invitePerson } from "./invite-person";
import { joinByInvitation } from "./join-by-invitation";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";

type Person = Extract<Actor, { kind: "person" }>;
let merchant: Merchant;
let person: TestPerson;
let admin: Person;
let second: Person;
let operator: Extract<Actor, { kind: "system" }>;

beforeEach(async () => {
  merchant = await aMerchant(db());
  person = await aPerson(db(), { merchant, role: "maker" });
  admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
  second = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
  operator = { kind: "system", name: "operator", merchantId: merchant.id };
});

const roleOf = async (personId: string) =>
  (await db().membership.findUniqueOrThrow({ where: { merchantId_personId: { merchantId: merchant.id, personId } } })).role;
const openChange = async () => (await db().accessChange.findFirstOrThrow({ where: { merchantId: merchant.id, outcome: null } })).id;
const books = async () => {
  const rows = await db().auditEntry.findMany({ where: { merchantId: merchant.id }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  return rows.map(({ event, actorName, details }) => ({ event, actorName, details }));
};
const sessionOf = async ({ id }: { id: string }) => {
  const sessionId = newId("session");
  await db().session.create({ data: { id: sessionId, personId: id, merchantId: merchant.id, expiresAt: addMs(new Date(), HOUR_MS) } });
  return sessionId;
};

describe("a colleague's role", () => {
  test.each(ROLES)("is a %s's to change?", async (role) => {
    const actor = actorOf(await aPerson(db(), { merchant, role }), merchant);
    const isAllowed = role === "admin";
    expect((await changeRole(actor, { personId: person.id, role: "support" })).ok).toBe(isAllowed);
    expect((await disablePerson(actor, { personId: person.id })).ok).toBe(isAllowed);
  });

  test("of another merchant is not found", async () => {
    const elsewhere = await aMerchant(db());
    const stranger = actorOf(await aPerson(db(), { merchant: elsewhere, role: "admin" }), elsewhere);
    for (const deed of [changeRole(stranger, { personId: person.id, role: "admin" }), disablePerson(stranger, { personId: person.id })]) {
      expect(await deed).toMatchObject({ error: { code: "notFound" } });
    }
    expect(await roleOf(person.id)).toBe("maker");
  });

  test("changes at once where nothing is gained that releases money or says who may, for the next request", async () => {
    const sessionId = await sessionOf(person);
    expect(await changeRole(admin, { personId: person.id, role: "support" })).toMatchObject({ value: { waitsForAnother: false } });
    expect(await readSession(sessionId)).toMatchObject({ role: "support" });
  });

  test("waits for a second admin where it is, and changes when that one confirms it", async () => {
    for (const role of ["checker", "admin"] as const) {
      expect(await changeRole(admin, { personId: person.id, role })).toMatchObject({ ok: true, value: { waitsForAnother: true } });
    }
    expect(await roleOf(person.id)).toBe("maker");
    const changeId = await openChange();
    expect(await decideTeamChange(admin, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "changeNeedsAnother" } });
    expect(await decideTeamChange(second, { changeId, verdict: "confirmed" })).toMatchObject({ ok: true });
    expect(await roleOf(person.id)).toBe("admin");
    expect(await decideTeamChange(second, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect((await books()).slice(-2)).toEqual([
      { event: "membership.changed", actorName: second.name, details: { before: { role: "maker" }, after: { role: "admin" } } },
      {
        event: "access.changeConfirmed",
        actorName: second.name,
        details: expect.objectContaining({ proposedBy: admin.name, before: { role: "maker" }, after: { role: "admin" } }),
      },
    ]);
  });

  test("is never confirmed by whom it is for, says the operation and says the database", async () => {
    const third = await aPerson(db(), { merchant, role: "admin" });
    await changeRole(admin, { personId: third.id, role: "checker" });
    const changeId = await openChange();
    const self = actorOf(third, merchant);
    expect(await decideTeamChange(self, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "forbidden" } });
    for (const decidedById of [third.id, admin.personId]) {
      const decided = { outcome: "confirmed", decidedAt: new Date(), decidedById, decidedByName: "x" };
      await expect(db().accessChange.update({ where: { id: changeId }, data: decided })).rejects.toThrow(/access_change_takes_two/);
    }
    expect(await decideTeamChange(admin, { changeId, verdict: "declined" })).toMatchObject({ ok: true });
    await expect(db().accessChange.update({ where: { id: changeId }, data: { outcome: "expired" } })).rejects.toThrow(/decided once/);
  });

  test("is refused where the role holds something else than the second admin was shown, or has waited too long", async () => {
    const role = await aRole(db(), { merchant, permissions: ["payout.approve"] });
    await changeRole(admin, { personId: person.id, role: role.key });
    const where = { merchantId_key: { merchantId: merchant.id, key: role.key } };
    await db().role.update({ where, data: { permissions: ["payout.approve", "team.manage"] } });
    const changeId = await openChange();
    expect(await decideTeamChange(second, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect(await roleOf(person.id)).toBe("maker");
  });

  test("of two admins who confirm at once, one does", async () => {
    const third = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
    await changeRole(admin, { personId: person.id, role: "checker" });
    const changeId = await openChange();
    const answers = await Promise.all([second, third].map((one) => decideTeamChange(one, { changeId, verdict: "confirmed" })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await books()).filter(({ event }) => event === "membership.changed")).toHaveLength(1);
  });

  test("is the operator's to change alone, and theirs to confirm where there is one admin; the books say who it was", async () => {
    await changeRole(admin, { personId: person.id, role: "checker" });
    expect(await decideTeamChange(operator, { changeId: await openChange(), verdict: "confirmed" })).toMatchObject({ ok: true });
    expect((await books()).at(-1)).toMatchObject({ event: "access.changeConfirmed", actorName: "operator" });
    expect(await changeRole(operator, { personId: person.id, role: "admin" })).toMatchObject({ value: { waitsForAnother: false } });
  });
});

describe("the last one who manages the team", () => {
  test("is not lost, by whatever way", async () => {
    expect(await disablePerson(admin, { personId: second.personId })).toMatchObject({ ok: true });
    const owner = await aHolder(db(), await aRole(db(), { merchant, permissions: ["team.manage"] }));
    expect(await disablePerson(owner, { personId: admin.personId })).toMatchObject({ ok: true });
    const manages = { name: "Owner", description: "", role: owner.role };
    expect(await changeRoleFacts(owner, { ...manages, permissions: ["payout.view"] })).toMatchObject({ error: { code: "lastManager" } });

    // Of two who shut each other out at the same time, one stays.
    const other = await aHolder(db(), await aRole(db(), { merchant, permissions: ["team.manage"] }));
    const answers = await Promise.all([
      disablePerson(owner, { personId: other.personId }),
      disablePerson(other, { personId: owner.personId }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("nor changes or disables themselves", async () => {
    expect(await changeRole(admin, { personId: admin.personId, role: "checker" })).toMatchObject({ error: { code: "forbidden" } });
    expect(await disablePerson(admin, { personId: admin.personId })).toMatchObject({ error: { code: "forbidden" } });
  });
});

describe("shutting out", () => {
  test("takes one press, and is here alone for somebody who also works elsewhere; the operator's is everywhere", async () => {
    const other = await aMerchant(db());
    await db().membership.create({ data: { id: newId("membership"), merchantId: other.id, personId: person.id, role: "maker" } });
    const sessionId = await sessionOf(person);
    expect(await disablePerson(admin, { personId: person.id })).toMatchObject({ ok: true });
    expect(await readSession(sessionId)).toBeNull();
    expect((await db().person.findUniqueOrThrow({ where: { id: person.id } })).disabledAt).toBeNull();
    expect(await disablePerson(operator, { personId: person.id })).toMatchObject({ ok: true });
    expect((await db().person.findUniqueOrThrow({ where: { id: person.id } })).disabledAt).not.toBeNull();
    expect(await enablePerson(admin, { personId: person.id })).toMatchObject({ error: { code: "forbidden" } });
  });

  test("is undone by one admin for a maker, and by two for a checker", async () => {
    await disablePerson(admin, { personId: person.id });
    expect(await enablePerson(admin, { personId: person.id })).toMatchObject({ value: { waitsForAnother: false } });
    expect(await readSession(await sessionOf(person))).not.toBeNull();

    const checker = await aPerson(db(), { merchant, role: "checker" });
    await disablePerson(admin, { personId: checker.id });
    expect(await enablePerson(admin, { personId: checker.id })).toMatchObject({ value: { waitsForAnother: true } });
    expect(await readSession(await sessionOf(checker))).toBeNull();
    expect(await decideTeamChange(second, { changeId: await openChange(), verdict: "confirmed" })).toMatchObject({ ok: true });
    expect(await readSession(await sessionOf(checker))).toMatchObject({ role: "checker" });
  });

  test("of browsers alone lets the person sign in again", async () => {
    const sessionId = await sessionOf(person);
    expect(await endSessionsOf(admin, { personId: person.id })).toMatchObject({ value: { ended: 1 } });
    expect(await readSession(sessionId)).toBeNull();
    expect(await readSession(await sessionOf(person))).not.toBeNull();
  });
});

describe("a role of the merchant's own", () => {
  test("is made, changed while nobody has it, and deleted by one admin; its key stays", async () => {
    const made = await createRole(admin, { name: "Night desk", description: "", permissions: ["payout.view"] });
    expect(made).toMatchObject({ value: { role: "night-desk" } });
    const change = {
      role: "night-desk",
      name: "Late desk",
      description: "After six",
      permissions: ["payout.view", "payout.approve"],
    } as const;
    expect(await changeRoleFacts(admin, { ...change, permissions: [...change.permissions] })).toMatchObject({
      value: { waitsForAnother: false },
    });
    expect(await db().role.findFirst({ where: { merchantId: merchant.id, key: "night-desk" } })).toMatchObject({ name: "Late desk" });
    expect(await createRole(admin, { name: "late DESK", description: "", permissions: [] })).toMatchObject({
      error: { code: "invalidInput" },
    });
    expect(await deleteRole(admin, { role: "night-desk" })).toMatchObject({ ok: true });
    for (const role of ROLES) expect((await deleteRole(admin, { role })).ok).toBe(false);
  });

  test("that the approval policy names is not deleted", async () => {
    const policy = { ...DEMO_POLICY, groups: [CHECKERS, { id: "board", name: "Board", roles: ["own-board"], people: [] }] };
    const strict = await aMerchant(db(), { policy });
    await db().role.create({ data: { merchantId: strict.id, key: "own-board", name: "Board", description: "", permissions: [] } });
    const owner = actorOf(await aPerson(db(), { merchant: strict, role: "admin" }), strict);
    expect(await deleteRole(owner, { role: "own-board" })).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining("policy") },
    });
  });

  test("that somebody has changes by two admins, and is theirs at the next request; it is not deleted", async () => {
    const role = await aRole(db(), { merchant, permissions: ["payout.view", "audit.view"] });
    const holder = await aHolder(db(), role);
    const sessionId = await sessionOf({ id: holder.personId });
    const wish = { role: role.key, name: role.name, description: "", permissions: ["payout.view" as const] };
    expect(await changeRoleFacts(admin, wish)).toMatchObject({ value: { waitsForAnother: true } });
    expect((await readSession(sessionId))?.permissions).toContain("audit.view");
    expect(await decideTeamChange(second, { changeId: await openChange(), verdict: "confirmed" })).toMatchObject({ ok: true });
    expect((await readSession(sessionId))?.permissions).toEqual(["payout.view"]);
    expect(await deleteRole(admin, { role: role.key })).toMatchObject({ ok: false });
  });
});

describe("an invitation", () => {
  const anEmail = () => `new-${crypto.randomUUID().slice(0, 8)}@team.test`;
  const tokenIn = (link: string | null) => (link ?? "").split("/").at(-1) ?? "";
  const invited = async (email: string) => {
    const answer = await invitePerson(admin, { email, name: "Nora", role: "maker" });
    if (!answer.ok) throw new Error(answer.error.sentence);
    return tokenIn(answer.value.link);
  };
  const PASSWORD = "seven green bottles hanging";

  test("lets somebody new in once, with the role that it names, by mail", async () => {
    const email = anEmail();
    const token = await invited(email);
    expect(await findInvitation({ token })).toMatchObject({ kind: "open", merchantName: merchant.name, roleName: "Maker", isKnown: false });
    expect(await acceptInvitation({ token, name: "Nora", password: "short" })).toMatchObject({
      error: { fields: { password: [expect.any(String)] } },
    });
    const answers = await Promise.all([1, 2].map(() => acceptInvitation({ token, name: "Nora", password: PASSWORD })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await startSession({ email, password: PASSWORD })).toMatchObject({ ok: true });
    expect(await findInvitation({ token })).toEqual({ kind: "dead" });
    const mail = await db().mail.findFirstOrThrow({ where: { toAddress: email } });
    expect(mail.pathSealed).not.toBeNull();
    expect(JSON.stringify([mail, await db().invitation.findMany({ where: { email } }), await books()])).not.toContain(token);
    expect((await books()).at(-2)).toMatchObject({ event: "person.joined", details: { after: { email, role: "maker" } } });
  });

  test("to a role that releases money or says who may is out only when two admins want it", async () => {
    const email = anEmail();
    expect(await invitePerson(admin, { email, name: "Nora", role: "checker" })).toEqual({
      ok: true,
      value: { link: null, waitsForAnother: true },
    });
    expect(await db().mail.count({ where: { toAddress: email } })).toBe(0);
    const decided = await decideTeamChange(second, { changeId: await openChange(), verdict: "confirmed" });
    if (!decided.ok) throw new Error(decided.error.sentence);
    expect(await findInvitation({ token: tokenIn(decided.value.link) })).toMatchObject({ kind: "open", invitedByName: admin.name });
  });

  test("is dead once taken back, sent again, replaced, or a week old; and a guess never lived", async () => {
    const email = anEmail();
    const [first] = [await invited(email)];
    const again = await invited(email);
    expect(await findInvitation({ token: first })).toEqual({ kind: "dead" });
    const { id: invitationId } = await db().invitation.findFirstOrThrow({ where: { email, revokedAt: null } });
    const fresh = await resendInvitation(admin, { invitationId });
    expect(await findInvitation({ token: again })).toEqual({ kind: "dead" });
    const token = tokenIn(fresh.ok ? fresh.value.link : null);
    expect(await findInvitation({ token })).toMatchObject({ kind: "open" });
    const old = addMs(new Date(), -DAY_MS);
    await db().invitation.update({ where: { id: invitationId }, data: { sentAt: addMs(old, -DAY_MS), expiresAt: old } });
    expect(await acceptInvitation({ token, name: "Nora", password: PASSWORD })).toMatchObject({ error: { code: "notFound" } });
    expect(await revokeInvitation(admin, { invitationId })).toMatchObject({ ok: true });
    expect(await resendInvitation(admin, { invitationId })).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect(await findInvitation({ token: `${"x".repeat(43)}.${"y".repeat(22)}` })).toEqual({ kind: "dead" });
  });

  test("lets somebody who works elsewhere join with the password they have, and nobody else with their link", async () => {
    const elsewhere = await aMerchant(db());
    const known = await aPerson(db(), { merchant: elsewhere, role: "checker" });
    const token = await invited(known.email);
    expect(await findInvitation({ token })).toMatchObject({ isKnown: true });
    expect(await acceptInvitation({ token, name: "Mallory", password: PASSWORD })).toMatchObject({ error: { code: "changedMeanwhile" } });
    const mallory = actorOf(await aPerson(db(), { merchant: elsewhere, role: "admin" }), elsewhere);
    expect(await joinByInvitation(mallory, { token })).toMatchObject({ error: { code: "forbidden" } });
    expect(await joinByInvitation(actorOf(known, elsewhere), { token })).toEqual({ ok: true, value: { merchantId: merchant.id } });
    expect(await roleOf(known.id)).toBe("maker");
    expect(await invitePerson(admin, { email: known.email, name: "x", role: "maker" })).toMatchObject({ error: { code: "invalidInput" } });
  });
});

test("what is guarded is what the admin and the checker hold beyond the others, but for looking", () => {
  const guarded = Object.entries(PERMISSION_FACTS).flatMap(([name, { isGuarded }]) => (isGuarded && isPermission(name) ? [name] : []));
  for (const name of ["payout.approve", "account.confirm", "team.manage", "apiKey.manage", "connection.manage"] as const) {
    expect(guarded).toContain(name);
  }
});
