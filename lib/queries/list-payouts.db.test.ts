import { beforeAll, describe, expect, test } from "vitest";
import { formatPayoutNumber } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Connection, Merchant, PaymentSource, Payout } from "@/lib/db/generated/client";
import type { PayoutQuestion } from "@/lib/db/narrow-payouts";
import { NEWEST, type PagePosition, writeCursor } from "@/lib/domain/paging/cursor";
import { type RawFilters, readPayoutFilters } from "@/lib/domain/payout/filters";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { insertManyPayouts } from "@/lib/testing/many-payouts";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPaymentSource, aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { countPayouts } from "./count-payouts";
import { listPayouts, type PayoutPage } from "./list-payouts";
import { readHistory } from "./read-history";

let merchant: Merchant;
let ivy: Connection;
let source: PaymentSource;
let closed: Payout;
let stranger: Payout;

beforeAll(async () => {
  merchant = await aMerchant(db());
  const truelayer = await aConnection(db(), { merchant, provider: "truelayer" });
  ivy = await aConnection(db(), { merchant, provider: "ivy", name: "Ivy EUR" });
  const to = await aReceiverWithAccount(db(), { merchant });
  await insertManyPayouts({ rows: 130, merchantId: merchant.id, connections: [truelayer], to });

  source = await aPaymentSource(db(), { connection: ivy, holderName: "Zoë Müller", orderId: "ORD-50%_OFF" });
  const at = new Date("2026-07-01T22:30:00Z");
  closed = await aPayout(db(), { merchant, connection: ivy, source, createdAt: at, state: "settled", providerPayoutId: "ivy-payout-1" });
  await aPayout(db(), { merchant, connection: ivy, source, createdAt: at, state: "failed", contradiction: "The provider says settled." });
  await aPayout(db(), { merchant, connection: ivy, source, createdAt: at, state: "draft" });
  stranger = await aPayout(db(), { state: "settled", providerPayoutId: "ivy-payout-1" });
});

function asking(raw: RawFilters = {}, merchantId = merchant.id): PayoutQuestion {
  return { merchantId, filters: readPayoutFilters(raw).filters, timeZone: "Europe/London" };
}

async function idsOf(raw: RawFilters) {
  const { rows } = await listPayouts(asking(raw));
  return rows.map(({ id }) => id);
}

/** Every page from a place on, in one direction. */
async function walk(kind: "older" | "newer", from: PagePosition): Promise<readonly PayoutPage[]> {
  const page = await listPayouts(asking(), { position: from, limit: 20 });
  const next = page[kind];
  return next ? [page, ...(await walk(kind, { kind, than: next }))] : [page];
}

