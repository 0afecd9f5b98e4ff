import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { inTransaction } from "@/lib/db/transaction";
import type { AccountAddress } from "@/lib/domain/account/address";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";
import { updateReceiver } from "@/lib/operations/receivers/update-receiver";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { askEnrolmentAgain } from "./ask-enrolment-again";
import { concludeEnrolment } from "./conclude-enrolment";
import { followEnrolment } from "./follow-enrolment";
import { noticeEnrolment } from "./notice-enrolment";
import { wantEnrolment } from "./want-enrolment";

// Ipay and BitPay pay only those whom they know. Real simulators over real HTTP; the queue's hand is replaced by calling its handlers.

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const CASES = {
  ipay: { currency: "AUD", address: { kind: "bsb", bsb: "062000", accountNumber: "11223344" } },
  bitpay: { currency: "EUR", address: { kind: "emailWallet", email: "anna@example.test" } },
} as const satisfies Record<string, { currency: "AUD" | "EUR"; address: AccountAddress }>;
type ProviderId = keyof typeof CASES;
const PROVIDERS: readonly ProviderId[] = ["ipay", "bitpay"];

let made = 0;

/** A receiver with everything that any provider asks for, and one account. */
async function aReceiver(provider: ProviderId, details: Record<string, unknown> | null = DETAILS): Promise<string> {
  made += 1;
  const email = `anna.${made}@example.test`;
  const address: AccountAddress =
    provider === "ipay" ? { ...CASES.ipay.address, accountNumber: String(10_000_000 + made) } : { kind: "emailWallet", email };
  const created = await createReceiver(desk.maker, {
    kind: "person",
    name: "Anna Schmidt",
    email,
    ...(details === null ? {} : { details: { phone: null, dateOfBirth: null, postalAddress: null, ...details } }),
    account: { holderName: "Anna Schmidt", address },
  });
  if (!created.ok || created.value.receiverAccountId === null) throw new Error("The receiver could not be made.");
  return created.value.receiverAccountId;
}
const DETAILS = {
  phone: { dialCode: "61", number: "400123456" },
  dateOfBirth: "1990-04-17",
  postalAddress: { line1: "12 George Street", line2: null, city: "Perth", state: "WA", postcode: "6000", country: "AU" },
};

function ask(provider: ProviderId, receiverAccountId: string) {
  return submitPayout(desk.maker, {
    connection: desk[provider].id,
    amountMinor: 12_345n,
    currency: CASES[provider].currency,
    to: { type: "receiverAccount", receiverAccountId },
    reference: "Invoice 1",
    source: "screen",
  });
}

async function approved(provider: ProviderId, receiverAccountId: string): Promise<string> {
  const submitted = await ask(provider, receiverAccountId);
  if (!submitted.ok) throw new Error(submitted.error.sentence);
  const row = asLocked(await read(submitted.value.payoutId));
  const decided = await approvePayout(desk.checker, { payoutId: row.id, shownHash: await shownHashOf(db(), row) });
  if (!decided.ok) throw new Error(decided.error.sentence);
  return row.id;
}

const read = (id: string): Promise<Payout> => db().payout.findUniqueOrThrow({ where: { id } });
const bookedOf = async (provider: ProviderId, { number }: Payout) =>
  (await desk.ledger(provider)).filter(({ reference }) => reference === number);

async function enrolmentOf(payoutId: string) {
  const { connectionId, receiverAccountVersionId } = await read(payoutId);
  return db().enrolment.findFirstOrThrow({ where: { connectionId, accountVersionId: receiverAccountVersionId ?? "" } });
}

async function receiverActs(provider: ProviderId, payoutId: string, becomes: "ready" | "refused" = "ready") {
  const { providerReceiverId, providerAccountId } = await enrolmentOf(payoutId);
  await desk.control(`${provider}/enrolments`, { providerReceiverId, providerAccountId, becomes });
}

