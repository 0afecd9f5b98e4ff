import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import type { Result } from "@/lib/base/result";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import type { Denial } from "@/lib/domain/access/denial";
import { ALSO_ASKED, DEEDS, STEP_UP_DEEDS } from "@/lib/domain/access/doors/deeds";
import { PERMISSIONS_FOR_PEOPLE } from "@/lib/domain/access/permission-facts";
import { API_SCOPES, mayRole, PERMISSIONS, type Permission, ROLES } from "@/lib/domain/access/permissions";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import type { Deed } from "@/lib/testing/matrix/deed";
import { OPERATIONS_DEEDS } from "@/lib/testing/matrix/operations-deeds";
import { PAYOUT_DEEDS } from "@/lib/testing/matrix/payout-deeds";
import { RECEIVER_DEEDS } from "@/lib/testing/matrix/receiver-deeds";
import { SETTINGS_DEEDS } from "@/lib/testing/matrix/settings-deeds";
import { aWorld, type World } from "@/lib/testing/matrix/world";
import { matrixSize } from "@/lib/testing/matrix-size";
import { aPayout } from "@/lib/testing/payout-factory";
import { TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { aHolder, aRole } from "@/lib/testing/role-factory";
import { anAuthenticatorApp } from "@/lib/testing/second-factor";
import { createApiKey } from "./api-keys/create-api-key";
import { decideKeyChange } from "./api-keys/decide-key-change";
import { decideChange } from "./connections/decide-change";
import { proposeChange } from "./connections/propose-change";
import { askLift } from "./freezes/ask-lift";
import { confirmLift } from "./freezes/confirm-lift";
import { changeRole } from "./people/change-role";
import { decideTeamChange } from "./people/decide-team-change";
import { proposeAccount } from "./receivers/propose-account";

const MATRIX: Readonly<Record<string, Deed>> = { ...SETTINGS_DEEDS, ...RECEIVER_DEEDS, ...PAYOUT_DEEDS, ...OPERATIONS_DEEDS };

const gated = Object.entries(DEEDS).flatMap(([name, policy]) => (typeof policy === "string" ? [{ name, permission: policy }] : []));

/** The four roles that the program brings, one of the merchant's own that holds nothing, and one that holds exactly what is asked for. */
const HOLDERS = [...ROLES, "nothing", "exactly"] as const;
type Holder = (typeof HOLDERS)[number];
const cases = gated.flatMap((deed) =>
  HOLDERS.filter((holder) => holder !== "exactly" || isForPeople(deed.permission)).map((holder) => ({ ...deed, holder })),
);

test("every deed that asks for a permission is tried here", () => {
  expect(Object.keys(MATRIX).sort()).toEqual(gated.map(({ name }) => name).sort());
  expect(cases.length * 2).toBe(matrixSize().operations.cases);
  expect(STEP_UP_DEEDS.filter((name) => !gated.some((deed) => deed.name === name))).toEqual([]);
});

// One of each for all who are refused: nothing is ever done to them.
let ours: World;
let theirs: World;
let elsewhere: Merchant;
beforeAll(async () => {
  [ours, theirs, elsewhere] = [await aWorld(), await aWorld(), await aMerchant(db())];
});

describe(`${gated.length} deeds by ${HOLDERS.length} kinds of people at 2 merchants, ${cases.length * 2} cases`, () => {
  describe.each(cases)("$name by $holder", ({ name, permission, holder }) => {
    const deed = MATRIX[name];
    const asked = [permission, ...(ALSO_ASKED[name] ?? [])];
    const isAllowed = asked.every((one) => holds(holder, one));

    test(isAllowed ? "is let through at the own merchant" : "is forbidden", async () => {
      const world = isAllowed ? await aWorld() : ours;
      const actor = await anActor(world.merchant, holder, asked);
      const before = await traces(world);
      if (holder === "exactly") await expectStepUp(name, actor, (one) => deed?.run(one, world));
      const answer = await deed?.run(actor, world);
      // Past the door a deed may still have its own reasons to say no, for instance that only the maker withdraws.
      const isShutOut = answer && !answer.ok && answer.error.code === "forbidden" && answer.error.sentence === FORBIDDEN;
      expect(isShutOut).toBe(!isAllowed);
      if (!isAllowed) expect(await traces(world)).toBe(before);
      if (answer?.ok) done.set(name, Math.max(done.get(name) ?? 0, (await traces(world)) - before));
    });

    test("does nothing to another merchant's, and does not tell that it is there", async () => {
      // Whoever is let through may leave something at their own merchant, which the next one would meet.
      const actor = await anActor(isAllowed ? await aMerchant(db()) : elsewhere, holder, asked);
      const before = await traces(theirs);
      const answer = await deed?.run(actor, theirs);
      if (deed?.onOther === "notFound") {
        expect(answer).toMatchObject({
          ok: false,
          error: { code: expect.stringMatching(isAllowed ? /^notFound$/ : /^(notFound|forbidden)$/) },
        });
      }
      if (deed?.onOther === "empty" && isAllowed) expect(JSON.stringify(answer, plainBigint)).not.toContain(theirs.source.id);
      expect(await traces(theirs)).toEqual(before);
    });
  });
});

function holds(holder: Holder, permission: Permission): boolean {
  if (holder === "exactly") return true;
  return holder !== "nothing" && mayRole(holder, permission);
}

function isForPeople(permission: Permission): boolean {
  return PERMISSIONS_FOR_PEOPLE.includes(permission);
}

type Person = Extract<Actor, { kind: "person" }>;

async function anActor(merchant: Merchant, holder: Holder, asked: readonly Permission[]): Promise<Person> {
  if (holder === "nothing") return aHolder(db(), await aRole(db(), { merchant, permissions: [] }));
  if (holder === "exactly") return aHolder(db(), await aRole(db(), { merchant, permissions: asked }));
  return actorOf(await aPerson(db(), { merchant, role: holder }), merchant);
}

/** Somebody who has a second factor and has not proven it just now is asked for it where the table says so, and nowhere else. */
async function expectStepUp(
  name: string,
  actor: Person,
  run: (actor: Actor) => Promise<Result<unknown, Denial>> | undefined,
): Promise<void> {
  await anAuthenticatorApp(db(), { id: actor.personId });
  const { personId, merchantId } = actor;
  const sessionId = newId("session");
  await db().session.create({ data: { id: sessionId, personId, merchantId, expiresAt: addMs(new Date(), HOUR_MS) } });
  const signedIn = { ...actor, sessionId };
  const answer = await run(signedIn);
  expect(answer?.ok === false && answer.error.code === "stepUpNeeded").toBe(STEP_UP_DEEDS.includes(name));
  await db().totpFactor.deleteMany({ where: { personId } });
}
/** Deeds that came about here, with how many entries each left in the audit trail. */
const done = new Map<string, number>();

/** A look or a trial, how one's own screen is arranged, or there is nothing to change in this world: nobody is disabled, no browser open, no old secret, nothing of low risk. */
const LEAVES_NO_ENTRY = [
  ...["previewImport", "trySettings", "checkPairing", "requestLookUp", "findPaymentSources"],
  ...["arrangeHistory", "chooseDefaultView", "seeMentions"],
  ...["enablePerson", "endSessionsOf", "endOldSecret", "approveSeveral"],
];

test("every deed that came about is written down", () => {
  expect([...done].filter(([name, entries]) => entries === 0 && !LEAVES_NO_ENTRY.includes(name)).map(([name]) => name)).toEqual([]);
});

const FORBIDDEN = "Your role does not include this.";

/** What any deed would leave behind at a merchant: each is written down. */
function traces({ merchant }: World) {
  return db().auditEntry.count({ where: { merchantId: merchant.id } });
}

function plainBigint(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

describe("somebody who holds everything", () => {
  test("is not the second person to what they began themselves", async () => {
    const world = await aWorld();
    const { merchant, receiver, connection, colleague } = world;
    const all = await aHolder(db(), await aRole(db(), { merchant, permissions: PERMISSIONS_FOR_PEOPLE }));
    const maker = { id: all.personId, name: all.name };
    const own = await aPayout(db(), { merchant, connection, maker });
    expect(await MATRIX.approvePayout?.run(all, { ...world, payout: own })).toMatchObject({ error: { code: "makerIsChecker" } });

    const proposed = await proposeAccount(all, { receiverId: receiver.id, holderName: "Anna Schmidt", address: TEST_SORT_CODE });
    if (!proposed.ok) throw new Error(proposed.error.sentence);
    const proposal = await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: proposed.value.versionId } });
    expect(await MATRIX.confirmAccount?.run(all, { ...world, proposal })).toMatchObject({ error: { code: "proposerIsConfirmer" } });

    expect(await askLift(all, { freezeId: world.freezeId })).toMatchObject({ ok: true });
    expect(await confirmLift(all, { freezeId: world.freezeId })).toMatchObject({ error: { code: "liftNeedsAnother" } });

    const changeId = await inTransaction((tx) =>
      proposeChange(tx, all, { connectionId: connection.id, kind: "activate", settings: null, changedNames: [] }),
    );
    expect(await decideChange(all, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "changeNeedsAnother" } });

    await changeRole(all, { personId: colleague.id, role: "admin" });
    await createApiKey(all, { merchantId: merchant.id, name: "theirs", scopes: ["payouts:read"] });
    const asked = await db().accessChange.findMany({ where: { merchantId: merchant.id, proposedById: all.personId } });
    expect(asked).toHaveLength(2);
    for (const { id, kind } of asked) {
      const decide = kind === "apiKey.create" ? decideKeyChange : decideTeamChange;
      expect(await decide(all, { changeId: id, verdict: "confirmed" })).toMatchObject({ error: { code: "changeNeedsAnother" } });
    }
  });
});

test("the desk's own actor and API keys do nothing that needs a person", async () => {
  const world = await aWorld();
  const desk: Actor = { kind: "system", name: "desk", merchantId: world.merchant.id };
  const apiKey: Actor = { kind: "apiKey", apiKeyId: "key_x", name: "shop", merchantId: world.merchant.id, scopes: ["payouts:write"] };
  for (const actor of [desk, apiKey]) {
    for (const name of ["approvePayout", "rejectPayout", "revealAccount", "confirmAccount"]) {
      expect(await MATRIX[name]?.run(actor, world), `${actor.kind} ${name}`).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
  }
  expect(await MATRIX.submitPayout?.run(desk, world)).toMatchObject({ ok: false, error: { code: "forbidden" } });
});

test("every permission is some role's, or an API key's alone", () => {
  const permissions: readonly Permission[] = Object.keys(PERMISSIONS).filter((name): name is Permission =>
    Object.hasOwn(PERMISSIONS, name),
  );
  expect(permissions.filter((permission) => !ROLES.some((role) => mayRole(role, permission)))).toEqual(["paymentSource.write"]);
  expect(API_SCOPES["paymentSources:write"]).toEqual(["paymentSource.write"]);
});
