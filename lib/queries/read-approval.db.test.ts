import { describe, expect, test } from "vitest";
import { formatPayoutNumber } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { anAccountVersion, aReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { listApprovals } from "./list-approvals";
import { readApproval } from "./read-approval";
import { readPayout } from "./read-payout";

async function aDesk() {
  const merchant = await aMerchant(db());
  const person = async (role: "maker" | "checker" | "support") => aPerson(db(), { merchant, role });
  const [maker, checker] = [await person("maker"), await person("checker")];
  const to = await aReceiverWithAccount(db(), { merchant });
  return { merchant, maker, checker, actor: actorOf(checker, merchant), person, to };
}

describe("reading one payout", () => {
  test("by its id, and by its number as people write it", async () => {
    const { merchant, maker, actor } = await aDesk();
    const { id, number } = await aPayout(db(), { merchant, maker });
    expect((await readPayout(actor, id))?.number).toBe(number);
    expect((await readPayout(actor, formatPayoutNumber(number).toLowerCase()))?.id).toBe(id);
  });

  test("another merchant's looks like none", async () => {
    const [here, there] = [await aDesk(), await aDesk()];
    const { id, number } = await aPayout(db(), { merchant: here.merchant, maker: here.maker });
    expect(await readPayout(there.actor, id)).toBeNull();
    expect(await readPayout(there.actor, number)).toBeNull();
    expect(await readApproval(there.actor, id)).toBeNull();
  });

  test("the audit log only for roles that read it", async () => {
    const { merchant, maker, actor } = await aDesk();
    const { id } = await aPayout(db(), { merchant, maker });
    expect((await readPayout(actor, id))?.audit).toEqual([]);
    expect((await readPayout(actorOf(maker, merchant), id))?.audit).toBeNull();
  });
});

describe("what a checker is shown", () => {
  test("is what the approval signs", async () => {
    const { merchant, maker, actor } = await aDesk();
    const { id } = await aPayout(db(), { merchant, maker });
    const shown = await readApproval(actor, id);
    const answer = await approvePayout(actor, { payoutId: id, shownHash: shown?.payout.shownHash ?? "" });
    expect(answer).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  test("says that it is the first payout to a receiver, and later that an amount is unusual", async () => {
    const { merchant, maker, actor, to } = await aDesk();
    const { id } = await aPayout(db(), { merchant, maker, to });
    expect((await readApproval(actor, id))?.warnings).toMatchObject([{ rule: "firstPayout", since: "new" }]);
    for (const amountMinor of [10_000n, 11_000n, 12_000n]) await aPayout(db(), { merchant, maker, to, amountMinor, state: "settled" });
    const large = await aPayout(db(), { merchant, maker, to, amountMinor: 55_000n });
    const shown = await readApproval(actor, large.id);
    expect(shown?.warnings.find(({ rule }) => rule === "amountAbove")?.sentence).toBe(
      "The amount is 5 times the usual 110.00 EUR (the middle of 3 payouts).",
    );
    expect(shown?.past).toMatchObject({ paidTimes: 3 });
  });

  test("says that an account was changed since it was last paid", async () => {
    const { merchant, maker, actor, to } = await aDesk();
    await aPayout(db(), { merchant, maker, to, amountMinor: 9_000n, state: "settled" });
    const version = await anAccountVersion(db(), { account: to.account, holderName: "Anna Schmidt", address: TEST_SORT_CODE, version: 2 });
    const { id } = await aPayout(db(), { merchant, maker, to: { ...to, version } });
    expect((await readApproval(actor, id))?.warnings[0]).toMatchObject({ rule: "accountChanged", at: version.createdAt });
  });

  test("says that the same amount is already on its way to the same receiver", async () => {
    const { merchant, maker, actor, to } = await aDesk();
    await aPayout(db(), { merchant, maker, to, state: "rejected" });
    const twin = await aPayout(db(), { merchant, maker, to, state: "unconfirmed" });
    const { id } = await aPayout(db(), { merchant, maker, to });
    expect((await readApproval(actor, id))?.warnings[0]).toMatchObject({ rule: "sameAmount", number: twin.number });
  });
});

describe("the queue", () => {
  test("has the reader's turn first, oldest first, and says whose turn the others are", async () => {
    const { merchant, maker, checker, actor, person } = await aDesk();
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const mine = await aPayout(db(), { merchant, maker: checker, createdAt: ago(90) });
    const young = await aPayout(db(), { merchant, maker, createdAt: ago(10) });
    const old = await aPayout(db(), { merchant, maker, createdAt: ago(60), neededCheckers: 2 });
    await aPayout(db(), { merchant, maker, state: "settled" });
    const queue = await listApprovals(actor);
    expect(queue.items.map(({ payoutId, turn }) => [payoutId, turn])).toEqual([
      [old.id, "mine"],
      [young.id, "mine"],
      [mine.id, "own"],
    ]);
    expect(queue.total).toBe(3);

    const shown = await readApproval(actor, old.id);
    await approvePayout(actor, { payoutId: old.id, shownHash: shown?.payout.shownHash ?? "" });
    expect((await listApprovals(actor)).items.find(({ payoutId }) => payoutId === old.id)).toMatchObject({ turn: "done", approvals: 1 });
    expect((await listApprovals(actorOf(await person("support"), merchant))).items.map(({ turn }) => turn)).toEqual([
      "others",
      "others",
      "others",
    ]);
  });

  test("calls a receiver's first payout worth a look, as whoever opens it is told, and puts it before larger ones", async () => {
    const { merchant, maker, actor, to } = await aDesk();
    for (const amountMinor of [10_000n, 11_000n, 12_000n]) await aPayout(db(), { merchant, maker, to, amountMinor, state: "settled" });
    const usual = await aPayout(db(), { merchant, maker, to, amountMinor: 11_500n });
    const first = await aPayout(db(), { merchant, maker, amountMinor: 900n });
    const { items } = await listApprovals(actor);
    expect(items.map(({ payoutId, risk }) => [payoutId, risk])).toEqual([
      [first.id, "high"],
      [usual.id, "low"],
    ]);
    expect((await readApproval(actor, first.id))?.risk.level).toBe("high");
  });

  test("is empty at another merchant", async () => {
    const [here, there] = [await aDesk(), await aDesk()];
    await aPayout(db(), { merchant: here.merchant, maker: here.maker });
    expect(await listApprovals(there.actor)).toEqual({ units: [], items: [], total: 0 });
  });
});
