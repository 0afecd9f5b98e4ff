import { beforeAll, describe, expect, test } from "vitest";
import { addMs, DAY_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { aConnection, actorOf, aMerchant, aPerson, type TestPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { readHistory } from "./read-history";
import { readOverview } from "./read-overview";
import { readPayoutStatistics } from "./read-payout-statistics";
import { recentStatistics } from "./recent-statistics";

const LONDON = { timeZone: "Europe/London", now: new Date("2026-07-15T12:00:00Z") };

let merchant: Merchant;
let maker: TestPerson;
let checker: TestPerson;
let support: TestPerson;

beforeAll(async () => {
  merchant = await aMerchant(db());
  maker = await aPerson(db(), { merchant, role: "maker" });
  checker = await aPerson(db(), { merchant, role: "checker" });
  support = await aPerson(db(), { merchant, role: "support" });
  const connection = await aConnection(db(), { merchant });
  const to = await aReceiverWithAccount(db(), { merchant });
  const daysAgo = (days: number) => new Date(LONDON.now.getTime() - days * DAY_MS);
  const common = { merchant, connection, to };
  await aPayout(db(), { ...common, maker, state: "awaitingApproval", amountMinor: 5_000n, createdAt: daysAgo(2) });
  await aPayout(db(), { ...common, maker, state: "awaitingApproval", amountMinor: 7_000n, currency: "GBP", createdAt: daysAgo(1) });
  await aPayout(db(), { ...common, maker: checker, state: "awaitingApproval", createdAt: daysAgo(1) });
  await aPayout(db(), { ...common, maker, state: "unconfirmed", createdAt: daysAgo(1) });
  await aPayout(db(), { ...common, maker, state: "failed", createdAt: daysAgo(1) });
  await aPayout(db(), { ...common, maker, state: "failed", createdAt: daysAgo(9) });
  await aPayout(db(), { ...common, maker, state: "rejected", createdAt: daysAgo(1) });
  await aPayout(db(), { ...common, maker: checker, state: "rejected", createdAt: daysAgo(1) });
  await aPayout(db(), { ...common, maker, state: "settled", amountMinor: 1_000n, createdAt: daysAgo(1), contradiction: "It says failed." });
  await aPayout(db(), { ...common, maker, state: "settled", amountMinor: 2_000n, createdAt: new Date("2026-07-13T22:57:00Z") });
  await aPayout(db(), { state: "unconfirmed", createdAt: daysAgo(1) });
});

async function countsFor(person: TestPerson) {
  const lines = await readOverview(actorOf(person, merchant), LONDON);
  return Object.fromEntries(lines.map(({ kind, totals }) => [kind, totals.count]));
}

describe("what needs a person", () => {
  test("a checker is told of what they may decide, never of what they made themselves", async () => {
    expect(await countsFor(checker)).toEqual({ awaitingMe: 2, unconfirmed: 1, contradicted: 1, notArrived: 1, held: 0, assignedToMe: 0 });
  });

  test("a maker is told of what was rejected, and of nothing to approve", async () => {
    expect(await countsFor(maker)).toEqual({
      unconfirmed: 1,
      contradicted: 1,
      notArrived: 1,
      held: 0,
      assignedToMe: 0,
      rejectedMine: 1,
      waitingForOthers: 2,
    });
  });

  test("support sees the trouble and what is theirs", async () => {
    expect(Object.keys(await countsFor(support))).toEqual(["unconfirmed", "contradicted", "notArrived", "held", "assignedToMe"]);
  });

  test("each link shows exactly as many payouts as its line counts", async () => {
    for (const { filters, totals } of await readOverview(actorOf(maker, merchant), LONDON)) {
      if (!filters) continue;
      const { rows, problems } = await readHistory({ merchantId: merchant.id, timeZone: LONDON.timeZone }, filters);
      expect([rows.length, problems]).toEqual([totals.count, []]);
    }
  });
});

test("what was paid stands under the day on which it was paid, in the merchant's zone", async () => {
  const { paidOut, providers, from, to } = await readPayoutStatistics(merchant.id, LONDON);
  expect([from, to]).toEqual(["2026-06-16", "2026-07-15"]);
  // Made at 23:57 in London on the 13th, paid four minutes later.
  expect(paidOut.map(({ day, count, amountMinor }) => [day, count, amountMinor])).toEqual([["2026-07-14", 2, "3000"]]);
  expect(providers).toMatchObject([{ provider: "truelayer", label: "TrueLayer", paid: 2, notArrived: 2 }]);
});

test("the month is read once a minute, however many look at it, and anew on another day", async () => {
  const first = await recentStatistics(merchant.id, LONDON);
  expect(await recentStatistics(merchant.id, { ...LONDON, now: addMs(LONDON.now, 59 * SECOND_MS) })).toBe(first);
  const later = await recentStatistics(merchant.id, { ...LONDON, now: addMs(LONDON.now, 61 * SECOND_MS) });
  expect([later === first, later.paidOut]).toEqual([false, first.paidOut]);
  expect((await recentStatistics(merchant.id, { ...LONDON, timeZone: "Pacific/Auckland" })).to).toBe("2026-07-16");
});
