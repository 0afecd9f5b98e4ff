import { describe, expect, test, vi } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { FREE_TRIES } from "@/lib/domain/access/lock-out";
import { changeRole } from "@/lib/operations/people/change-role";
import { disablePerson } from "@/lib/operations/people/disable-person";
import { readSession } from "@/lib/queries/read-session";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { endSession } from "./end-session";
import { keepSession } from "./keep-session";
import { startSession } from "./start-session";
import { switchMerchant } from "./switch-merchant";

const PASSWORD = "correct horse battery staple";

async function aDesk() {
  const merchant = await aMerchant(db());
  const maker = await aPerson(db(), { merchant, role: "maker", password: PASSWORD });
  const admin = await aPerson(db(), { merchant, role: "admin" });
  return { merchant, maker, admin: actorOf(admin, merchant) };
}

async function signIn(email: string, password = PASSWORD, now = new Date()) {
  return startSession({ email, password }, now);
}

async function signedIn(email: string): Promise<string> {
  const started = await signIn(email);
  if (!started.ok || started.value.kind !== "signedIn") throw new Error("That did not sign in.");
  return started.value.sessionId;
}

function auditOf(merchantId: string, event: string) {
  return db().auditEntry.findMany({ where: { merchantId, event } });
}

describe("signing in", () => {
  test("opens a session that knows the person, and is written down", async () => {
    const { merchant, maker } = await aDesk();
    const sessionId = await signedIn(maker.email);
    expect(await readSession(sessionId)).toMatchObject({ personId: maker.id, merchantId: merchant.id, role: "maker" });
    expect(await auditOf(merchant.id, "session.started")).toMatchObject([{ actorId: maker.id, subjectId: sessionId }]);
  });

  test("says the same to a wrong password, an unknown address, a disabled person and one without a password", async () => {
    const { merchant, maker } = await aDesk();
    const disabled = await aPerson(db(), { merchant, role: "maker", password: PASSWORD, disabledAt: new Date() });
    const without = await aPerson(db(), { merchant, role: "maker" });
    const answers = await Promise.all([
      signIn(maker.email, "wrong"),
      signIn("nobody@test.test"),
      signIn(disabled.email),
      signIn(without.email),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: false, error: { code: "wrongCredentials" } });
  });

  test("writes a refusal into the books of the person's merchant, without what was typed", async () => {
    const { merchant, maker } = await aDesk();
    await signIn(maker.email, "my-other-password");
    const refused = await auditOf(merchant.id, "session.refused");
    expect(refused).toMatchObject([{ subjectId: maker.id }]);
    expect(JSON.stringify(refused)).not.toContain("my-other-password");
  });

  test("works for several browsers at once", async () => {
    const { maker } = await aDesk();
    const started = await Promise.all(Array.from({ length: 12 }, () => signIn(maker.email)));
    expect(started.filter(({ ok }) => ok)).toHaveLength(12);
  });
});

describe("guessing", () => {
  test("one password on many people is stopped by where it comes from, and by nothing that succeeds", async () => {
    const { maker } = await aDesk();
    const ipAddress = "203.0.113.7";
    const from = (email: string, password: string) => startSession({ email, password, ipAddress });
    for (let time = 0; time < 3; time += 1) expect(await from(maker.email, PASSWORD)).toMatchObject({ ok: true });
    const guesses = await Promise.all(Array.from({ length: 70 }, (_, at) => from(`person${at}@test.test`, "Summer2026!")));
    const codes = guesses.map((guess) => (guess.ok ? "in" : guess.error.code));
    expect(codes.filter((code) => code === "wrongCredentials")).toHaveLength(60);
    expect(codes.filter((code) => code === "lockedOut")).toHaveLength(10);
    expect(await startSession({ email: maker.email, password: PASSWORD, ipAddress: "203.0.113.8" })).toMatchObject({ ok: true });
  });

  test("looks at no more passwords than the lock-out allows, however many come at once", async () => {
    const { maker } = await aDesk();
    const answers = await Promise.all(Array.from({ length: 25 }, (_, at) => signIn(maker.email, `guess ${at}`)));
    const codes = answers.map((answer) => (answer.ok ? "in" : answer.error.code));
    expect(codes.filter((code) => code === "wrongCredentials")).toHaveLength(FREE_TRIES);
    expect(codes.filter((code) => code === "lockedOut")).toHaveLength(25 - FREE_TRIES);
    expect(await signIn(maker.email)).toMatchObject({ ok: false, error: { code: "lockedOut" } });
  });

  test("is counted together by processes that know nothing of each other", async () => {
    const { maker } = await aDesk();
    vi.resetModules();
    const elsewhere = await import("./start-session");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => {
        const guess = { email: maker.email, password: `guess ${at}` };
        return at % 2 ? startSession(guess) : elsewhere.startSession(guess);
      }),
    );
    const looked = answers.filter((answer) => !answer.ok && answer.error.code === "wrongCredentials");
    expect(looked).toHaveLength(FREE_TRIES);
  });

  test("is locked out the same way for an address that nobody has", async () => {
    const email = "stranger@test.test";
    for (let at = 0; at < FREE_TRIES; at += 1) await signIn(email, `guess ${at}`);
    expect(await signIn(email)).toMatchObject({ ok: false, error: { code: "lockedOut" } });
  });

  test("ends with the wait, and a success clears the count", async () => {
    const { maker } = await aDesk();
    const now = new Date();
    for (let at = 0; at < FREE_TRIES; at += 1) await signIn(maker.email, `guess ${at}`, now);
    expect(await signIn(maker.email, PASSWORD, now)).toMatchObject({ ok: false });
    const later = addMs(now, MINUTE_MS);
    expect(await signIn(maker.email, PASSWORD, later)).toMatchObject({ ok: true });
    expect(await signIn(maker.email, "one more typo", later)).toMatchObject({ error: { code: "wrongCredentials" } });
  });
});

