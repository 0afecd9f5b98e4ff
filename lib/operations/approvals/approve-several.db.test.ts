import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { listApprovals } from "@/lib/queries/list-approvals";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { approveSeveral } from "./approve-several";

const AT_NOON = new Date("2026-11-25T12:00:00Z");

/** A receiver who has been paid before, and a maker who has asked before: nothing stands out about one more. */
async function aDesk() {
  const merchant = await aMerchant(db());
  const maker = await aPerson(db(), { merchant, role: "maker" });
  const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  const to = await aReceiverWithAccount(db(), { merchant });
  for (const reference of ["May", "June", "July"]) {
    await aPayout(db(), {
      merchant,
      maker,
      to,
      reference,
      amountMinor: 9_000n,
      state: "settled",
      createdAt: new Date("2026-11-01T12:00:00Z"),
    });
  }
  const plain = (reference: string, amountMinor: bigint) =>
    aPayout(db(), { merchant, maker, to, reference, amountMinor, createdAt: AT_NOON });
  return { merchant, maker, checker, to, plain };
}
const shown = async (payout: Payout) => ({ payoutId: payout.id, shownHash: await shownHashOf(db(), payout) });
const stateOf = async ({ id }: Payout) => (await db().payout.findUniqueOrThrow({ where: { id } })).state;

describe("approving several at once", () => {
  test("approves what nothing speaks against, and of the rest says why not", async () => {
    const { merchant, maker, checker, to, plain } = await aDesk();
    const [one, two] = [await plain("August", 9_100n), await plain("September", 9_200n)];
    const stranger = await aReceiverWithAccount(db(), { merchant, name: "Somebody New", address: TEST_SORT_CODE });
    const first = await aPayout(db(), { merchant, maker, to: stranger, createdAt: AT_NOON, reference: "Somebody new" });
    const own = await aPayout(db(), { merchant, to, maker: { id: checker.personId, name: "C" }, createdAt: AT_NOON, reference: "Own" });
    const stale = { ...(await shown(await plain("October", 9_300n))), shownHash: "0".repeat(64) };
    const payouts = [await shown(one), await shown(first), await shown(own), stale, await shown(two)];
    const answer = await approveSeveral(checker, { payouts });
    expect(answer).toMatchObject({
      ok: true,
      value: {
        approved: [{ payoutId: one.id }, { payoutId: two.id }],
        refused: [
          { payoutId: first.id, denial: { code: "mustBeOpened" } },
          { payoutId: own.id, denial: { code: "makerIsChecker" } },
          { payoutId: stale.payoutId, denial: { code: "changedMeanwhile" } },
        ],
      },
    });
    expect(await Promise.all([one, first, two].map(stateOf))).toEqual(["approved", "awaitingApproval", "approved"]);
  });

  test("judges the risk as it is now, whatever the list said", async () => {
    const { checker, plain } = await aDesk();
    const one = await plain("August", 9_100n);
    expect((await listApprovals(checker)).items.map(({ risk }) => risk)).toEqual(["low"]);
    await plain("August once more", 9_100n);
    expect(await approveSeveral(checker, { payouts: [await shown(one)] })).toMatchObject({
      ok: true,
      value: { approved: [], refused: [{ denial: { code: "mustBeOpened" } }] },
    });
  });
});

describe("the inbox", () => {
  test("has what lapses first before what is risky before what is large, and says which is which", async () => {
    const { merchant, maker, checker, to, plain } = await aDesk();
    const [small, large] = [await plain("Small", 8_000n), await plain("Large", 9_900n)];
    const risky = await plain("Risky", 8_100n);
    const warning = { payoutId: risky.id, merchantId: merchant.id, rule: "accountShared", subject: "x", sentence: "Shared." };
    await db().payoutWarning.create({ data: warning });
    const days = (count: number) => new Date(Date.UTC(2026, 11, count, 12));
    for (const { id } of [small, large, risky]) await db().payout.update({ where: { id }, data: { expiresAt: days(9) } });
    const urgent = await aPayout(db(), { merchant, maker, to, reference: "Urgent", amountMinor: 7_000n, createdAt: AT_NOON });
    await db().payout.update({ where: { id: urgent.id }, data: { expiresAt: days(8) } });
    const { items } = await listApprovals(checker);
    expect(items.map(({ reference, risk }) => [reference, risk])).toEqual([
      ["Urgent", "low"],
      ["Risky", "high"],
      ["Large", "low"],
      ["Small", "low"],
    ]);
  });
});
