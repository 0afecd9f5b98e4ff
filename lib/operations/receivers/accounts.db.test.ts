import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { currentTime, replaceClock } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { builtInRole } from "@/lib/domain/access/roles";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { AccountRule } from "@/lib/domain/approval/policy";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { anApprovedPayout } from "@/lib/testing/approved-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPolicyChange } from "@/lib/testing/policy-factory";
import { anAccountVersion, aReceiverWithAccount, TEST_IBAN } from "@/lib/testing/receiver-factories";
import { createReceiver } from "./create-receiver";
import { confirmAccount, rejectAccount } from "./decide-account";
import { type ProposedAccount, proposeAccount } from "./propose-account";

const OTHER_IBAN: AccountAddress = { kind: "iban", iban: "DE93500105176719451585" };
const THIRD_IBAN: AccountAddress = { kind: "iban", iban: "NL91ABNA0417164300" };

let desk: Desk;
let second: Actor;
let giveBack: (() => void) | null = null;
beforeAll(async () => {
  desk = await startDesk();
  second = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "checker" }), desk.merchant);
  await ruled({});
});
afterEach(async () => {
  giveBack?.();
  giveBack = null;
});
afterAll(() => desk.stop());

function ruled(rule: Partial<AccountRule>) {
  return aPolicyChange(db(), desk.merchant.id, { accounts: { confirmNew: true, confirmChanged: true, coolOffHours: 0, ...rule } });
}

const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });
const call = (versionId: string) => ({ versionId, calledName: "Anna Schmidt", calledNumber: "+49 30 901820", calledAt: currentTime() });

/** Somebody on file whose account nobody asked a second person about, and was paid or not. */
async function onFile({ isPaid = false } = {}) {
  const to = await aReceiverWithAccount(db(), { merchant: desk.merchant });
  if (isPaid) await aPayout(db(), { merchant: desk.merchant, connection: desk.ivy, to, state: "settled" });
  return to;
}

async function proposed(receiverId: string, accountId?: string, address = OTHER_IBAN, actor = desk.maker): Promise<ProposedAccount> {
  const made = await proposeAccount(actor, { receiverId, accountId, holderName: "Anna Schmidt", address });
  if (!made.ok) throw new Error(made.error.sentence);
  return made.value;
}

const accountOf = (receiverAccountId: string): PayoutTarget => ({ type: "receiverAccount", receiverAccountId });