/** Hands every stored delivery to its handler, until the enrolment is where it should be: only the provider's webhook tells of it. */
async function hearUntil(payoutId: string, state: string) {
  await expect
    .poll(
      async () => {
        await desk.control("clock", { advanceMs: 5_000 });
        for (const { id } of await db().webhookDelivery.findMany({ where: { state: "stored" } })) await applyDelivery({ deliveryId: id });
        const enrolment = await enrolmentOf(payoutId);
        if (enrolment.nextCheckAt && enrolment.nextCheckAt <= new Date()) await followEnrolment({ enrolmentId: enrolment.id });
        return (await enrolmentOf(payoutId)).state;
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(state);
}

const READY = { status: "ready", providerStatus: "active", nextStep: null } as const;

/** The enrolment as somebody has it who is asking the provider just now. */
async function claimOf(payoutId: string) {
  const busyUntil = new Date(Date.now() + 60_000);
  const { id } = await enrolmentOf(payoutId);
  return { ...(await db().enrolment.update({ where: { id }, data: { busyUntil, nextCheckAt: busyUntil } })), busyUntil };
}

/** What it comes to once the provider lets us in: these tests ask faster than its simulator allows, and are turned away now and then. */
async function followed(enrolmentId: string) {
  for (let time = 0; ; time += 1) {
    const end = await followEnrolment({ enrolmentId });
    if (end !== "unavailable" || time === 10) return end;
    await desk.control("clock", { advanceMs: 1_000 });
  }
}

/** Whether some transaction of this database stands before a lock. */
async function waitsForLock(): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return rows.length > 0;
}

describe.each(PROVIDERS)("through %s", (provider) => {
  test("a payout to somebody whom the provider does not know waits, and goes by itself once the webhook says they are ready", async () => {
    const id = await approved(provider, await aReceiver(provider));
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    expect(await read(id)).toMatchObject({ state: "held", holdKind: "receiver", attempts: 0 });
    expect(await enrolmentOf(id)).toMatchObject({ state: "wanted", providerReceiverId: null });

    expect(await followed((await enrolmentOf(id)).id)).toBe("waiting");
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    const waiting = await read(id);
    expect(waiting.holdReason).toBe((await enrolmentOf(id)).nextStep);
    expect(await bookedOf(provider, waiting)).toEqual([]);

    await receiverActs(provider, id);
    await hearUntil(id, "ready");
    // The job that woke it stands in the queue; here its handler is called by hand.
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
    expect(await bookedOf(provider, await read(id))).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: "inFlight", holdReason: null, holdKind: null });
  });

  test("no webhook ever comes: asking again finds that they are ready", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const { id: enrolmentId } = await enrolmentOf(id);
    await followed(enrolmentId);
    await desk.control(`${provider}/mood`, { mood: "webhooksLost" });
    await receiverActs(provider, id);
    expect(await followed(enrolmentId)).toBe("ready");
    await desk.control(`${provider}/mood`, { mood: "fine" });
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
  });

  test("ten payouts to one account at once make it known once", async () => {
    const account = await aReceiver(provider);
    const ids = await Promise.all(Array.from({ length: 10 }, () => approved(provider, account)));
    await Promise.all(ids.map((payoutId) => dispatchPayout({ payoutId })));
    const { id, connectionId, accountVersionId } = await enrolmentOf(ids[0] ?? "");
    expect(await db().enrolment.count({ where: { connectionId, accountVersionId } })).toBe(1);
    const ends = await Promise.all(Array.from({ length: 10 }, () => followEnrolment({ enrolmentId: id })));
    expect(ends.filter((end) => end === "busy").length).toBeGreaterThan(0);
    const enrolled = await db().evidence.findMany({
      where: { connectionId, purpose: "enrolReceiver", method: "POST", status: { lt: 300 } },
    });
    const bodies = enrolled.filter(({ requestBody }) => requestBody.includes(`anna.${made}@`));
    expect(bodies.length).toBe(1);
  });

  test("the answer to the enrolment was lost: asking again finds what was made, and makes nobody twice", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const { id: enrolmentId } = await enrolmentOf(id);
    await desk.control(`${provider}/mood`, { mood: "timeoutAfter", times: 1, holdMs: 50, on: ["enrol"] });
    expect(await followEnrolment({ enrolmentId })).toBe("unavailable");
    await desk.control(`${provider}/mood`, { mood: "fine" });
    expect(await followed(enrolmentId)).toBe("waiting");
    await receiverActs(provider, id);
    expect(await followed(enrolmentId)).toBe("ready");
  });

  test("the process that was asking is gone: its claim runs out, and the next one finds what was made", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const { id: enrolmentId } = await enrolmentOf(id);
    await db().enrolment.update({ where: { id: enrolmentId }, data: { busyUntil: new Date(Date.now() + 60_000) } });
    expect(await followEnrolment({ enrolmentId })).toBe("busy");
    await db().enrolment.update({ where: { id: enrolmentId }, data: { busyUntil: new Date(Date.now() - 1) } });
    expect(await followed(enrolmentId)).toBe("waiting");
  });

  test("refused: the payout stays held with the reason, is never sent, and a person may cancel it", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const { id: enrolmentId } = await enrolmentOf(id);
    await followed(enrolmentId);
    await receiverActs(provider, id, "refused");
    expect(await followed(enrolmentId)).toBe("refused");
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    expect((await cancelPayout(desk.maker, { payoutId: id })).ok).toBe(true);
    expect(await bookedOf(provider, await read(id))).toEqual([]);
  });

  test("word that comes while the provider is being asked is not forgotten over an older answer", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const { id: enrolmentId } = await enrolmentOf(id);
    expect(await followed(enrolmentId)).toBe("waiting");
    const claimed = await claimOf(id);
    const { connectionId, providerReceiverId, providerAccountId } = claimed;
    const hint = { connectionId, providerReceiverId: providerReceiverId ?? "", providerAccountId };
    expect(await inTransaction((tx) => noticeEnrolment(tx, hint))).toBe(true);
    expect(await followEnrolment({ enrolmentId })).toBe("busy");

    // The answer of before the word is written down, and the provider is asked again at once.
    const asBefore = { ...hint, status: "needsReceiver", providerStatus: "invited", nextStep: "The receiver has to answer." } as const;
    expect(await inTransaction((tx) => concludeEnrolment(tx, claimed, { kind: "found", enrolment: asBefore, evidenceId: null }))).toBe(
      "waiting",
    );
    expect((await enrolmentOf(id)).nextCheckAt?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test("becoming ready waits for a dispatch that has just read otherwise, and so finds the payout that it has to wake", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    await followed((await enrolmentOf(id)).id);
    const claimed = await claimOf(id);
    const { providerReceiverId, providerAccountId } = claimed;
    const ready = { providerReceiverId: providerReceiverId ?? "", providerAccountId, ...READY };
    const { concluding } = await inTransaction(async (tx) => {
      expect((await wantEnrolment(tx, await read(id))).state).not.toBe("ready");
      const waiting = inTransaction((other) => concludeEnrolment(other, claimed, { kind: "found", enrolment: ready, evidenceId: null }));
      await expect.poll(waitsForLock, { interval: 20 }).toBe(true);
      expect((await enrolmentOf(id)).state).not.toBe("ready");
      return { concluding: waiting };
    });
    expect(await concluding).toBe("ready");
  });

  test("somebody whose claim ran out does not write over the one who asks now", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const claimed = await claimOf(id);
    const late = { ...claimed, busyUntil: new Date(claimed.busyUntil.getTime() - 1) };
    expect(await inTransaction((tx) => concludeEnrolment(tx, late, { kind: "absent", evidenceId: null }))).toBe("busy");
    expect(await enrolmentOf(id)).toMatchObject({ state: "wanted", busyUntil: claimed.busyUntil });
  });

  test("a provider that knows the receiver by another id now is told of in words, and payouts keep the id that was there", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const { id: enrolmentId } = await enrolmentOf(id);
    await followed(enrolmentId);
    const { providerReceiverId } = await enrolmentOf(id);
    const other = { providerReceiverId: "another", providerAccountId: null, ...READY };
    const claimed = await claimOf(id);
    const said = { kind: "enrolled", enrolment: other, evidenceId: null } as const;
    expect(await inTransaction((tx) => concludeEnrolment(tx, claimed, said))).toBe("refused");
    expect(await enrolmentOf(id)).toMatchObject({ state: "refused", providerReceiverId, nextCheckAt: null });
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    expect((await read(id)).holdReason).toContain("by another id now");
  });

  test("nobody is asked through a connection that is switched off", async () => {
    const id = await approved(provider, await aReceiver(provider));
    await dispatchPayout({ payoutId: id });
    const { id: enrolmentId } = await enrolmentOf(id);
    await db().connection.update({ where: { id: desk[provider].id }, data: { state: "disabled" } });
    expect(await followEnrolment({ enrolmentId })).toBe("notDue");
    await db().connection.update({ where: { id: desk[provider].id }, data: { state: "active" } });
    expect(await followed(enrolmentId)).toBe("waiting");
  });
});

