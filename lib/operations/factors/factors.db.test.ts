import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Secret, TOTP } from "otpauth";
import { afterEach, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Role } from "@/lib/domain/access/permissions";
import { beginPasskeySession } from "@/lib/operations/sessions/begin-passkey-session";
import { changePassword } from "@/lib/operations/sessions/change-password";
import { endOtherSessions } from "@/lib/operations/sessions/end-other-sessions";
import { finishSession } from "@/lib/operations/sessions/finish-session";
import { judgePassword } from "@/lib/operations/sessions/judge-password";
import { startPasskeySession } from "@/lib/operations/sessions/start-passkey-session";
import { startSession } from "@/lib/operations/sessions/start-session";
import { stepUp } from "@/lib/operations/sessions/step-up";
import { readSecurity } from "@/lib/queries/read-security";
import { readSession } from "@/lib/queries/read-session";
import { Authenticator } from "@/lib/testing/authenticator";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { anAuthenticatorApp, type SignedInActor, signedInActor } from "@/lib/testing/second-factor";
import { addPasskey } from "./add-passkey";
import { beginPasskey } from "./begin-passkey";
import { beginTotp } from "./begin-totp";
import { confirmTotp } from "./confirm-totp";
import { makeRecoveryCodes } from "./make-recovery-codes";
import { removePasskey } from "./remove-passkey";
import { removeTotp } from "./remove-totp";
import { renamePasskey } from "./rename-passkey";
import { resetSecondFactor } from "./reset-second-factor";

const PASSWORD = "correct horse battery staple";

let moved = 0;
let resetClock = () => {};
/** The clock of the desk goes on by this much; nothing waits. */
function goOn(ms: number): Date {
  resetClock();
  moved += ms;
  resetClock = replaceClock(() => addMs(new Date(), moved));
  return addMs(new Date(), moved);
}
afterEach(() => {
  resetClock();
  resetClock = () => {};
  moved = 0;
});

async function somebody({ role = "checker" }: { role?: Role } = {}) {
  const merchant = await aMerchant(db());
  const person = await aPerson(db(), { merchant, role, password: PASSWORD });
  return { merchant, person, actor: await signedInActor(db(), person, merchant) };
}

const codeOf = (secret: string, at = addMs(new Date(), moved)) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

async function setUp(actor: SignedInActor) {
  const begun = await beginTotp(actor, { password: PASSWORD });
  if (!begun.ok) throw new Error(begun.error.sentence);
  const set = await confirmTotp(actor, { code: codeOf(begun.value.secret) });
  if (!set.ok || !set.value.recoveryCodes) throw new Error("It was not set up.");
  goOn(31 * SECOND_MS);
  return { secret: begun.value.secret, codes: set.value.recoveryCodes };
}

async function withPassword(email: string, password = PASSWORD): Promise<string> {
  const started = await startSession({ email, password }, goOn(0));
  if (!started.ok || started.value.kind !== "secondFactor") throw new Error("No second factor was asked for.");
  return started.value.token;
}

const byCode = (token: string, code: string) => finishSession({ token, proof: { kind: "totp", code } });
const byRecovery = (token: string, code: string) => finishSession({ token, proof: { kind: "recoveryCode", code } });

async function prove(actor: SignedInActor, secret: string) {
  const proven = await stepUp(actor, { need: { kind: "session" }, proof: { kind: "totp", code: codeOf(secret) } });
  if (!proven.ok) throw new Error(proven.error.sentence);
}

const eventsOf = async (merchantId: string) =>
  (await db().auditEntry.findMany({ where: { merchantId }, orderBy: [{ at: "asc" }, { id: "asc" }] })).map(({ event }) => event);
const mailsOf = (personId: string) => db().mail.findMany({ where: { personId } });