describe("an account", () => {
  test("a first, a further and a changed one are proposals, where policy says so; what the provider has on file is none", async () => {
    const created = await createReceiver(desk.maker, {
      ...{ kind: "person", name: "Bo Berg", account: { holderName: "Bo Berg", address: TEST_IBAN } },
    });
    if (!created.ok) throw new Error(created.error.sentence);
    const first = await db().receiverAccountVersion.findFirstOrThrow({ where: { accountId: created.value.receiverAccountId ?? "" } });
    expect(first).toMatchObject({ needsConfirmation: true, origin: "screen" });

    const { receiver, account } = await onFile({ isPaid: true });
    expect(await proposed(receiver.id)).toMatchObject({ isProposal: true });
    expect(await proposed(receiver.id, account.id)).toMatchObject({ receiverAccountId: account.id, isProposal: true });
    const own = await proposeAccount(desk.maker, { receiverId: receiver.id, holderName: "Us", address: { kind: "ownAccount" } });
    expect(own).toMatchObject({ ok: true, value: { isProposal: false } });
  });

  test("policy may let either be", async () => {
    await ruled({ confirmNew: false });
    const { receiver, account } = await onFile();
    expect(await proposed(receiver.id, account.id)).toMatchObject({ isProposal: false });
    await ruled({ confirmChanged: false });
    const paid = await onFile({ isPaid: true });
    expect(await proposed(paid.receiver.id, paid.account.id)).toMatchObject({ isProposal: false });
    await ruled({});
    expect(await proposed(paid.receiver.id)).toMatchObject({ isProposal: true });
  });

  test("stays of its kind, says something new, and belongs to the receiver that is named", async () => {
    const { receiver, account } = await onFile();
    const other = await onFile();
    const wish = { receiverId: receiver.id, accountId: account.id, holderName: "Anna Schmidt" };
    const changed = await proposeAccount(desk.maker, { ...wish, address: { kind: "emailWallet", email: "anna@example.test" } });
    expect(changed).toMatchObject({ ok: false, error: { code: "invalidInput", fields: { "address.kind": [expect.any(String)] } } });
    const same = await proposeAccount(desk.maker, { ...wish, address: TEST_IBAN });
    expect(same).toMatchObject({ ok: false, error: { code: "invalidInput" } });
    const foreign = await proposeAccount(desk.maker, { ...wish, accountId: other.account.id, address: OTHER_IBAN });
    expect(foreign).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test("what is doubtful about it has to be confirmed by sentence, and that is kept", async () => {
    const { receiver } = await onFile();
    const address: AccountAddress = { kind: "bsb", bsb: "012002", accountNumber: "223344556677" };
    const wish = { receiverId: receiver.id, holderName: "Anna Schmidt", address };
    const asked = await proposeAccount(desk.maker, wish);
    if (asked.ok) throw new Error("Nothing was asked.");
    expect(asked.error.code).toBe("accountDoubtful");
    const doubts = asked.error.fields?.address ?? [];
    expect(doubts).toEqual([expect.stringContaining("at most nine digits")]);
    expect(await proposeAccount(desk.maker, { ...wish, confirmedDoubts: ["Something else."] })).toMatchObject({ ok: false });

    const made = await proposeAccount(desk.maker, { ...wish, confirmedDoubts: [...doubts] });
    if (!made.ok) throw new Error(made.error.sentence);
    const version = await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: made.value.versionId } });
    expect(version).toMatchObject({ doubts, createdById: desk.maker.kind === "person" ? desk.maker.personId : null });

    const created = await createReceiver(desk.maker, { kind: "person", name: "Cy", account: { holderName: "Cy", address } });
    expect(created).toMatchObject({ ok: false, error: { code: "accountDoubtful" } });
    const to: PayoutTarget = { type: "inline", name: "Cy", account: address };
    const order = { connection: desk.ivy.id, amountMinor: 100n, currency: "EUR", to, reference: "R", source: "screen" } as const;
    expect(await submitPayout(desk.maker, order)).toMatchObject({ ok: false });
    expect(await db().receiver.count({ where: { merchantId: desk.merchant.id, name: "Cy" } })).toBe(0);
  });
});