describe("the history", () => {
  test("says of what waits for nothing but its day which day that is, and of no other hold", async () => {
    const elsewhere = await aMerchant(db());
    const held = { merchant: elsewhere, state: "held", sendAfter: new Date("2027-01-04T06:00:00Z") } as const;
    const [scheduled, short] = [
      await aPayout(db(), { ...held, holdKind: "scheduled" }),
      await aPayout(db(), { ...held, holdKind: "balance" }),
    ];
    const { rows } = await listPayouts(asking({}, elsewhere.id));
    const dayOf = ({ id }: Payout) => rows.find((row) => row.id === id)?.goesOn;
    expect([dayOf(scheduled), dayOf(short)]).toEqual([held.sendAfter.toISOString(), null]);
  });

  test("going down shows every payout once, newest first, also where several have the same moment", async () => {
    const pages = await walk("older", NEWEST);
    const rows = pages.flatMap((page) => page.rows);
    const expected = await db().payout.findMany({
      where: { merchantId: merchant.id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true },
    });
    expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  test("going back up ends on the full newest page", async () => {
    const deepest = (await walk("older", NEWEST)).at(-1);
    const first = deepest?.newer;
    if (!first) throw new Error("The deepest page leads up again.");
    const pages = await walk("newer", { kind: "newer", than: first });
    expect(pages.at(-1)).toEqual(await listPayouts(asking(), { limit: 20 }));
    expect(pages.at(-1)?.newer).toBeNull();
  });

  test("a page that is held still keeps its rows and counts what came since", async () => {
    const second = (await listPayouts(asking(), { limit: 1 })).older;
    const row = second && (await listPayouts(asking(), { position: { kind: "older", than: second }, limit: 1 })).rows[0];
    if (!row) throw new Error("There are more than two payouts.");
    const held = { kind: "from", first: { at: new Date(row.createdAt), id: row.id } } as const;
    const page = await listPayouts(asking(), { position: held });
    expect(page.rows[0]?.id).toBe(row.id);
    expect(page.newerCount).toBe(1);
    expect(page.rows).toHaveLength(50);
  });

  test("nobody sees across merchants, whatever is asked", async () => {
    for (const raw of [
      {},
      { q: stranger.number },
      { q: "ivy-payout-1" },
      { connection: stranger.connectionId },
      { reference: stranger.reference },
    ]) {
      expect(await idsOf(raw)).not.toContain(stranger.id);
    }
    expect((await listPayouts(asking({}, stranger.merchantId))).rows.map(({ id }) => id)).toEqual([stranger.id]);
  });
});

describe("filters", () => {
  test("a pasted number or provider id finds that payout alone", async () => {
    for (const q of [closed.number, formatPayoutNumber(closed.number), closed.number.toLowerCase(), "ivy-payout-1"]) {
      expect(await idsOf({ q })).toEqual([closed.id]);
    }
  });

  test("text is found by words in any order, accents or none, and its signs mean themselves", async () => {
    expect(await idsOf({ q: "muller zoe" })).toHaveLength(3);
    expect(await idsOf({ q: "50%_off" })).toHaveLength(3);
    expect(await idsOf({ q: "5__off" })).toHaveLength(0);
    expect(await idsOf({ q: formatPayoutNumber(closed.number).slice(3, 12) })).toEqual([closed.id]);
  });

  test("a view that goes on shows the same rows and those below, held or not", async () => {
    const whose = { merchantId: merchant.id, timeZone: "Europe/London" };
    const page = await readHistory(whose, {});
    const further = await readHistory(whose, { rows: "200" });
    expect([page.rows.length, further.rows.length, further.older]).toEqual([50, 133, null]);
    expect(further.rows.slice(0, 50)).toEqual(page.rows);
    const below = await readHistory(whose, { older: page.older, rows: "200" });
    expect(below.rows).toEqual(further.rows.slice(50));
    const [, second] = page.rows;
    const first = second && writeCursor({ at: new Date(second.createdAt), id: second.id });
    expect(await readHistory(whose, { first, rows: "1000" })).toMatchObject({ newerCount: 1, rows: { length: 132 } });
    expect((await readHistory(whose, { rows: "1000000" })).rows).toHaveLength(50);
  });

  test("days are those of the merchant's zone", async () => {
    expect(await idsOf({ from: "2026-07-01", to: "2026-07-01" })).toHaveLength(3);
    expect(await idsOf({ from: "2026-07-02", to: "2026-07-02" })).toHaveLength(0);
  });

  test("or of the zone that the address names", async () => {
    // Half past ten in London's summer evening is the next day in Berlin's.
    expect(await idsOf({ from: "2026-07-02", to: "2026-07-02", zone: "Europe/Berlin" })).toHaveLength(3);
    expect(await idsOf({ from: "2026-07-02", to: "2026-07-02", zone: "Europe/London" })).toHaveLength(0);
    expect(readPayoutFilters({ zone: "Mars/Olympus" }).problems).toMatchObject([{ name: "zone" }]);
  });

  test("whoever decided finds what they decided on", async () => {
    const { checkerId } = await db().approvalDecision.findFirstOrThrow({ where: { payoutId: closed.id } });
    expect(await idsOf({ checkerId })).toEqual([closed.id]);
  });

  test("totals beyond the bound are an estimate, until somebody asks for all of it", async () => {
    expect(await countPayouts(asking(), { isExact: true })).toMatchObject({ isExact: true, count: 133, summed: 133 });
  });

  test.each<[RawFilters, number]>([
    [{ connection: "Ivy EUR" }, 3],
    [{ connection: "Ivy EUR", state: ["settled", "failed"] }, 2],
    [{ provider: "ivy", state: "settled" }, 1],
    [{ loop: "closed" }, 3],
    [{ orderId: "ORD-50%_OFF" }, 3],
    [{ loop: "closed", amountFrom: "12500", amountTo: "12500" }, 3],
    [{ loop: "closed", amountFrom: "12501" }, 0],
    [{ contradicted: "yes" }, 1],
    [{ loop: "closed", makerId: "nobody" }, 0],
    [{ failureReason: "accountClosed" }, 1],
    [{ failureReason: ["accountClosed", "nameMismatch"], loop: "open" }, 0],
    [{ rail: "sepaInstant" }, 0],
    [{ checkerId: "nobody" }, 0],
    [{ connection: "no such connection" }, 0],
  ])("%j leaves %i", async (raw, count) => {
    expect(await idsOf(raw)).toHaveLength(count);
    expect((await countPayouts(asking(raw))).count).toBe(count);
  });

  test("the totals are of exactly what is filtered, a sum for each currency", async () => {
    expect(await countPayouts(asking({ loop: "closed" }))).toEqual({
      count: 3,
      isExact: true,
      sums: [{ currency: "EUR", amountMinor: "37500" }],
      summed: 3,
    });
    const all = await countPayouts(asking());
    expect(all).toMatchObject({ count: 133, isExact: true });
    expect(all.sums.map(({ currency }) => currency)).toEqual(["EUR", "GBP"]);
  });
});
