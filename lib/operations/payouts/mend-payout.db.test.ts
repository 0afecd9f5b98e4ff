import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Connection, Merchant, Payout } from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { Actor } from "@/lib/domain/access/actor";
import { CHECKERS } from "@/lib/domain/approval/policy";
import type { CreatePayout } from "@/lib/domain/payout/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { rejectPayout } from "@/lib/operations/approvals/reject-payout";
import { undoDecision } from "@/lib/operations/approvals/undo-decision";
import { aConnection, actorOf, aMerchant, aPerson, type TestPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPolicyChange } from "@/lib/testing/policy-factory";
import { aPaymentSource, aReceiverWithAccount, type ReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { cancelPayout } from "./cancel-payout";
import { mendPayout } from "./mend-payout";

let merchant: Merchant;
let connection: Connection;
let maker: TestPerson;
let other: TestPerson;
let checkers: readonly [Actor, Actor];
let to: ReceiverWithAccount;
beforeEach(async () => {
  merchant = await aMerchant(db());
  connection = await aConnection(db(), { merchant });
  maker = await aPerson(db(), { merchant, role: "maker", name: "Ada Maker" });
  other = await aPerson(db(), { merchant, role: "maker", name: "Milo Maker" });
  const checker = async () => actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  checkers = [await checker(), await checker()];
  to = await aReceiverWithAccount(db(), { merchant });
});

const actor = (person: TestPerson) => actorOf(person, merchant);
const waiting = (wish: Parameters<typeof aPayout>[1] = {}) => aPayout(db(), { merchant, connection, maker, to, ...wish });
const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });
const orderOf = (changes: Partial<CreatePayout> = {}): CreatePayout => ({
  ...{ connection: connection.id, amountMinor: 12_500n, currency: "EUR", reference: "Invoice 1042", statementText: "Invoice 1042" },
  to: { type: "receiverAccount", receiverAccountId: to.account.id },
  ...changes,
});
const mend = (payout: Payout, by: Actor, changes: Partial<CreatePayout> = {}) =>
  mendPayout(by, { payoutId: payout.id, round: payout.round, order: orderOf(changes) });
const shown = async (id: string) => ({ payoutId: id, shownHash: await shownHashOf(db(), await read(id)) });

