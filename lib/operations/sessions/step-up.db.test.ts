import { describe, expect, test, vi } from "vitest";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { FREE_TRIES } from "@/lib/domain/access/lock-out";
import { STEP_UP_MS, type StepUpNeed } from "@/lib/domain/access/step-up";
import { Authenticator } from "@/lib/testing/authenticator";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { anAuthenticatorApp, type SignedInActor, signedInActor } from "@/lib/testing/second-factor";
import { beginStepUp } from "./begin-step-up";
import { demandStepUp } from "./demand-step-up";
import { startSession } from "./start-session";
import { stepUp } from "./step-up";

const SESSION: StepUpNeed = { kind: "session" };
const HUNDRED: StepUpNeed = { kind: "item", subjectKind: "payout", subjectId: "po_1", hash: "a".repeat(64) };
const THOUSAND: StepUpNeed = { ...HUNDRED, hash: "b".repeat(64) };

async function aChecker({ password }: { password?: string } = {}) {
  const merchant = await aMerchant(db());
  const person = await aPerson(db(), { merchant, role: "checker", ...(password ? { password } : {}) });
  const actor = await signedInActor(db(), person, merchant);
  return { merchant, person, actor };
}

async function withApp() {
  const checker = await aChecker();
  return { ...checker, app: await anAuthenticatorApp(db(), checker.person) };
}

async function withKey() {
  const checker = await aChecker();
  return { ...checker, key: await new Authenticator().belongTo(db(), checker.person) };
}

function byCode(actor: Actor, code: string, need: StepUpNeed = SESSION) {
  return stepUp(actor, { need, proof: { kind: "totp", code } });
}

async function questionFor(actor: Actor, need: StepUpNeed): Promise<string> {
  const begun = await beginStepUp(actor, { need });
  if (!begun.ok) throw new Error(begun.error.sentence);
  return begun.value.challenge;
}

function demand(actor: Actor, need: StepUpNeed) {
  return inTransaction((tx) => demandStepUp(tx, actor, need));
}

/** Runs as if it were later; nothing waits. */
async function later<T>(ms: number, run: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: addMs(new Date(), ms) });
  try {
    return await run();
  } finally {
    vi.useRealTimers();
  }
}

const NEEDED = { ok: false, error: { code: "stepUpNeeded" } };

describe("a deed that demands a step-up", () => {
  test("is refused to somebody without a second factor, with where to set one up", async () => {
    const { actor } = await aChecker();
    expect(await demand(actor, SESSION)).toMatchObject({ error: { code: "secondFactorMissing", sentence: /Security/ } });
  });

  test("says what is needed and by which factors it can be given", async () => {
    const { person, actor } = await withApp();
    await new Authenticator().belongTo(db(), person);
    expect(await demand(actor, HUNDRED)).toMatchObject({ error: { stepUp: { need: HUNDRED, methods: ["passkey", "totp"] } } });
  });

  test("is never done by the desk itself, an API key, or somebody without a session", async () => {
    const { merchant, person, actor, app } = await withApp();
    await byCode(actor, app.codeAt(new Date()));
    expect(await demand({ kind: "system", name: "desk", merchantId: merchant.id }, SESSION)).toMatchObject({
      error: { code: "forbidden" },
    });
    expect(await demand(actorOf(person, merchant), SESSION)).toMatchObject(NEEDED);
  });
});

describe("a step-up of the session", () => {
  test("counts for five minutes, for as many deeds as there are", async () => {
    const { actor, app } = await withApp();
    expect(await byCode(actor, app.codeAt(new Date()))).toMatchObject({ ok: true });
    expect(await demand(actor, SESSION)).toMatchObject({ ok: true });
    expect(await demand(actor, SESSION)).toMatchObject({ ok: true });
    expect(await later(STEP_UP_MS + SECOND_MS, () => demand(actor, SESSION))).toMatchObject(NEEDED);
  });

  test("counts in that browser and at that merchant only", async () => {
    const { merchant, person, actor, app } = await withApp();
    await byCode(actor, app.codeAt(new Date()));
    expect(await demand(await signedInActor(db(), person, merchant), SESSION)).toMatchObject(NEEDED);
    expect(await demand({ ...actor, merchantId: (await aMerchant(db())).id }, SESSION)).toMatchObject(NEEDED);
  });

  test("is not one for an item, however fresh", async () => {
    const { actor, app } = await withApp();
    await byCode(actor, app.codeAt(new Date()));
    expect(await demand(actor, HUNDRED)).toMatchObject(NEEDED);
  });

  test("is on record, and so is its refusal, without the code", async () => {
    const { merchant, actor, app } = await withApp();
    await byCode(actor, "000000");
    await byCode(actor, app.codeAt(new Date()), HUNDRED);
    const entries = await db().auditEntry.findMany({ where: { merchantId: merchant.id }, orderBy: { at: "asc" } });
    expect(entries).toMatchObject([
      { event: "stepUp.refused", actorId: actor.personId, details: { method: "totp", for: "session" } },
      { event: "stepUp.made", subjectId: actor.sessionId, details: { method: "totp", for: "payout po_1", shownHash: HUNDRED.hash } },
    ]);
  });

  test("cannot be altered or taken back", async () => {
    const { actor, app } = await withApp();
    const made = await byCode(actor, app.codeAt(new Date()), HUNDRED);
    const id = made.ok ? made.value.stepUpId : "";
    await expect(db().stepUp.update({ where: { id }, data: { subjectHash: THOUSAND.hash } })).rejects.toThrow(/append-only/);
    await expect(db().stepUp.delete({ where: { id } })).rejects.toThrow(/append-only/);
  });
});