describe("a session", () => {
  test("ends with signing out, and only its own", async () => {
    const { merchant, maker } = await aDesk();
    const [mine, other] = [await signedIn(maker.email), await signedIn(maker.email)];
    await endSession(actorOf(maker, merchant), { sessionId: mine });
    expect(await readSession(mine)).toBeNull();
    expect(await readSession(other)).not.toBeNull();
    await endSession(actorOf(maker, merchant), { sessionId: mine });
    expect(await auditOf(merchant.id, "session.ended")).toHaveLength(1);
  });

  test("cannot be ended by somebody else", async () => {
    const { merchant, maker } = await aDesk();
    const stranger = await aPerson(db(), { merchant, role: "checker" });
    const sessionId = await signedIn(maker.email);
    await endSession(actorOf(stranger, merchant), { sessionId });
    expect(await readSession(sessionId)).not.toBeNull();
  });

  test("ends when nobody uses it, and not while somebody does", async () => {
    const { merchant, maker } = await aDesk();
    const [left, used] = [await signedIn(maker.email), await signedIn(maker.email)];
    const self = { ...actorOf(maker, merchant), sessionId: used };
    const at = (hours: number) => addMs(new Date(), hours * HOUR_MS);
    expect(await readSession(left, at(1.9))).not.toBeNull();
    await keepSession(self, at(1.5));
    expect(await readSession(left, at(2.1))).toBeNull();
    expect(await readSession(used, at(2.1))).not.toBeNull();
    // What has been left alone is not woken up, and nobody keeps another's.
    await keepSession({ ...self, sessionId: left }, at(2.1));
    expect(await readSession(left, at(2.1))).toBeNull();
    const stranger = await aPerson(db(), { merchant, role: "checker" });
    await keepSession({ ...actorOf(stranger, merchant), sessionId: used }, at(3));
    expect(await readSession(used, at(3.6))).toBeNull();
  });

  test("ends after its hours", async () => {
    const { maker } = await aDesk();
    const sessionId = await signedIn(maker.email);
    expect(await readSession(sessionId, addMs(new Date(), 13 * HOUR_MS))).toBeNull();
  });

  test("ends at once when the person is disabled", async () => {
    const { maker, admin } = await aDesk();
    const sessionId = await signedIn(maker.email);
    expect(await disablePerson(admin, { personId: maker.id })).toMatchObject({ ok: true });
    expect(await readSession(sessionId)).toBeNull();
  });

  test("goes on with the new role at once when the role changes", async () => {
    const { maker, admin } = await aDesk();
    const sessionId = await signedIn(maker.email);
    expect(await changeRole(admin, { personId: maker.id, role: "support" })).toMatchObject({ ok: true });
    expect(await readSession(sessionId)).toMatchObject({ role: "support" });
  });

  test("is nobody's once the membership is gone", async () => {
    const { merchant, maker } = await aDesk();
    const sessionId = await signedIn(maker.email);
    await db().membership.delete({ where: { merchantId_personId: { merchantId: merchant.id, personId: maker.id } } });
    expect(await readSession(sessionId)).toBeNull();
  });

  test("turns to another merchant with the role held there, and never to one that is not theirs", async () => {
    const { merchant, maker } = await aDesk();
    const [second, foreign] = [await aMerchant(db()), await aMerchant(db())];
    await db().membership.create({ data: { id: `mem_${second.id}`, merchantId: second.id, personId: maker.id, role: "checker" } });
    const sessionId = await signedIn(maker.email);
    const actor = actorOf(maker, merchant);
    expect(await switchMerchant(actor, { sessionId, merchantId: foreign.id })).toMatchObject({ error: { code: "notFound" } });
    expect(await switchMerchant(actor, { sessionId, merchantId: second.id })).toMatchObject({ ok: true });
    expect(await readSession(sessionId)).toMatchObject({ merchantId: second.id, role: "checker" });
  });
});