describe("what came back rejected", () => {
  test("is mended by its maker, waits for approval anew, and is the same payout", async () => {
    const payout = await waiting();
    await rejectPayout(checkers[0], { ...(await shown(payout.id)), reason: "wrongAmount" });
    const mended = await mend(payout, actor(maker), { amountMinor: 13_000n, reference: "Invoice 1043" });
    expect(mended).toMatchObject({ ok: true, value: { payoutId: payout.id, number: payout.number, state: "awaitingApproval" } });
    const row = await read(payout.id);
    expect(row).toMatchObject({ round: 2, reference: "Invoice 1043", makerId: maker.id, editorIds: [], dispatchKey: payout.dispatchKey });
    expect(row.amountMinor.toFixed(0)).toBe("13000");
    expect(row.expiresAt?.getTime()).toBeGreaterThan(Date.now());
    const move = await db().stateTransition.findFirstOrThrow({ where: { payoutId: payout.id, event: "mend" } });
    expect(move.note).toBe("Amount from 125.00 EUR to 130.00 EUR; Reference from “Invoice 1042” to “Invoice 1043”.");
    expect(await approvePayout(checkers[0], await shown(payout.id))).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  test("is let go by its maker and by nobody else", async () => {
    const payout = await waiting();
    await rejectPayout(checkers[0], { ...(await shown(payout.id)), reason: "notOwed" });
    expect((await cancelPayout(actor(other), { payoutId: payout.id })).ok).toBe(false);
    expect(await cancelPayout(actor(maker), { payoutId: payout.id })).toMatchObject({ ok: true, value: { state: "discarded" } });
    expect(await mend(payout, actor(maker))).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });
});

describe("what waits for approval", () => {
  test("is changed by another maker, who never decides on it, and what was approved before counts no more", async () => {
    const payout = await waiting({ steps: [{ group: CHECKERS, count: 2 }] });
    await approvePayout(checkers[0], await shown(payout.id));
    await aPolicyChange(db(), merchant.id, { checkers: 2 });
    expect((await mend(payout, actor(other), { amountMinor: 1n })).ok).toBe(true);
    expect(await read(payout.id)).toMatchObject({ round: 2, editorIds: [other.id], state: "awaitingApproval", policyVersion: 2 });
    expect(await approvePayout(checkers[0], await shown(payout.id))).toMatchObject({ ok: true, value: { state: "awaitingApproval" } });
    await db().membership.updateMany({ where: { personId: other.id }, data: { role: "checker" } });
    const turned = actorOf({ ...other, role: "checker" }, merchant);
    expect(await approvePayout(turned, await shown(payout.id))).toMatchObject({ ok: false, error: { code: "touchedByChecker" } });
    const decision = {
      ...{ id: newId("decision"), merchantId: merchant.id, payoutId: payout.id, round: 2, verdict: "approve", step: 0 },
      ...{ checkerId: other.id, checkerName: other.name, shownHash: "x" },
    };
    await expect(db().approvalDecision.create({ data: decision })).rejects.toThrow(/edited a payout cannot decide/);
    expect(await approvePayout(checkers[1], await shown(payout.id))).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  test("is another connection's and another account's afterwards, if that is what is asked for", async () => {
    const payout = await waiting();
    const gbp = await aConnection(db(), { merchant });
    const anna = await aReceiverWithAccount(db(), { merchant, address: TEST_SORT_CODE });
    const answer = await mend(payout, actor(maker), {
      ...{ connection: gbp.id, currency: "GBP", to: { type: "receiverAccount", receiverAccountId: anna.account.id } },
    });
    expect(answer).toMatchObject({ ok: true });
    expect(await read(payout.id)).toMatchObject({
      ...{ connectionId: gbp.id, currency: "GBP", receiverId: anna.receiver.id, receiverAccountVersionId: anna.version.id },
    });
  });

  test("keeps what it takes from its source, and takes no more than there is", async () => {
    const source = await aPaymentSource(db(), { connection, paidInMinor: 20_000n });
    const payout = await waiting({ source, to: undefined });
    const back = { type: "paymentSource", paymentSourceId: source.sourceId, userId: source.userId ?? "" } as const;
    expect(await mend(payout, actor(maker), { to: back, amountMinor: 20_000n })).toMatchObject({ ok: true });
    const again = mendPayout(actor(maker), { payoutId: payout.id, round: 2, order: orderOf({ to: back, amountMinor: 20_001n }) });
    expect(await again).toMatchObject({ ok: false, error: { code: "overReturnable" } });
  });

  test("is changed once by two who change it at the same moment, and never after it was approved", async () => {
    const payout = await waiting();
    const answers = await Promise.all([mend(payout, actor(maker), { amountMinor: 1n }), mend(payout, actor(other), { amountMinor: 2n })]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: "changedMeanwhile" } });
    await approvePayout(checkers[0], await shown(payout.id));
    expect(await mend(await read(payout.id), actor(maker))).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });

  test("is not approved by whoever had the old one on the screen", async () => {
    const payout = await waiting();
    const before = await shown(payout.id);
    await mend(payout, actor(maker), { amountMinor: 12_501n });
    expect(await approvePayout(checkers[0], before)).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });

  test("leaves nothing behind when the change is refused", async () => {
    const payout = await waiting();
    await aPolicyChange(db(), merchant.id, { sense: { ...SENSE, duplicateNeedsReason: true } });
    await waiting({ reference: "Twin", amountMinor: 500n });
    const receivers = await db().receiver.count({ where: { merchantId: merchant.id } });
    const inline = { type: "inline", name: "New Person", account: { kind: "iban", iban: "DE89370400440532013000" } } as const;
    const answer = await mend(payout, actor(maker), { to: inline, reference: "Twin" });
    expect(answer).toMatchObject({ ok: false, error: { code: "reasonNeeded" } });
    expect(await db().receiver.count({ where: { merchantId: merchant.id } })).toBe(receivers);
    expect(await read(payout.id)).toMatchObject({ round: 1, reference: "Invoice 1042" });
  });
});

const SENSE = { sameAmountDays: 30, sameReferenceDays: 90, abovePercent: 200, makerAbovePercent: 1000, leastTimes: 3 };

describe("the database lets what was submitted be altered", () => {
  const set = (id: string, sql: string) => db().$executeRawUnsafe(`UPDATE "payout" SET ${sql} WHERE "id" = '${id}'`);
  const edit = (payoutId: string, round: number) =>
    db().payoutEdit.create({
      data: {
        id: newId("payoutEdit"),
        merchantId: merchant.id,
        payoutId,
        round,
        editorId: other.id,
        editorName: "Milo",
        before: {},
        after: {},
      },
    });

  test("only with the change on record, in a new round, while it waits", async () => {
    const payout = await waiting();
    await expect(set(payout.id, `"amountMinor" = 1`)).rejects.toThrow(/cannot be altered/);
    await expect(set(payout.id, `"amountMinor" = 1, "round" = 2`)).rejects.toThrow(/cannot be altered/);
    await edit(payout.id, 2);
    await expect(set(payout.id, `"amountMinor" = 1`)).rejects.toThrow(/cannot be altered/);
    await expect(set(payout.id, `"amountMinor" = 1, "round" = 3`)).rejects.toThrow(/new round/);
    await expect(set(payout.id, `"amountMinor" = 1, "round" = 2, "dispatchKey" = gen_random_uuid()`)).rejects.toThrow(/never changes/);
    await set(payout.id, `"amountMinor" = 1, "round" = 2`);
    await expect(set(payout.id, `"amountMinor" = 2`)).rejects.toThrow(/cannot be altered/);
  });

  test("never once it was approved, sent or ended", async () => {
    for (const state of ["approved", "inFlight", "settled", "cancelled"] as const) {
      const payout = await waiting({ state });
      await edit(payout.id, 2);
      await expect(set(payout.id, `"amountMinor" = 1, "round" = 2`)).rejects.toThrow(/new round/);
    }
    const approved = await waiting({ state: "approved" });
    await edit(approved.id, 2);
    await expect(set(approved.id, `"amountMinor" = 1, "round" = 2, "state" = 'awaitingApproval'`)).rejects.toThrow(/cannot be altered/);
    await expect(set(approved.id, `"state" = 'awaitingApproval'`)).rejects.toThrow(/begins a new round/);
  });

  test("and the record of it not at all", async () => {
    const { id } = await edit((await waiting()).id, 2);
    await expect(db().payoutEdit.update({ where: { id }, data: { editorId: "per_x" } })).rejects.toThrow(/append-only/);
  });
});

describe("taking a decision back", () => {
  test("lets an approved payout wait again, and every approval has to be given anew", async () => {
    const payout = await waiting({ steps: [{ group: CHECKERS, count: 2 }] });
    for (const checker of checkers) await approvePayout(checker, await shown(payout.id));
    expect(await undoDecision(checkers[1], { payoutId: payout.id })).toMatchObject({ ok: true, value: { state: "awaitingApproval" } });
    expect(await read(payout.id)).toMatchObject({ round: 2, approvedAt: null });
    expect(await approvePayout(checkers[1], await shown(payout.id))).toMatchObject({ ok: true, value: { state: "awaitingApproval" } });
  });

  test("is for whoever gave it, and until it is handed to the provider", async () => {
    const payout = await waiting();
    await approvePayout(checkers[0], await shown(payout.id));
    expect(await undoDecision(checkers[1], { payoutId: payout.id })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const sent = await waiting({ state: "inFlight" });
    expect(await undoDecision(checkers[0], { payoutId: sent.id })).toMatchObject({ ok: false, error: { code: "tooLate" } });
  });

  test("is for any checker where it is no longer what was approved, but not for its maker", async () => {
    const payout = await waiting({ state: "held" });
    await db().payout.update({ where: { id: payout.id }, data: { holdKind: "notAsSigned" } });
    await db().membership.updateMany({ where: { personId: maker.id }, data: { role: "checker" } });
    const turned = actorOf({ ...maker, role: "checker" }, merchant);
    expect(await undoDecision(turned, { payoutId: payout.id })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await undoDecision(checkers[1], { payoutId: payout.id })).toMatchObject({ ok: true });
    expect(await read(payout.id)).toMatchObject({ holdKind: null, holdReason: null, round: 2 });
  });

  test("opens a rejection again, unless another has taken what it was to send back", async () => {
    const source = await aPaymentSource(db(), { connection, paidInMinor: 20_000n });
    const reject = async () => {
      const payout = await waiting({ source, to: undefined });
      await rejectPayout(checkers[0], { ...(await shown(payout.id)), reason: "other", note: "No" });
      return payout.id;
    };
    const first = await reject();
    expect(await undoDecision(checkers[1], { payoutId: first })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await undoDecision(checkers[0], { payoutId: first })).toMatchObject({ ok: true, value: { state: "awaitingApproval" } });
    await rejectPayout(checkers[0], { ...(await shown(first)), reason: "notOwed" });
    await waiting({ source, to: undefined, amountMinor: 12_500n });
    expect(await undoDecision(checkers[0], { payoutId: first })).toMatchObject({ ok: false, error: { code: "overReturnable" } });
    expect((await read(first)).amountMinor).toEqual(decimalOf(12_500n));
  });
});
