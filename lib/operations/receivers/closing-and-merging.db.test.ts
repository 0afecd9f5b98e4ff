import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { readMergeFacts } from "@/lib/db/merge-facts";
import { readSenseFacts } from "@/lib/db/sense-facts";
import { USUAL_SENSE } from "@/lib/domain/payout/sense-limits";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { readReceiver } from "@/lib/queries/read-receiver";
import { anApprovedPayout } from "@/lib/testing/approved-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount, type ReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { closeReceiver } from "./close-receiver";
import { mergeReceivers } from "./merge-receivers";
import { noteOnReceiver } from "./note-on-receiver";
import { reopenReceiver } from "./reopen-receiver";
import { updateReceiver } from "./update-receiver";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const someone = (name: string, more: { email?: string; sortCode?: true } = {}): Promise<ReceiverWithAccount> =>
  aReceiverWithAccount(db(), {
    merchant: desk.merchant,
    name,
    email: more.email ?? null,
    ...(more.sortCode ? { address: TEST_SORT_CODE } : {}),
  });
const readPayout = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });
const readRow = (id: string) => db().receiver.findUniqueOrThrow({ where: { id } });

function pay({ account }: ReceiverWithAccount) {
  return submitPayout(desk.maker, {
    connection: desk.ivy.id,
    amountMinor: 1_200n,
    currency: "EUR",
    to: { type: "receiverAccount", receiverAccountId: account.id },
    reference: "Invoice 5",
    source: "screen",
  });
}

async function shownHash(survivorId: string, duplicateId: string): Promise<string> {
  const facts = await readMergeFacts(db(), { merchantId: desk.merchant.id, survivorId, duplicateId });
  return facts?.hash ?? "";
}

async function merge(survivor: ReceiverWithAccount, duplicate: ReceiverWithAccount) {
  const pair = { survivorId: survivor.receiver.id, duplicateId: duplicate.receiver.id };
  return mergeReceivers(desk.maker, { ...pair, shownHash: await shownHash(pair.survivorId, pair.duplicateId) });
}

describe("a closed receiver", () => {
  test("is paid nothing: a payout is refused with the reason at hand, and after opening it is made", async () => {
    const anna = await someone("Anna Closed");
    const closed = await closeReceiver(desk.maker, { receiverId: anna.receiver.id, reason: "Account was taken over" });
    expect(closed).toMatchObject({ ok: true });
    expect(await pay(anna)).toMatchObject({ ok: false, error: { code: "receiverClosed" } });
    expect(await closeReceiver(desk.maker, { receiverId: anna.receiver.id, reason: "Once more" })).toMatchObject({ ok: false });
    expect(await reopenReceiver(desk.maker, { receiverId: anna.receiver.id, reason: "It was a mistake" })).toMatchObject({ ok: true });
    expect(await readRow(anna.receiver.id)).toMatchObject({ state: "active", closedAt: null, closedReason: null });
    expect(await pay(anna)).toMatchObject({ ok: true });
  });

  test("holds what was approved before, and opening lets it go by itself", async () => {
    const payoutId = await anApprovedPayout(desk);
    const receiverId = (await readPayout(payoutId)).receiverId ?? "";
    await closeReceiver(desk.maker, { receiverId, reason: "Account was taken over" });
    expect(await dispatchPayout({ payoutId })).toBe("held");
    expect(await readPayout(payoutId)).toMatchObject({ holdKind: "closed", holdReason: expect.stringContaining("Account was taken over") });
    await db().payout.update({ where: { id: payoutId }, data: { nextCheckAt: null } });
    await reopenReceiver(desk.maker, { receiverId, reason: "It was a mistake" });
    expect((await readPayout(payoutId)).nextCheckAt).not.toBeNull();
    expect(await dispatchPayout({ payoutId })).toBe("accepted");
  });

  test("closing and submitting at once: either the payout was made before, or it was refused", async () => {
    for (let round = 0; round < 8; round += 1) {
      const ben = await someone(`Ben ${round}`);
      const [made, closed] = await Promise.all([
        pay(ben),
        closeReceiver(desk.maker, { receiverId: ben.receiver.id, reason: "Account was taken over" }),
      ]);
      expect(closed).toMatchObject({ ok: true });
      const rows = await db().payout.findMany({ where: { receiverId: ben.receiver.id } });
      expect(rows).toHaveLength(made.ok ? 1 : 0);
      if (!made.ok) expect(made.error.code).toBe("receiverClosed");
      for (const row of rows) {
        const { closedAt } = await readRow(ben.receiver.id);
        expect(row.createdAt.getTime()).toBeLessThanOrEqual((closedAt?.getTime() ?? 0) + 1);
      }
    }
  });

  test("closing and sending at once: it left, or it is held; closing never finds it half-way", async () => {
    for (let round = 0; round < 4; round += 1) {
      const payoutId = await anApprovedPayout(desk);
      const receiverId = (await readPayout(payoutId)).receiverId ?? "";
      const [sent] = await Promise.all([
        dispatchPayout({ payoutId }),
        closeReceiver(desk.maker, { receiverId, reason: "Account was taken over" }),
      ]);
      expect(["accepted", "held"]).toContain(sent);
      expect(await readPayout(payoutId)).toMatchObject(sent === "held" ? { attempts: 0 } : { attempts: 1 });
    }
  });

  test("says in the database who closed it, when and why, or is none", async () => {
    const cleo = await someone("Cleo");
    await expect(db().receiver.update({ where: { id: cleo.receiver.id }, data: { state: "closed" } })).rejects.toThrow(
      /receiver_closed_whole/,
    );
  });
});

