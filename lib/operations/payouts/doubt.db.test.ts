import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { refreshBalance } from "@/lib/operations/connections/refresh-balances";
import { followEnrolment } from "@/lib/operations/enrolments/follow-enrolment";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { aPolicyChange } from "@/lib/testing/policy-factory";
import { applyObservation } from "./apply-observation";
import { askResend } from "./ask-resend";
import { attachProviderPayout } from "./attach-provider-payout";
import { cancelPayout } from "./cancel-payout";
import { decideResend } from "./decide-resend";
import { dispatchPayout } from "./dispatch-payout";
import { expirePayout } from "./expire-payout";
import { asLocked } from "./lock-payout";
import { lookUpPayout } from "./look-up-payout";
import { pollConnection } from "./poll-connection";
import { resolveContradiction } from "./resolve-contradiction";
import { submitPayout } from "./submit-payout";

// What happens to a payout of which nobody knows whether it was paid, and what people may do about it: real simulators, real HTTP.

let desk: Desk;
let admin: Actor;
beforeAll(async () => {
  desk = await startDesk();
  admin = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
});
afterAll(() => desk.stop());

let giveBack: (() => void) | null = null;
/** The desk's own clock runs ahead of the wall; the simulators' stays. */
function ahead(ms: number): void {
  giveBack?.();
  giveBack = replaceClock(() => addMs(new Date(), ms));
}
afterEach(async () => {
  giveBack?.();
  giveBack = null;
  for (const provider of ["ivy", "truelayer", "ipay", "bitpay"]) await desk.control(`${provider}/mood`, { mood: "fine" });
  await db().connectionHealth.deleteMany({ where: { merchantId: desk.merchant.id } });
});

type ProviderId = "ivy" | "truelayer" | "bitpay";
const INLINE: PayoutTarget = { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } };
let wallets = 0;

async function approved(provider: ProviderId, more: { sendOn?: string; amountMinor?: bigint } = {}): Promise<string> {
  wallets += 1;
  const wallet: PayoutTarget = {
    type: "inline",
    name: "Anna Schmidt",
    account: { kind: "emailWallet", email: `anna.${wallets}@example.test` },
  };
  const made = await submitPayout(desk.maker, {
    connection: desk[provider].id,
    amountMinor: 2_345n,
    currency: "EUR",
    to: provider === "bitpay" ? wallet : INLINE,
    reference: "Invoice 1",
    source: "screen",
    ...more,
  });
  if (!made.ok) throw new Error(made.error.sentence);
  const row = asLocked(await read(made.value.payoutId));
  const decided = await approvePayout(desk.checker, { payoutId: row.id, shownHash: await shownHashOf(db(), row) });
  if (!decided.ok) throw new Error(decided.error.sentence);
  if (provider === "bitpay") await makeReady(row.id);
  return row.id;
}

const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });
const bookedOf = async (provider: ProviderId, number: string) =>
  (await desk.ledger(provider)).filter(({ reference }) => reference === number);

async function makeReady(payoutId: string): Promise<void> {
  await dispatchPayout({ payoutId });
  const { connectionId, receiverAccountVersionId } = await read(payoutId);
  const where = { connectionId_accountVersionId: { connectionId, accountVersionId: receiverAccountVersionId ?? "" } };
  const { id: enrolmentId } = await db().enrolment.findUniqueOrThrow({ where });
  await followEnrolment({ enrolmentId });
  const { providerReceiverId, providerAccountId } = await db().enrolment.findUniqueOrThrow({ where });
  await desk.control("bitpay/enrolments", { providerReceiverId, providerAccountId, becomes: "ready" });
  await followEnrolment({ enrolmentId });
}

/** Sent, and no answer: nothing was booked (`timeoutBefore`), or it was (`timeoutAfter`). */
async function inDoubt(provider: ProviderId, mood: "timeoutBefore" | "timeoutAfter"): Promise<string> {
  const id = await approved(provider);
  await desk.control(`${provider}/mood`, { mood, times: 1, holdMs: 50, on: ["create"] });
  expect(await dispatchPayout({ payoutId: id })).toBe("unknown");
  await desk.control(`${provider}/mood`, { mood: "fine" });
  await db().connectionHealth.deleteMany({ where: { merchantId: desk.merchant.id } });
  return id;
}