test("Ipay: what its record lacks is said before a payout is made, and put right by editing the receiver", async () => {
  const account = await aReceiver("ipay", null);
  const refused = await ask("ipay", account);
  expect(refused).toMatchObject({ ok: false, error: { code: "receiverIncomplete" } });
  if (!refused.ok) expect(refused.error.sentence).toContain("a phone number, a date of birth, a postal address");

  const { receiverId } = await db().receiverAccount.findUniqueOrThrow({ where: { id: account } });
  const before = await db().receiver.findUniqueOrThrow({ where: { id: receiverId } });
  const changed = await updateReceiver(desk.maker, { receiverId, name: before.name, email: before.email ?? undefined, details: DETAILS });
  expect(changed.ok).toBe(true);
  expect((await ask("ipay", account)).ok).toBe(true);

  const entry = await db().auditEntry.findFirstOrThrow({ where: { subjectId: receiverId, event: "receiver.changed" } });
  expect(entry.details).toEqual({ changed: ["personal details"] });
  const stored = await db().receiver.findUniqueOrThrow({ where: { id: receiverId } });
  expect(Buffer.from(stored.detailsSealed ?? []).toString("latin1")).not.toContain("1990-04-17");
});

test("Ipay: what is sealed on the receiver's record does not lie open in the evidence of telling and asking", async () => {
  const id = await approved("ipay", await aReceiver("ipay"));
  await dispatchPayout({ payoutId: id });
  const { id: enrolmentId } = await enrolmentOf(id);
  await followed(enrolmentId);
  await followed(enrolmentId);
  const rows = await db().evidence.findMany({
    where: { connectionId: desk.ipay.id, purpose: { in: ["enrolReceiver", "lookUpEnrolment"] } },
  });
  const all = rows.map(({ requestBody, responseBody }) => requestBody + responseBody).join("\n");
  expect(all).toContain(`anna.${made}@example.test`);
  for (const open of ["1990-04-17", "400123456", "12 George Street", "Perth"]) expect(all).not.toContain(open);
});