describe("a proposal", () => {
  test("is confirmed by another than whoever brought it, says the operation and says the database", async () => {
    const { receiver } = await onFile();
    const { versionId } = await proposed(receiver.id);
    expect(await confirmAccount(desk.maker, call(versionId))).toMatchObject({ ok: false, error: { code: "forbidden" } });
    // The maker who has become a checker since is still the one who brought it.
    const promoted = { ...desk.maker, ...builtInRole("checker") } as Actor;
    expect(await confirmAccount(promoted, call(versionId))).toMatchObject({ ok: false, error: { code: "proposerIsConfirmer" } });
    expect(await rejectAccount(promoted, { versionId, note: "Mine after all." })).toMatchObject({ ok: false });
    await expect(decisionRow(versionId, promoted)).rejects.toThrow(/whoever brought an account cannot decide on it/);
    expect(await confirmAccount(desk.checker, call(versionId))).toMatchObject({ ok: true, value: { receiverId: receiver.id } });
  });

  test("typed by the receiver is not confirmed by whoever asked them for it", async () => {
    const { receiver } = await onFile();
    const askedById = desk.checker.kind === "person" ? desk.checker.personId : "";
    const wish = { receiverId: receiver.id, holderName: "Anna Schmidt", address: OTHER_IBAN, origin: "receiver" as const, askedById };
    const made = await proposeAccount(desk.maker, wish);
    if (!made.ok) throw new Error(made.error.sentence);
    const { versionId } = made.value;
    expect(await confirmAccount(desk.checker, call(versionId))).toMatchObject({ ok: false, error: { code: "proposerIsConfirmer" } });
    expect(await confirmAccount(second, call(versionId))).toMatchObject({ ok: true });
  });

  test("is confirmed with a call: whom, on which number, when; the number is not readable in the database", async () => {
    const { versionId } = await proposed((await onFile()).receiver.id);
    const late = { ...call(versionId), calledAt: addMs(currentTime(), HOUR_MS) };
    expect(await confirmAccount(desk.checker, late)).toMatchObject({ ok: false, error: { fields: { calledAt: [expect.any(String)] } } });
    await expect(decisionRow(versionId, desk.checker)).rejects.toThrow(/account_confirmed_by_call/);
    expect((await confirmAccount(desk.checker, { ...call(versionId), note: "She knew the last four." })).ok).toBe(true);
    const kept = await db().accountDecision.findUniqueOrThrow({ where: { versionId } });
    expect(kept).toMatchObject({ calledName: "Anna Schmidt", calledNumberMasked: "••• 1820", note: "She knew the last four." });
    expect(Buffer.from(kept.calledNumberSealed ?? []).toString()).not.toContain("901820");
    await expect(db().accountDecision.delete({ where: { versionId } })).rejects.toThrow(/append-only/);
    await expect(db().accountDecision.update({ where: { versionId }, data: { note: "x" } })).rejects.toThrow(/append-only/);
  });

  test("two who confirm at once confirm once", async () => {
    const { versionId } = await proposed((await onFile()).receiver.id);
    const answers = await Promise.all([confirmAccount(desk.checker, call(versionId)), confirmAccount(second, call(versionId))]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect(await rejectAccount(second, { versionId, note: "Too late." })).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });

  test("a change and a confirmation at once come one after the other, and nothing that was changed is confirmed", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { receiver } = await onFile();
      const { versionId, receiverAccountId } = await proposed(receiver.id);
      const [confirmed] = await Promise.all([
        confirmAccount(desk.checker, call(versionId)),
        proposed(receiver.id, receiverAccountId, THIRD_IBAN),
      ]);
      const decision = await db().accountDecision.findUniqueOrThrow({ where: { versionId } });
      expect(decision.verdict).toBe(confirmed.ok ? "confirmed" : "superseded");
      if (!confirmed.ok) expect(confirmed.error.code).toBe("changedMeanwhile");
      const latest = await db().receiverAccountVersion.findFirstOrThrow({ where: { accountId: receiverAccountId, version: 2 } });
      expect(latest.needsConfirmation).toBe(true);
      expect(await db().accountDecision.count({ where: { versionId: latest.id } })).toBe(0);
    }
  });

  test("the database confirms no version that a later one has replaced, and no version that is none", async () => {
    const merchant = await aMerchant(db());
    const { account, version } = await aReceiverWithAccount(db(), { merchant });
    const wish = { account, holderName: "Anna Schmidt", address: OTHER_IBAN, isProposal: true };
    const replaced = await anAccountVersion(db(), { ...wish, version: 2 });
    await anAccountVersion(db(), { ...wish, version: 3 });
    const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
    await expect(decisionRow(replaced.id, checker)).rejects.toThrow(/a later version has taken the place/);
    await expect(decisionRow(version.id, checker)).rejects.toThrow(/not a proposal/);
  });
});