describe("a merge", () => {
  test("moves accounts, enrolments and tags; payouts keep their names, and the survivor counts them in", async () => {
    const left = await someone("Dora Klein");
    const twin = await someone("Dora Klien", { sortCode: true });
    const { merchant, ivy } = desk;
    await aPayout(db(), { merchant, connection: ivy, to: left, state: "settled", amountMinor: 100n });
    const old = await aPayout(db(), { merchant, connection: ivy, to: twin, state: "settled", amountMinor: 40n });
    await updateReceiver(desk.maker, { receiverId: twin.receiver.id, name: "Dora Klien", tags: ["vip"] });
    await noteOnReceiver(desk.checker, { receiverId: twin.receiver.id, text: "Calls on Mondays." });

    expect(await merge(left, twin)).toMatchObject({ ok: true });

    expect(await readPayout(old.id)).toMatchObject({ receiverId: twin.receiver.id, receiverName: "Dora Klien" });
    expect(await readRow(twin.receiver.id)).toMatchObject({ state: "closed", mergedIntoId: left.receiver.id });
    const view = await readReceiver(merchant.id, left.receiver.id);
    expect(view?.accounts.map(({ id }) => id).sort()).toEqual([left.account.id, twin.account.id].sort());
    expect(view?.totals).toMatchObject([{ currency: "EUR", paidCount: 2, paidMinor: "140" }]);
    expect(view?.recent).toHaveLength(2);
    expect(view).toMatchObject({
      tags: ["vip"],
      merged: [{ name: "Dora Klien" }],
      notes: [{ text: "Calls on Mondays.", onName: "Dora Klien" }],
    });
    // Paying the same to the one who is left is as much a double as it was before.
    const past = await readSenseFacts(db(), {
      ...{ merchantId: merchant.id, amount: { minor: 40n, currency: "EUR" }, reference: "Invoice 6", limits: USUAL_SENSE },
      target: { receiverId: left.receiver.id, accountVersionId: twin.version.id, paymentSourceId: null, blindIndex: null },
      maker: { id: "per_maker", name: "Ada Maker" },
    });
    expect(past).toMatchObject({ paidTimes: 2, sameAmount: [{ number: old.number }], account: { isPaidBefore: true } });
    const entries = await db().auditEntry.findMany({
      where: { subjectId: { in: [left.receiver.id, twin.receiver.id] }, event: { startsWith: "receiver.merged" } },
    });
    expect(entries.map(({ event }) => event).sort()).toEqual(["receiver.merged", "receiver.mergedAway"]);
  });

  test("does what was shown or nothing: a change since the preview is a conflict", async () => {
    const [left, twin] = [await someone("Emil"), await someone("Emile")];
    const pair = { survivorId: left.receiver.id, duplicateId: twin.receiver.id };
    const hash = await shownHash(left.receiver.id, twin.receiver.id);
    await updateReceiver(desk.maker, { receiverId: twin.receiver.id, name: "Emilia" });
    expect(await mergeReceivers(desk.maker, { ...pair, shownHash: hash })).toMatchObject({
      ok: false,
      error: { code: "changedMeanwhile" },
    });
    expect(await readRow(twin.receiver.id)).toMatchObject({ state: "active" });
  });

  test("is refused for the closed, the frozen and the merged", async () => {
    const [left, twin] = [await someone("Finn"), await someone("Fynn")];
    await closeReceiver(desk.maker, { receiverId: twin.receiver.id, reason: "Suspicious" });
    expect(await merge(left, twin)).toMatchObject({ ok: false, error: { code: "notMergeable" } });
    await reopenReceiver(desk.maker, { receiverId: twin.receiver.id, reason: "It was a mistake" });
    await setFreeze(desk.checker, { scope: "receiver", targetId: twin.receiver.id });
    expect(await merge(left, twin)).toMatchObject({ ok: false, error: { code: "notMergeable" } });
    expect(await merge(left, left)).toMatchObject({ ok: false });
  });

  test("what was approved for the duplicate is paid once, and a freeze of the survivor holds it", async () => {
    const payoutId = await anApprovedPayout(desk);
    const { receiverId } = await readPayout(payoutId);
    const left = await someone("Greta");
    const pair = { survivorId: left.receiver.id, duplicateId: receiverId ?? "" };
    const merged = await mergeReceivers(desk.maker, { ...pair, shownHash: await shownHash(pair.survivorId, pair.duplicateId) });
    expect(merged).toMatchObject({ ok: true });
    await setFreeze(desk.checker, { scope: "receiver", targetId: left.receiver.id });
    expect(await dispatchPayout({ payoutId })).toBe("held");
    await db().freeze.updateMany({
      where: { targetId: left.receiver.id },
      data: { liftAskedById: "per_a", liftAskedByName: "A", liftAskedAt: new Date() },
    });
    await db().freeze.updateMany({
      where: { targetId: left.receiver.id },
      data: { liftedById: "per_b", liftedByName: "B", liftedAt: new Date() },
    });
    expect(await dispatchPayout({ payoutId })).toBe("accepted");
  });

  test("merged twice, one step still leads to who is left; merged stays merged", async () => {
    const [one, two, three] = [await someone("Hanna"), await someone("Hannah"), await someone("Hana")];
    expect(await merge(two, one)).toMatchObject({ ok: true });
    expect(await merge(three, two)).toMatchObject({ ok: true });
    expect(await readRow(one.receiver.id)).toMatchObject({ mergedIntoId: three.receiver.id });
    expect(await reopenReceiver(desk.maker, { receiverId: one.receiver.id, reason: "It was a mistake" })).toMatchObject({ ok: false });
    const unmerge = db().receiver.update({ where: { id: one.receiver.id }, data: { mergedIntoId: null } });
    await expect(unmerge).rejects.toThrow(/stays merged/);
    const stolen = db().receiverAccount.update({ where: { id: one.account.id }, data: { receiverId: two.receiver.id } });
    await expect(stolen).rejects.toThrow(/moves only to the receiver/);
    const further = { id: "acc_further", merchantId: desk.merchant.id, receiverId: one.receiver.id, kind: "iban" };
    await expect(db().receiverAccount.create({ data: further })).rejects.toThrow(/no further account/);
  });

  test("merging and submitting at once make one payout, counted for the survivor", async () => {
    for (let round = 0; round < 8; round += 1) {
      const [left, twin] = [await someone(`Ida ${round}`), await someone(`Ida ${round} again`)];
      const [made, merged] = await Promise.all([pay(twin), merge(left, twin)]);
      expect(made).toMatchObject({ ok: true });
      expect(merged).toMatchObject({ ok: true });
      const view = await readReceiver(desk.merchant.id, left.receiver.id);
      expect(view?.recent).toHaveLength(1);
      expect(view?.totals).toMatchObject([{ openCount: 1, openMinor: "1200" }]);
    }
  });

  test("two merges of the same two, each into the other: one happens", async () => {
    const [one, two] = [await someone("Jan"), await someone("Jann")];
    const answers = await Promise.all([merge(one, two), merge(two, one)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().receiver.count({ where: { id: { in: [one.receiver.id, two.receiver.id] }, state: "active" } })).toBe(1);
  });
});

describe("a note", () => {
  test("keeps its author and cannot be changed, and support may write one", async () => {
    const kim = await someone("Kim");
    const support = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "support" }), desk.merchant);
    const noted = await noteOnReceiver(support, { receiverId: kim.receiver.id, text: "Asked for a call back." });
    expect(noted).toMatchObject({ ok: true });
    const id = noted.ok ? noted.value.noteId : "";
    expect(await db().receiverNote.findUniqueOrThrow({ where: { id } })).toMatchObject({ authorName: support.name });
    await expect(db().receiverNote.update({ where: { id }, data: { text: "Something else" } })).rejects.toThrow(/append-only/);
    await expect(db().receiverNote.delete({ where: { id } })).rejects.toThrow(/append-only/);
  });
});