describe("where the provider guards nothing", () => {
  test("sent again only after its list has not had it three times, by two people, and paid once", async () => {
    const id = await inDoubt("bitpay", "timeoutBefore");
    const { number } = await read(id);
    expect(await askResend(desk.checker, { payoutId: id })).toMatchObject({ ok: false, error: { code: "notProvenAbsent" } });
    for (const minutes of [1, 2, 16]) {
      ahead(minutes * MINUTE_MS);
      expect(await lookUpPayout({ payoutId: id })).toBe("absent");
    }
    expect(await askResend(desk.maker, { payoutId: id })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect((await askResend(desk.checker, { payoutId: id })).ok).toBe(true);
    expect(await decideResend(desk.checker, { payoutId: id, verdict: "confirmed" })).toMatchObject({
      ok: false,
      error: { code: "resendNeedsAnother" },
    });
    expect((await read(id)).state).toBe("unconfirmed");

    expect((await decideResend(admin, { payoutId: id, verdict: "confirmed" })).ok).toBe(true);
    expect((await read(id)).state).toBe("approved");
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
    expect(await bookedOf("bitpay", number)).toHaveLength(1);
    const entry = await db().auditEntry.findFirstOrThrow({ where: { subjectId: id, event: "payout.resendConfirmed" } });
    expect(JSON.stringify(entry.details)).toContain("has no payout with our reference");
  });

  test("what was booked after all is found, and nobody can send it again", async () => {
    const id = await inDoubt("bitpay", "timeoutAfter");
    expect(await lookUpPayout({ payoutId: id })).toBe("found");
    expect((await read(id)).state).toBe("inFlight");
    expect(await askResend(desk.checker, { payoutId: id })).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });

  test("an answer of the provider's between the two people wins", async () => {
    const id = await inDoubt("bitpay", "timeoutBefore");
    for (const minutes of [1, 2, 16]) {
      ahead(minutes * MINUTE_MS);
      await lookUpPayout({ payoutId: id });
    }
    await askResend(desk.checker, { payoutId: id });
    await db().$transaction(async (tx) => {
      const payout = asLocked(await tx.payout.findUniqueOrThrow({ where: { id } }));
      const told = { at: null, amount: null, fee: null, failure: null, rail: null, traceId: null, evidenceId: null };
      const observation = { ...told, providerPayoutId: newId("payout"), status: "inFlight", providerStatus: "processing" } as const;
      await applyObservation(tx, { payout, observation, via: "webhook" });
    });
    expect((await decideResend(admin, { payoutId: id, verdict: "confirmed" })).ok).toBe(true);
    expect((await read(id)).state).toBe("inFlight");
    expect(await db().payoutResend.findFirst({ where: { payoutId: id } })).toMatchObject({ outcome: "overtaken" });
  });

  test("the database itself wants two people", async () => {
    const id = await inDoubt("bitpay", "timeoutBefore");
    const wish = { id: newId("resend"), merchantId: desk.merchant.id, payoutId: id, verdict: "v", askedById: "per_1", askedByName: "One" };
    await db().payoutResend.create({ data: wish });
    const ended = { outcome: "confirmed", endedAt: new Date(), endedById: "per_1", endedByName: "One" };
    await expect(db().payoutResend.update({ where: { id: wish.id }, data: ended })).rejects.toThrow(/resend_takes_two/);
  });

  test("cancelled at the provider while it still lets go of it, and not after", async () => {
    const id = await approved("bitpay");
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
    expect(await cancelPayout(desk.maker, { payoutId: id })).toMatchObject({ ok: true, value: { state: "cancelled" } });
    expect(await bookedOf("bitpay", (await read(id)).number)).toMatchObject([{ state: "cancelled" }]);

    const late = await approved("bitpay");
    await dispatchPayout({ payoutId: late });
    await desk.control("clock", { advanceMs: 3_600_000 });
    expect(await cancelPayout(desk.maker, { payoutId: late })).toMatchObject({ ok: false, error: { code: "tooLate" } });
    expect((await read(late)).state).not.toBe("cancelled");
  });
});

describe("where the key has grown too old", () => {
  test("TrueLayer: a person attaches what they found there; another payout's id is refused", async () => {
    const id = await inDoubt("truelayer", "timeoutAfter");
    const { dispatchKey } = await read(id);
    const other = await approved("truelayer");
    await dispatchPayout({ payoutId: other });
    ahead(40 * DAY_MS);
    expect(await lookUpPayout({ payoutId: id })).toBe("absent");
    expect((await read(id)).state).toBe("unconfirmed");
    expect(await askResend(desk.checker, { payoutId: id })).toMatchObject({ ok: false, error: { code: "notProvenAbsent" } });

    giveBack?.();
    giveBack = null;
    const booked = (await desk.ledger("truelayer")).find(({ idempotencyKey }) => idempotencyKey === dispatchKey);
    const otherId = (await read(other)).providerPayoutId ?? "";
    expect(await attachProviderPayout(desk.checker, { payoutId: id, providerPayoutId: otherId })).toMatchObject({ ok: false });
    expect(await attachProviderPayout(desk.checker, { payoutId: id, providerPayoutId: crypto.randomUUID() })).toMatchObject({ ok: false });
    const attached = await attachProviderPayout(desk.checker, { payoutId: id, providerPayoutId: booked?.providerPayoutId ?? "" });
    expect(attached.ok).toBe(true);
    expect((await read(id)).providerPayoutId).toBe(booked?.providerPayoutId);
  });
});

describe("waiting", () => {
  test("a payout with a day goes on that day, and not before", async () => {
    const id = await approved("ivy", {
      sendOn: addMs(new Date(), 3 * DAY_MS)
        .toISOString()
        .slice(0, 10),
    });
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    const held = await read(id);
    expect(held).toMatchObject({ state: "held", holdKind: "scheduled" });
    expect(held.nextCheckAt).toEqual(held.sendAfter);
    ahead(4 * DAY_MS);
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
  });

  test("how long it may wait is for the policy of the day on which it was asked for to say", async () => {
    const { merchantId } = desk.maker;
    const setDays = (days: number) => aPolicyChange(db(), merchantId, { approvalOpenDays: days });
    await setDays(2);
    const made = await submitPayout(desk.maker, {
      ...{ connection: desk.ivy.id, amountMinor: 500n, currency: "EUR", to: INLINE, reference: "Soon", source: "screen" },
    });
    await setDays(7);
    if (!made.ok) throw new Error(made.error.sentence);
    const { payoutId } = made.value;
    const { expiresAt, nextCheckAt } = await read(payoutId);
    // A quarter of two days before: those who could sign are told, once.
    expect(expiresAt && nextCheckAt && expiresAt.getTime() - nextCheckAt.getTime()).toBe(DAY_MS / 2);
    expect(await expirePayout({ payoutId })).toBe("notDue");
    expect((await read(payoutId)).nextCheckAt).toEqual(nextCheckAt);
    ahead(2 * DAY_MS - MINUTE_MS);
    await db().payout.update({ where: { id: payoutId }, data: { nextCheckAt: null } });
    expect(await expirePayout({ payoutId })).toBe("warned");
    expect((await read(payoutId)).nextCheckAt).toEqual(expiresAt);
    expect(await expirePayout({ payoutId })).toBe("notDue");
    const mails = await db().mail.findMany({ where: { merchantId, subject: { startsWith: "A payout lapses soon" } } });
    expect(mails.map(({ personId }) => personId)).toEqual([actorId(desk.checker)]);
    ahead(2 * DAY_MS + MINUTE_MS);
    expect(await expirePayout({ payoutId })).toBe("expired");
  });

  test("nobody decides for a week: it expires, and nothing can be approved any more", async () => {
    const made = await submitPayout(desk.maker, {
      ...{ connection: desk.ivy.id, amountMinor: 500n, currency: "EUR", to: INLINE, reference: "Old", source: "screen" },
    });
    if (!made.ok) throw new Error(made.error.sentence);
    const { payoutId } = made.value;
    expect(await expirePayout({ payoutId })).toBe("notDue");
    ahead(7 * DAY_MS + MINUTE_MS);
    expect(await expirePayout({ payoutId })).toBe("expired");
    const row = asLocked(await read(payoutId));
    expect(row.state).toBe("expired");
    expect((await approvePayout(desk.checker, { payoutId, shownHash: await shownHashOf(db(), row) })).ok).toBe(false);
  });

  test("too little money: held, and gone by itself when there is more; two at once do not lean on the same money", async () => {
    const [first, second] = [await approved("truelayer", { amountMinor: 700n }), await approved("truelayer", { amountMinor: 700n })];
    const readAt = new Date();
    const facts = { merchantId: desk.merchant.id, availableMinor: 1_000, readAt };
    const key = { connectionId: desk.truelayer.id, currency: "EUR" };
    await db().connectionBalance.upsert({ where: { connectionId_currency: key }, update: facts, create: { ...key, ...facts } });
    expect(await dispatchPayout({ payoutId: first })).toBe("accepted");
    expect(await dispatchPayout({ payoutId: second })).toBe("held");
    expect(await read(second)).toMatchObject({ holdKind: "balance" });
    expect(await refreshBalance(desk.truelayer)).toBe(true);
    expect(await dispatchPayout({ payoutId: second })).toBe("accepted");
  });

  test("an old reading holds nobody back", async () => {
    const id = await approved("truelayer");
    const facts = { merchantId: desk.merchant.id, availableMinor: 1, readAt: addMs(new Date(), -10 * MINUTE_MS) };
    const key = { connectionId: desk.truelayer.id, currency: "EUR" };
    await db().connectionBalance.upsert({ where: { connectionId_currency: key }, update: facts, create: { ...key, ...facts } });
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
  });
});

test("twenty payouts on their way are followed with one read of the list", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 20; count += 1) {
    const id = await approved("bitpay");
    await dispatchPayout({ payoutId: id });
    ids.push(id);
  }
  const before = await db().evidence.count({ where: { connectionId: desk.bitpay.id } });
  expect(await pollConnection({ connectionId: desk.bitpay.id, payoutIds: ids })).toBe("polled");
  const reads = (await db().evidence.count({ where: { connectionId: desk.bitpay.id } })) - before;
  expect(reads).toBeLessThanOrEqual(2);
  const rows = await db().payout.findMany({ where: { id: { in: ids } }, select: { checks: true, state: true } });
  expect(rows.every(({ checks, state }) => checks > 0 || state !== "inFlight")).toBe(true);
});

test("a contradiction stays until a person says what is true, and is raised again if the provider says it again", async () => {
  const id = await approved("ivy");
  await dispatchPayout({ payoutId: id });
  const tell = async (status: "settled" | "failed") =>
    db().$transaction(async (tx) => {
      const payout = asLocked(await tx.payout.findUniqueOrThrow({ where: { id } }));
      const told = { at: null, amount: null, fee: null, failure: null, rail: null, traceId: null, evidenceId: null };
      const observation = { ...told, providerPayoutId: payout.providerPayoutId ?? "", status, providerStatus: status };
      await applyObservation(tx, { payout, observation, via: "webhook" });
    });
  await tell("settled");
  await tell("failed");
  expect(await read(id)).toMatchObject({ state: "settled", contradiction: expect.stringContaining("failed") });
  expect(await resolveContradiction(desk.maker, { payoutId: id, note: "It was paid." })).toMatchObject({
    ok: false,
    error: { code: "forbidden" },
  });
  expect((await resolveContradiction(desk.checker, { payoutId: id, note: "The bank has it: it was paid." })).ok).toBe(true);
  expect(await read(id)).toMatchObject({ state: "settled", contradiction: null });
  await tell("failed");
  expect((await read(id)).contradiction).not.toBeNull();
});
