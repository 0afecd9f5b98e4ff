import { beforeAll, describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { PayoutQuestion } from "@/lib/db/narrow-payouts";
import { senseQuery } from "@/lib/db/sense-facts";
import { NEWEST } from "@/lib/domain/paging/cursor";
import { type RawFilters, readPayoutFilters } from "@/lib/domain/payout/filters";
import { USUAL_SENSE } from "@/lib/domain/payout/sense-limits";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { insertManyPayouts } from "@/lib/testing/many-payouts";
import { planOf } from "@/lib/testing/plan-of";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { payoutTotalsQuery } from "./count-payouts";
import { payoutPageQuery } from "./list-payouts";

let merchantId: string;
let connectionName: string;

beforeAll(async () => {
  const merchant = await aMerchant(db());
  merchantId = merchant.id;
  const connections = [
    await aConnection(db(), { merchant, provider: "truelayer" }),
    await aConnection(db(), { merchant, provider: "ivy" }),
  ] as const;
  connectionName = connections[1].name;
  const to = await aReceiverWithAccount(db(), { merchant });
  await insertManyPayouts({ rows: 90_000, merchantId, connections, to });

  const neighbour = await aMerchant(db());
  const theirs = await aConnection(db(), { merchant: neighbour });
  const theirReceiver = await aReceiverWithAccount(db(), { merchant: neighbour });
  await insertManyPayouts({ rows: 10_000, merchantId: neighbour.id, connections: [theirs], to: theirReceiver });
}, 120_000);

function asking(raw: RawFilters): PayoutQuestion {
  return { merchantId, filters: readPayoutFilters(raw).filters, timeZone: "Europe/London" };
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}

/** Of the history's own table alone: the others are small. */
async function payoutScans(query: Prisma.Sql) {
  return (await planOf(query)).filter(({ relation }) => relation === "payout");
}

const QUESTIONS: readonly (readonly [string, () => RawFilters, number])[] = [
  ["everything", () => ({}), 60],
  ["one status", () => ({ state: "failed" }), 60],
  ["a rare status", () => ({ state: "unconfirmed" }), 60],
  ["what waits or went wrong", () => ({ state: ["failed", "unconfirmed", "awaitingApproval"] }), 3000],
  ["a provider in a week", () => ({ provider: "ivy", from: daysAgo(14), to: daysAgo(7) }), 60],
  ["a connection by its name", () => ({ connection: connectionName }), 400],
  ["a name that is common", () => ({ q: "chloe martin" }), 30_000],
  ["an invoice", () => ({ q: "invoice 54321" }), 200],
  ["part of a number", () => ({ q: "f0f1f" }), 200],
  ["a pasted provider id", () => ({ q: "prov_54321" }), 5],
  ["a reason that is rare", () => ({ failureReason: "accountClosed" }), 60],
  ["a rail that nothing went by", () => ({ rail: "sepaInstant" }), 60],
  ["a checker who decided little", () => ({ checkerId: "per_seldom" }), 200],
  ["a reference", () => ({ reference: "Invoice 4242" }), 5],
  ["five filters", () => ({ state: "settled", provider: "ivy", currency: "GBP", from: daysAgo(60), q: "smith" }), 30_000],
];

describe("the history's questions, among a hundred thousand payouts", () => {
  test.each(QUESTIONS)("%s: the first page reads no table from end to end, and few rows", async (_, raw, bound) => {
    const scans = await payoutScans(await payoutPageQuery(asking(raw()), NEWEST));
    expect(scans.length).toBeGreaterThan(0);
    expect(scans.map(({ type }) => type)).not.toContain("Seq Scan");
    expect(scans.reduce((seen, scan) => seen + scan.seen, 0)).toBeLessThanOrEqual(bound);
  });

  test.each(["older", "newer"] as const)("a deep page, going %s, touches no more rows than the first", async (kind) => {
    const deep = await db().payout.findFirstOrThrow({ where: { merchantId, reference: "Invoice 80000" } });
    const position = { kind, than: { at: deep.createdAt, id: deep.id } };
    for (const raw of [{}, { state: "settled" }, { provider: "truelayer" }]) {
      const scans = await payoutScans(await payoutPageQuery(asking(raw), position));
      expect(scans.map(({ type }) => type)).not.toContain("Seq Scan");
      expect(scans.reduce((seen, scan) => seen + scan.seen, 0)).toBeLessThanOrEqual(60);
    }
  });

  test("totals stop at their bound", async () => {
    for (const raw of [{}, { state: "settled" }, { provider: "ivy" }]) {
      const scans = await payoutScans(await payoutTotalsQuery(asking(raw)));
      expect(scans.map(({ type }) => type)).not.toContain("Seq Scan");
      expect(scans.reduce((seen, scan) => seen + scan.seen, 0)).toBeLessThanOrEqual(12_000);
    }
  });
});

describe("what stands out about a payout", () => {
  const asked = (receiverId: string, accountVersionId: string) => {
    const payout = { reference: "Invoice 4242", amount: money(4_242n, "EUR"), maker: { id: "per_maker", name: "Ada Maker" } };
    const target = { receiverId, accountVersionId, paymentSourceId: null, blindIndex: null };
    return senseQuery({ merchantId, limits: USUAL_SENSE, ...payout, target }, [receiverId]);
  };
  const rowsOf = async (query: Prisma.Sql) => (await payoutScans(query)).reduce((sum, { seen }) => sum + seen, 0);

  test("of a receiver like most is asked of a few hundred rows, whatever the history", async () => {
    const { receiver, version } = await aReceiverWithAccount(db(), { merchant: { id: merchantId } });
    expect(await rowsOf(asked(receiver.id, version.id))).toBeLessThan(500);
  });

  test("of one who was paid all the time, of a month and the newest of them", async () => {
    const { receiverId, receiverAccountVersionId } = await db().payout.findFirstOrThrow({ where: { merchantId } });
    expect(await rowsOf(asked(receiverId ?? "", receiverAccountVersionId ?? ""))).toBeLessThan(30_000);
  });
});