test("Ipay: the address that a virtual card goes to stays as it was asked for, until the payout has ended", async () => {
  const email = "card.holder@example.test";
  const account = { holderName: "Anna Schmidt", address: { kind: "virtualCard", currency: "USD" } as const };
  const created = await createReceiver(desk.maker, { kind: "person", name: "Anna Schmidt", email, details: DETAILS, account });
  if (!created.ok || created.value.receiverAccountId === null) throw new Error("The receiver could not be made.");
  const to = { type: "receiverAccount", receiverAccountId: created.value.receiverAccountId } as const;
  const money = { connection: desk.ipay.id, amountMinor: 5_000n, currency: "USD", reference: "Card 1", source: "screen" } as const;
  const submitted = await submitPayout(desk.maker, { ...money, to });
  if (!submitted.ok) throw new Error(submitted.error.sentence);

  const { receiverId } = await db().receiverAccount.findUniqueOrThrow({ where: { id: to.receiverAccountId } });
  const facts = { receiverId, name: "Anna Schmidt", details: DETAILS };
  const refused = await updateReceiver(desk.maker, { ...facts, email: "somebody.else@example.test" });
  expect(refused).toMatchObject({ ok: false, error: { fields: { email: [expect.stringContaining("virtual card")] } } });
  expect((await updateReceiver(desk.maker, { ...facts, email, reference: "CUS-1" })).ok).toBe(true);

  expect((await cancelPayout(desk.maker, submitted.value)).ok).toBe(true);
  expect((await updateReceiver(desk.maker, { ...facts, email: "somebody.else@example.test" })).ok).toBe(true);
});

test("the database keeps the ids that payouts go to", async () => {
  const id = await approved("bitpay", await aReceiver("bitpay"));
  await dispatchPayout({ payoutId: id });
  const { id: enrolmentId } = await enrolmentOf(id);
  await followed(enrolmentId);
  await expect(db().enrolment.update({ where: { id: enrolmentId }, data: { providerReceiverId: "somebody-else" } })).rejects.toThrow(
    /keeps the provider ids/,
  );
});

test("only a maker of the same merchant asks again", async () => {
  const id = await approved("bitpay", await aReceiver("bitpay"));
  await dispatchPayout({ payoutId: id });
  const { id: enrolmentId } = await enrolmentOf(id);
  expect(await askEnrolmentAgain(desk.checker, { enrolmentId })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await askEnrolmentAgain({ ...desk.maker, merchantId: "mer_other" }, { enrolmentId })).toMatchObject({
    ok: false,
    error: { code: "notFound" },
  });
  expect((await askEnrolmentAgain(desk.maker, { enrolmentId })).ok).toBe(true);
});