describe("an authenticator app", () => {
  test("is set up by its owner with a code, and asked for at the next sign-in", async () => {
    const { person, actor, merchant } = await somebody();
    expect(await beginTotp(actor, {})).toMatchObject({ error: { fields: { password: ["Give your password."] } } });
    expect(await beginTotp(actor, { password: "a thief's guess" })).toMatchObject({ error: { code: "wrongPassword" } });
    const { secret } = await setUp(actor);
    const token = await withPassword(person.email);
    expect(await byCode(token, "000000")).toMatchObject({ error: { code: "wrongCode" } });
    expect(await byCode(token, codeOf(secret))).toMatchObject({ ok: true });
    expect(await eventsOf(merchant.id)).toEqual(["secondFactor.set", "session.refused", "session.started"]);
    expect(await mailsOf(person.id)).toHaveLength(1);
  });

  test("lies sealed, and stands in no entry of the audit and no mail", async () => {
    const { person, actor, merchant } = await somebody();
    const { secret, codes } = await setUp(actor);
    const kept = JSON.stringify([
      await db()
        .totpFactor.findMany({ where: { personId: person.id } })
        .then((rows) => rows.map((row) => Buffer.from(row.secretSealed).toString("latin1"))),
      await db().auditEntry.findMany({ where: { merchantId: merchant.id } }),
      (await mailsOf(person.id)).map(({ subject, text }) => [subject, text]),
      (await db().recoveryCode.findMany({ where: { personId: person.id } })).map(({ hash }) => Buffer.from(hash).toString("latin1")),
    ]);
    for (const plain of [secret, ...codes, ...codes.map((code) => code.replaceAll("-", ""))]) expect(kept).not.toContain(plain);
  });

  test("counts for nothing before its code was typed, and cannot be set up over another", async () => {
    const { person, actor } = await somebody();
    await beginTotp(actor, { password: PASSWORD });
    expect(await startSession({ email: person.email, password: PASSWORD })).toMatchObject({ value: { kind: "signedIn" } });
    expect(await confirmTotp(actor, { code: "000000" })).toMatchObject({ error: { code: "wrongCode" } });
    expect(await db().recoveryCode.count({ where: { personId: person.id } })).toBe(0);
    const { secret } = await setUp(actor);
    expect(await beginTotp(actor, { password: PASSWORD })).toMatchObject({ error: { code: "stepUpNeeded" } });
    await prove(actor, secret);
    expect(await beginTotp(actor, {})).toMatchObject({ error: { code: "changedMeanwhile" } });
  });

  test("is removed only after it was used once more, and its codes with it", async () => {
    const { person, actor, merchant } = await somebody();
    const { secret } = await setUp(actor);
    expect(await removeTotp(actor)).toMatchObject({ error: { code: "stepUpNeeded" } });
    await prove(actor, secret);
    expect(await removeTotp(actor)).toMatchObject({ ok: true });
    expect(await readSecurity(actor)).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 });
    expect(await startSession({ email: person.email, password: PASSWORD }, goOn(0))).toMatchObject({ value: { kind: "signedIn" } });
    expect(await eventsOf(merchant.id)).toEqual(["secondFactor.set", "stepUp.made", "secondFactor.removed", "session.started"]);
  });
});