describe("a payout", () => {
  test("to a new account is held with the reason, nothing leaves, and confirmed it goes by itself", async () => {
    const payoutId = await anApprovedPayout(desk, "ivy", { type: "inline", name: "Dana New", account: THIRD_IBAN });
    expect(await dispatchPayout({ payoutId })).toBe("held");
    const held = await read(payoutId);
    expect(held).toMatchObject({ state: "held", holdKind: "account", attempts: 0 });
    expect(held.holdReason).toMatch(/new.*nobody has called back/);
    expect(await bookings(payoutId)).toBe(0);
    await expect(db().payout.update({ where: { id: payoutId }, data: { state: "approved" } })).resolves.toBeTruthy();
    await expect(db().payout.update({ where: { id: payoutId }, data: { state: "dispatching" } })).rejects.toThrow(/not confirmed/);
    await db().payout.update({ where: { id: payoutId }, data: { state: "held", nextCheckAt: null } });

    expect((await confirmAccount(desk.checker, call(held.receiverAccountVersionId ?? ""))).ok).toBe(true);
    // Waking is a time in the payout's row: the sweep that every worker runs gives it a job.
    expect((await read(payoutId)).nextCheckAt).not.toBeNull();
    expect(await dispatchPayout({ payoutId })).toBe("accepted");
    expect(await bookings(payoutId)).toBe(1);
  });

  test("by API that needs no person still waits for the account that came with it", async () => {
    const shop: Actor = {
      ...{ kind: "apiKey", apiKeyId: newId("apiKey"), name: "shop", merchantId: desk.merchant.id },
      scopes: ["payouts:write", "receivers:write"],
    };
    const to: PayoutTarget = { type: "inline", name: "Fay Shop", account: THIRD_IBAN };
    const order = { connection: desk.ivy.id, amountMinor: 5_000n, currency: "EUR", to, reference: "Shop 1", source: "api" } as const;
    const made = await submitPayout(shop, order);
    if (!made.ok) throw new Error(made.error.sentence);
    const { payoutId, state } = made.value;
    expect(state).toBe("approved");
    expect(await dispatchPayout({ payoutId })).toBe("held");
    const { receiverId, receiverAccountVersionId: versionId } = await read(payoutId);
    expect(await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: versionId ?? "" } })).toMatchObject({ origin: "api" });

    const added = await proposeAccount(shop, { receiverId: receiverId ?? "", holderName: "Fay Shop", address: OTHER_IBAN });
    expect(added).toMatchObject({ ok: true, value: { isProposal: true } });
    expect((await confirmAccount(desk.checker, call(versionId ?? ""))).ok).toBe(true);
    expect(await dispatchPayout({ payoutId })).toBe("accepted");
  });

  test("to a change of a paid account waits; rejected it stays held until somebody cancels it, and the next goes to what was there before", async () => {
    const { receiver, account, version } = await onFile({ isPaid: true });
    const before = await anApprovedPayout(desk, "ivy", accountOf(account.id));
    const change = await proposed(receiver.id, account.id);
    const payoutId = await anApprovedPayout(desk, "ivy", accountOf(account.id));
    expect((await read(payoutId)).receiverAccountVersionId).toBe(change.versionId);
    expect(await dispatchPayout({ payoutId })).toBe("held");
    expect((await read(payoutId)).holdReason).toMatch(/was changed/);
    // What was approved before the change names the version before it.
    expect(await dispatchPayout({ payoutId: before })).toBe("accepted");

    expect((await rejectAccount(desk.checker, { versionId: change.versionId, note: "She has not moved." })).ok).toBe(true);
    expect(await dispatchPayout({ payoutId })).toBe("held");
    const held = await read(payoutId);
    expect(held).toMatchObject({ state: "held", holdKind: "accountRejected" });
    expect(held.holdReason).toContain("She has not moved.");
    expect(await bookings(payoutId)).toBe(0);

    const next = await anApprovedPayout(desk, "ivy", accountOf(account.id));
    expect((await read(next)).receiverAccountVersionId).toBe(version.id);
    expect(await dispatchPayout({ payoutId: next })).toBe("accepted");
  });

  test("waits for as long as the rule gives an account to cool off, and then goes by itself", async () => {
    await ruled({ coolOffHours: 24 });
    const payoutId = await anApprovedPayout(desk, "ivy", { type: "inline", name: "Evi Cool", account: THIRD_IBAN });
    const { receiverAccountVersionId } = await read(payoutId);
    expect((await confirmAccount(desk.checker, call(receiverAccountVersionId ?? ""))).ok).toBe(true);
    const { decidedAt } = await db().accountDecision.findUniqueOrThrow({ where: { versionId: receiverAccountVersionId ?? "" } });
    expect(await dispatchPayout({ payoutId })).toBe("held");
    expect(await read(payoutId)).toMatchObject({ holdKind: "coolOff", nextCheckAt: addMs(decidedAt, 24 * HOUR_MS) });
    giveBack = replaceClock(() => addMs(new Date(), 25 * HOUR_MS));
    expect(await dispatchPayout({ payoutId })).toBe("accepted");
    await ruled({});
  });
});

async function bookings(payoutId: string): Promise<number> {
  const { dispatchKey, provider } = await read(payoutId);
  return (await desk.ledger(provider)).filter((row) => row.idempotencyKey === dispatchKey).length;
}

/** Past the operation: a confirmation without a call, straight into the table. */
async function decisionRow(versionId: string, actor: Actor) {
  const decidedById = actor.kind === "person" ? actor.personId : null;
  const row = { id: newId("accountDecision"), merchantId: actor.merchantId, versionId, verdict: "confirmed" };
  await db().accountDecision.create({ data: { ...row, decidedById, decidedByName: actor.name } });
}