describe("a step-up for one item", () => {
  test("is good for exactly what was shown, once", async () => {
    const { actor, app } = await withApp();
    await byCode(actor, app.codeAt(new Date()), HUNDRED);
    expect(await demand(actor, THOUSAND)).toMatchObject(NEEDED);
    expect(await demand(actor, { ...HUNDRED, subjectId: "po_2" })).toMatchObject(NEEDED);
    expect(await demand(actor, SESSION)).toMatchObject(NEEDED);
    expect(await demand(actor, HUNDRED)).toMatchObject({ ok: true });
    expect(await demand(actor, HUNDRED)).toMatchObject(NEEDED);
  });

  test("is spent by one of many deeds at once", async () => {
    const { actor, app } = await withApp();
    await byCode(actor, app.codeAt(new Date()), HUNDRED);
    const answers = await Promise.all(Array.from({ length: 8 }, () => demand(actor, HUNDRED)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("is kept when the deed does not come about", async () => {
    const { actor, app } = await withApp();
    await byCode(actor, app.codeAt(new Date()), HUNDRED);
    const breaksOff = inTransaction(async (tx) => {
      await demandStepUp(tx, actor, HUNDRED);
      throw new Error("The deed broke off.");
    });
    await expect(breaksOff).rejects.toThrow();
    expect(await demand(actor, HUNDRED)).toMatchObject({ ok: true });
  });

  test("is gone after five minutes", async () => {
    const { actor, app } = await withApp();
    await byCode(actor, app.codeAt(new Date()), HUNDRED);
    expect(await later(STEP_UP_MS + SECOND_MS, () => demand(actor, HUNDRED))).toMatchObject(NEEDED);
  });
});

describe("a code", () => {
  test("is taken once, however many ask with it at once", async () => {
    const { actor, app } = await withApp();
    const code = app.codeAt(new Date());
    const answers = await Promise.all(Array.from({ length: 3 }, () => byCode(actor, code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await byCode(actor, code)).toMatchObject({ error: { code: "wrongCode" } });
  });

  test("spends those before it: what was read over a shoulder comes too late", async () => {
    const { actor, app } = await withApp();
    const now = new Date();
    expect(await byCode(actor, app.codeAt(now))).toMatchObject({ ok: true });
    expect(await byCode(actor, app.codeAt(addMs(now, -30 * SECOND_MS)))).toMatchObject({ error: { code: "wrongCode" } });
  });

  test("of a clock a minute off is not taken", async () => {
    const { actor, app } = await withApp();
    expect(await byCode(actor, app.codeAt(addMs(new Date(), -2 * MINUTE_MS)))).toMatchObject({ error: { code: "wrongCode" } });
  });

  test("is asked for a few times, then shuts the step-up and the password's door", async () => {
    const { merchant, person } = await aChecker({ password: "correct horse battery staple" });
    const actor = await signedInActor(db(), person, merchant);
    const app = await anAuthenticatorApp(db(), person);
    const answers = await Promise.all(Array.from({ length: FREE_TRIES * 2 }, () => byCode(actor, "000000")));
    expect(answers.filter((answer) => !answer.ok && answer.error.code === "wrongCode")).toHaveLength(FREE_TRIES);
    expect(await byCode(actor, app.codeAt(new Date()))).toMatchObject({ error: { code: "lockedOut" } });
    const signIn = await startSession({ email: person.email, password: "correct horse battery staple" });
    expect(signIn).toMatchObject({ error: { code: "lockedOut" } });
    expect(await later(MINUTE_MS, () => byCode(actor, app.codeAt(new Date())))).toMatchObject({ ok: true });
  });

  test("is still asked of somebody whose password strangers guess at", async () => {
    const { actor, person, app } = await withApp();
    for (let at = 0; at < FREE_TRIES + 1; at += 1) await startSession({ email: person.email, password: `guess ${at}` });
    expect(await byCode(actor, app.codeAt(new Date()))).toMatchObject({ ok: true });
  });

  test("of an app that was never confirmed is worth nothing", async () => {
    const { actor, person, app } = await withApp();
    await db().$executeRaw`ALTER TABLE "totp_factor" DISABLE TRIGGER guard_totp_factor`;
    await db().totpFactor.update({ where: { personId: person.id }, data: { confirmedAt: null } });
    await db().$executeRaw`ALTER TABLE "totp_factor" ENABLE TRIGGER guard_totp_factor`;
    expect(await byCode(actor, app.codeAt(new Date()))).toMatchObject({ error: { code: "secondFactorMissing" } });
  });

  test("proves nothing for a session that has ended", async () => {
    const { actor, app } = await withApp();
    await db().session.update({ where: { id: actor.sessionId }, data: { endedAt: new Date() } });
    expect(await byCode(actor, app.codeAt(new Date()))).toMatchObject({ error: { code: "wrongCode" } });
  });
});

describe("a passkey", () => {
  const by = (actor: Actor, assertion: ReturnType<Authenticator["assert"]>, need: StepUpNeed = HUNDRED) =>
    stepUp(actor, { need, proof: { kind: "passkey", assertion } });
  const REFUSED = { ok: false, error: { code: "passkeyRefused" } };

  test("signs for the item that it was asked for", async () => {
    const { actor, key } = await withKey();
    const challenge = await questionFor(actor, HUNDRED);
    expect(await by(actor, key.assert({ challenge }))).toMatchObject({ ok: true });
    expect(await demand(actor, HUNDRED)).toMatchObject({ ok: true });
  });

  test("signed for another amount is refused, and so is an answer given twice", async () => {
    const { actor, key } = await withKey();
    expect(await by(actor, key.assert({ challenge: await questionFor(actor, HUNDRED) }), THOUSAND)).toMatchObject(REFUSED);
    const challenge = await questionFor(actor, HUNDRED);
    const answers = await Promise.all([1, 2, 3].map(() => by(actor, key.assert({ challenge }))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("that answers too late, in another browser, for another site or without asking its owner is refused", async () => {
    const { merchant, person, actor, key } = await withKey();
    const other: SignedInActor = await signedInActor(db(), person, merchant);
    const challenge = await questionFor(actor, HUNDRED);
    expect(await by(other, key.assert({ challenge }))).toMatchObject(REFUSED);
    expect(await later(6 * MINUTE_MS, () => by(actor, key.assert({ challenge })))).toMatchObject(REFUSED);
    expect(await by(actor, key.assert({ challenge: await questionFor(actor, HUNDRED), origin: "http://evil.test" }))).toMatchObject(
      REFUSED,
    );
    const unverified = key.assert({ challenge: await questionFor(actor, HUNDRED), isUserVerified: false });
    expect(await by(actor, unverified)).toMatchObject(REFUSED);
    expect(await by(actor, key.assert({ challenge: "AAAA" }))).toMatchObject(REFUSED);
  });

  test("of somebody else is refused", async () => {
    const { actor } = await withKey();
    const { key: foreign } = await withKey();
    expect(await by(actor, foreign.assert({ challenge: await questionFor(actor, HUNDRED) }))).toMatchObject(REFUSED);
  });

  test("whose counter stands still exists twice, and is refused", async () => {
    const { actor, key } = await withKey();
    const sign = async (counter: number) => by(actor, key.assert({ challenge: await questionFor(actor, HUNDRED), counter }));
    expect(await sign(7)).toMatchObject({ ok: true });
    expect(await sign(7)).toMatchObject(REFUSED);
    expect(await sign(0)).toMatchObject(REFUSED);
    expect(await sign(8)).toMatchObject({ ok: true });
  });

  test("that suddenly can be copied is another one", async () => {
    const { actor, person, key } = await withKey();
    await db().passkey.updateMany({ where: { personId: person.id }, data: { canBeBackedUp: true } });
    expect(await by(actor, key.assert({ challenge: await questionFor(actor, HUNDRED) }))).toMatchObject(REFUSED);
  });
});