describe("the second half of a sign-in", () => {
  test("opens a session that did not exist before, once", async () => {
    const { person, actor } = await somebody();
    const { secret } = await setUp(actor);
    const before = await db().session.count({ where: { personId: person.id } });
    const token = await withPassword(person.email);
    expect(await db().session.count({ where: { personId: person.id } })).toBe(before);
    const answers = await Promise.all([1, 2, 3].map(() => byCode(token, codeOf(secret))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    goOn(31 * SECOND_MS);
    expect(await byCode(token, codeOf(secret))).toMatchObject({ error: { code: "unauthenticated" } });
  });

  test("takes no code that was used for anything else", async () => {
    const { person, actor } = await somebody();
    const { secret } = await setUp(actor);
    await prove(actor, secret);
    expect(await byCode(await withPassword(person.email), codeOf(secret))).toMatchObject({ error: { code: "wrongCode" } });
  });

  test("is gone after a while, and nobody else's token stands in for it", async () => {
    const { person, actor } = await somebody();
    const { secret } = await setUp(actor);
    const token = await withPassword(person.email);
    expect(await byCode("made-up", codeOf(secret))).toMatchObject({ error: { code: "unauthenticated" } });
    goOn(6 * MINUTE_MS);
    expect(await byCode(token, codeOf(secret))).toMatchObject({ error: { code: "unauthenticated" } });
  });

  test("is no way in for somebody who was disabled meanwhile", async () => {
    const { person, actor } = await somebody();
    const { secret } = await setUp(actor);
    const token = await withPassword(person.email);
    await db().person.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
    expect(await byCode(token, codeOf(secret))).toMatchObject({ error: { code: "unauthenticated" } });
  });

  test("counts wrong codes however often the right password is typed between them", async () => {
    const { person, actor } = await somebody();
    const { secret } = await setUp(actor);
    const codes: string[] = [];
    for (let at = 0; at < 8; at += 1) {
      const started = await startSession({ email: person.email, password: PASSWORD }, goOn(0));
      if (!started.ok) codes.push(started.error.code);
      else if (started.value.kind === "secondFactor") {
        const answer = await byCode(started.value.token, "000000");
        codes.push(answer.ok ? "in" : answer.error.code);
      }
    }
    expect(codes.slice(0, 5)).toEqual(Array(5).fill("wrongCode"));
    expect(new Set(codes.slice(5))).toEqual(new Set(["lockedOut"]));
    goOn(MINUTE_MS);
    expect(await byCode(await withPassword(person.email), codeOf(secret))).toMatchObject({ ok: true });
  });
});

describe("recovery codes", () => {
  test("each work once, are counted, tell their owner, and end with new ones", async () => {
    const { person, actor, merchant } = await somebody();
    const { secret, codes } = await setUp(actor);
    expect(codes).toHaveLength(10);
    const [first = "", second = ""] = codes;
    const token = await withPassword(person.email);
    const answers = await Promise.all([1, 2, 3].map(() => byRecovery(token, first.toLowerCase())));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await byRecovery(await withPassword(person.email), first)).toMatchObject({ error: { code: "wrongCode" } });
    expect(await readSecurity(actor)).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await eventsOf(merchant.id)).toContain("recoveryCode.used");
    expect(await mailsOf(person.id)).toHaveLength(2);

    expect(await makeRecoveryCodes(actor)).toMatchObject({ error: { code: "stepUpNeeded" } });
    await prove(actor, secret);
    expect(await makeRecoveryCodes(actor)).toMatchObject({ ok: true });
    expect(await byRecovery(await withPassword(person.email), second)).toMatchObject({ error: { code: "wrongCode" } });
  });

  test("are no step-up: they only open the door", async () => {
    const { actor } = await somebody();
    const { codes } = await setUp(actor);
    const answer = await stepUp(actor, { need: { kind: "session" }, proof: { kind: "totp", code: codes[0] ?? "" } });
    expect(answer).toMatchObject({ error: { code: "wrongCode" } });
  });
});

describe("a passkey", () => {
  async function added(actor: SignedInActor, key: Authenticator, password: string | undefined = PASSWORD) {
    const offer = await beginPasskey(actor, { password });
    if (!offer.ok) throw new Error(offer.error.sentence);
    return addPasskey(actor, { name: "Work laptop", attestation: key.attest({ challenge: offer.value.challenge }) });
  }
  async function asked() {
    const begun = await beginPasskeySession({});
    if (!begun.ok) throw new Error(begun.error.sentence);
    return begun.value;
  }

  test("is added by its owner, signs in alone, and is remembered as used", async () => {
    const { person, actor, merchant } = await somebody();
    const key = new Authenticator({ beBackedUp: true });
    expect(await added(actor, key)).toMatchObject({ value: { recoveryCodes: expect.any(Array) } });
    const { question, token } = await asked();
    const assertion = key.assert({ challenge: question.challenge, owner: person.id });
    const started = await startPasskeySession({ assertion, challenge: token });
    expect(started).toMatchObject({ ok: true, value: { personId: person.id } });
    expect(await startPasskeySession({ assertion, challenge: token })).toMatchObject({ error: { code: "passkeyRefused" } });
    const { passkeys } = await readSecurity(actor);
    expect(passkeys).toMatchObject([{ name: "Work laptop", lastUsedAt: expect.any(Date), isBackedUp: false }]);
    expect(await eventsOf(merchant.id)).toEqual(["passkey.added", "session.started", "session.refused"]);
  });

  test("is a second factor: the password alone does not sign in any more", async () => {
    const { person, actor } = await somebody();
    await added(actor, new Authenticator());
    expect(await startSession({ email: person.email, password: PASSWORD })).toMatchObject({ value: { kind: "secondFactor" } });
  });

  test("answers only the browser that was asked, and only as whose it is", async () => {
    const { person, actor } = await somebody();
    const { person: other } = await somebody();
    const key = new Authenticator();
    await added(actor, key);
    const [mine, theirs] = [await asked(), await asked()];
    const refused = { error: { code: "passkeyRefused" } };
    const sign = (owner: string | undefined, challenge: string) => key.assert({ challenge, ...(owner ? { owner } : {}) });
    expect(await startPasskeySession({ assertion: sign(person.id, theirs.token), challenge: mine.token })).toMatchObject(refused);
    expect(await startPasskeySession({ assertion: sign(other.id, mine.token), challenge: mine.token })).toMatchObject(refused);
    expect(await startPasskeySession({ assertion: sign(undefined, theirs.token), challenge: theirs.token })).toMatchObject(refused);
    const late = await asked();
    goOn(6 * MINUTE_MS);
    expect(await startPasskeySession({ assertion: sign(person.id, late.token), challenge: late.token })).toMatchObject(refused);
  });

  test("of somebody who was disabled opens nothing", async () => {
    const { person, actor } = await somebody();
    const key = new Authenticator();
    await added(actor, key);
    await db().person.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
    const { token } = await asked();
    const assertion = key.assert({ challenge: token, owner: person.id });
    expect(await startPasskeySession({ assertion, challenge: token })).toMatchObject({ error: { code: "passkeyRefused" } });
  });

  test("that was made for another session, twice, for another site or without asking its owner is not kept", async () => {
    const { person, actor, merchant } = await somebody();
    const other = await signedInActor(db(), person, merchant);
    const key = new Authenticator();
    const refused = { error: { code: "passkeyRefused" } };
    const offer = await beginPasskey(actor, { password: PASSWORD });
    const challenge = offer.ok ? offer.value.challenge : "";
    const add = (who: SignedInActor, attestation: ReturnType<Authenticator["attest"]>) => addPasskey(who, { name: "x", attestation });
    expect(await add(other, key.attest({ challenge }))).toMatchObject(refused);
    expect(await add(actor, key.attest({ challenge, origin: "http://evil.test" }))).toMatchObject(refused);
    expect(await added(actor, key)).toMatchObject({ ok: true });
    expect(await add(actor, key.attest({ challenge }))).toMatchObject(refused);
    expect(await db().passkey.count({ where: { personId: person.id } })).toBe(1);
  });

  test("is renamed and removed by its owner only, and removing asks for a factor once more", async () => {
    const { actor } = await somebody();
    const { actor: stranger, person: strangers } = await somebody();
    const made = await added(actor, new Authenticator());
    const passkeyId = made.ok ? made.value.passkeyId : "";
    expect(await renamePasskey(stranger, { passkeyId, name: "Mine" })).toMatchObject({ error: { code: "notFound" } });
    await new Authenticator().belongTo(db(), strangers);
    expect(await removePasskey(stranger, { passkeyId })).toMatchObject({ error: { code: "notFound" } });
    expect(await renamePasskey(actor, { passkeyId, name: "Old laptop" })).toMatchObject({ ok: true });
    expect(await removePasskey(actor, { passkeyId })).toMatchObject({ error: { code: "stepUpNeeded" } });
    const { secret } = await withSecret(actor);
    await prove(actor, secret);
    expect(await removePasskey(actor, { passkeyId })).toMatchObject({ ok: true });
  });

  async function withSecret(actor: SignedInActor) {
    return anAuthenticatorApp(db(), { id: actor.personId });
  }
});

describe("an admin", () => {
  test("takes a colleague's factors away, which ends their sessions and is told to them", async () => {
    const { merchant, person, actor } = await somebody({ role: "maker" });
    await setUp(actor);
    const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
    expect(await resetSecondFactor(admin, { personId: person.id })).toMatchObject({ ok: true });
    expect(await readSession(actor.sessionId)).toBeNull();
    expect(await startSession({ email: person.email, password: PASSWORD }, goOn(0))).toMatchObject({ value: { kind: "signedIn" } });
    expect(await mailsOf(person.id)).toHaveLength(2);
    expect(await eventsOf(merchant.id)).toContain("secondFactor.reset");
  });

  test("who has a second factor uses it first, and cannot do this to themselves or to another merchant's people", async () => {
    const { merchant, person } = await somebody({ role: "maker" });
    const boss = await aPerson(db(), { merchant, role: "admin" });
    const admin = await signedInActor(db(), boss, merchant);
    const { secret } = await anAuthenticatorApp(db(), boss);
    expect(await resetSecondFactor(admin, { personId: person.id })).toMatchObject({ error: { code: "stepUpNeeded" } });
    await prove(admin, secret);
    expect(await resetSecondFactor(admin, { personId: person.id })).toMatchObject({ ok: true });
    expect(await resetSecondFactor(admin, { personId: boss.id })).toMatchObject({ error: { code: "forbidden" } });
    const { person: stranger } = await somebody();
    expect(await resetSecondFactor(admin, { personId: stranger.id })).toMatchObject({ error: { code: "notFound" } });
  });
});

describe("one's own sessions", () => {
  test("are listed, and all others end at once", async () => {
    const { merchant, person, actor } = await somebody();
    const other = await signedInActor(db(), person, merchant);
    const { sessions } = await readSecurity(actor);
    expect(sessions).toMatchObject([
      { id: actor.sessionId, isThis: true },
      { id: other.sessionId, isThis: false },
    ]);
    expect(await endOtherSessions(actor)).toMatchObject({ value: { ended: 1 } });
    expect(await readSession(other.sessionId)).toBeNull();
    expect(await readSession(actor.sessionId)).not.toBeNull();
  });
});

describe("a password", () => {
  const NEXT = "staple battery horse correct";

  test("is changed by who knows it, and ends every other session", async () => {
    const { merchant, person, actor } = await somebody();
    const other = await signedInActor(db(), person, merchant);
    expect(await changePassword(actor, { password: "wrong", next: NEXT })).toMatchObject({
      error: { fields: { password: expect.any(Array) } },
    });
    expect(await changePassword(actor, { password: PASSWORD, next: NEXT })).toMatchObject({ value: { ended: 1 } });
    expect(await readSession(other.sessionId)).toBeNull();
    expect(await startSession({ email: person.email, password: PASSWORD })).toMatchObject({ ok: false });
    expect(await startSession({ email: person.email, password: NEXT })).toMatchObject({ ok: true });
    expect(await eventsOf(merchant.id)).toContain("password.changed");
  });

  test("asks whoever has a second factor for it first", async () => {
    const { actor } = await somebody();
    const { secret } = await setUp(actor);
    expect(await changePassword(actor, { password: PASSWORD, next: NEXT })).toMatchObject({ error: { code: "stepUpNeeded" } });
    await prove(actor, secret);
    expect(await changePassword(actor, { password: PASSWORD, next: NEXT })).toMatchObject({ ok: true });
  });

  test("is long, not one's own name, and in no list of stolen ones", async () => {
    const of = { email: "bea@test.test", name: "Bea Checker" };
    expect(await judgePassword("short", of)).toMatch(/12 characters/);
    expect(await judgePassword("bea@test.test", of)).toMatch(/first thing that is tried/);
    expect(await judgePassword("aaaaaaaaaaaaaa", of)).toMatch(/over and over/);
    expect(await judgePassword("password1234567", of)).toBeNull();

    const folder = await mkdtemp(path.join(os.tmpdir(), "stolen-"));
    // The SHA-1 of "password1234567", and padding that counts nothing.
    await writeFile(path.join(folder, "648B5"), "4E01222585930982009E68112AC270DE1EE:42\r\n4E01222585930982009E68112AC270DE1EF:0\r\n");
    await writeFile(path.join(folder, "ABF7A.txt"), "AD6438836DBE526AA231ABDE2D0EEF74D42:0\n");
    expect(await judgePassword("password1234567", of, folder)).toMatch(/stolen/);
    expect(await judgePassword(PASSWORD, of, folder)).toBeNull();
    expect(await judgePassword("of no range at all", of, folder)).toBeNull();
  });
});
