import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type LookUpReading, MOST_IDS, readLookUp } from "@/lib/domain/payout/look-up-question";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { insertManyPayouts } from "@/lib/testing/many-payouts";
import { aPayout } from "@/lib/testing/payout-factory";
import { planOf } from "@/lib/testing/plan-of";
import { aPaymentSource, aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { alikeNamesStatement, identifierStatement, lookUpStatement, nearNamesStatement, recentNamesStatement } from "./look-up-statements";
import { lookUpHitsStatement } from "./read-look-up-hits";

let asker: { merchantId: string; timeZone: string };

beforeAll(async () => {
  const merchant = await aMerchant(db());
  asker = { merchantId: merchant.id, timeZone: "Europe/London" };
  const connections = [
    await aConnection(db(), { merchant, provider: "truelayer" }),
    await aConnection(db(), { merchant, provider: "ivy" }),
  ] as const;
  const to = await aReceiverWithAccount(db(), { merchant, email: "everybody@example.test" });
  await insertManyPayouts({ rows: 60_000, merchantId: merchant.id, connections, to });
  const source = await aPaymentSource(db(), { connection: connections[1], holderName: "Łucja Nowak", holderEmail: "lucja@example.test" });
  await aPayout(db(), { merchant, connection: connections[1], source, state: "settled" });
  await db().$executeRaw`VACUUM (ANALYZE) "payee_name"`;
}, 120_000);

const PLACE = { today: "2026-11-30", locale: "en-GB" };
const LARGE = ["payout", "payee_name", "payment_source", "receiver", "receiver_account_version"];

function readingOf(kind: LookUpReading["kind"], text: string): LookUpReading {
  const question = readLookUp(text, PLACE);
  const reading = question.kind === "one" ? question.readings.find((one) => one.kind === kind) : undefined;
  if (!reading) throw new Error(`${text} can be read as ${kind}.`);
  return reading;
}

async function costOf(query: Prisma.Sql) {
  const scans = await planOf(query);
  const payouts = scans.filter(({ relation }) => relation === "payout");
  return {
    readsToTheEnd: payouts.filter(({ type }) => type === "Seq Scan").length,
    rows: scans.filter(({ relation }) => LARGE.includes(relation ?? "")).reduce((sum, { seen }) => sum + seen, 0),
  };
}

describe("look-up, among sixty thousand payouts", () => {
  const day = new Date().toISOString().slice(0, 10);
  test.each<[LookUpReading["kind"], string, number]>([
    ["number", "CF-7K3M-9Q2X-4B8T", 1],
    ["identifier", "Invoice 4242", 30],
    ["identifier", "prov_54321", 30],
    ["identifier", "trace_54321", 30],
    ["identifier", "ORD-5000", 30],
    // One account, paid sixty thousand times: the newest of them.
    ["account", "DE89370400440532013000", 100],
    ["lastFour", "0042", 100],
    ["email", "everybody@example.test", 200],
    ["email", "lucja@example.test", 30],
    ["amount", `12.50 ${day}`, 100],
    ["amount", "1250 EUR", 100],
    ["name", "Anna Schmidt", 1_000],
    ["name", "Chloé Martin", 1_000],
  ])("%s, such as %s, reads no payouts from end to end, and few rows", async (kind, text, bound) => {
    const { readsToTheEnd, rows } = await costOf(lookUpHitsStatement(asker.merchantId, lookUpStatement([readingOf(kind, text)], asker)));
    expect(readsToTheEnd).toBe(0);
    expect(rows).toBeLessThanOrEqual(bound);
  });

  test("a misheard name is compared with names by their index, and payouts are fetched for the nearest alone", async () => {
    const alike = await planOf(alikeNamesStatement(asker.merchantId, "lucjaa"));
    expect(alike.map(({ type }) => type)).not.toContain("Seq Scan");
    const { readsToTheEnd, rows } = await costOf(nearNamesStatement(asker.merchantId, { wanted: "lucjaa", names: ["Łucja Nowak"] }));
    expect(readsToTheEnd).toBe(0);
    expect(rows).toBeLessThanOrEqual(10);
  });

  test("a name that everybody has is looked for among the newest alone", async () => {
    const { readsToTheEnd, rows } = await costOf(recentNamesStatement(asker.merchantId, ["martin"]));
    expect(readsToTheEnd).toBe(0);
    expect(rows).toBeLessThanOrEqual(5_000);
  });

  test("five hundred ids at once are five hundred look-ups by index", async () => {
    const ids = Array.from({ length: MOST_IDS }, (_, place) => (place % 2 ? `prov_${place}` : `ORD-${place}`));
    const { readsToTheEnd, rows } = await costOf(identifierStatement(asker.merchantId, { ids, limit: 3 }));
    expect(readsToTheEnd).toBe(0);
    expect(rows).toBeLessThanOrEqual(3_000);
  });

  test("the cards of what was found are read by their ids", async () => {
    const ids = Prisma.sql`SELECT 'x' AS "wanted", 'number' AS "how", "id", "createdAt", NULL AS "detail"
      FROM "payout" WHERE "merchantId" = ${asker.merchantId} ORDER BY "createdAt" DESC, "id" DESC LIMIT 20`;
    const cost = await costOf(lookUpHitsStatement(asker.merchantId, ids));
    expect(cost.readsToTheEnd).toBe(0);
    expect(cost.rows).toBeLessThanOrEqual(100);
  });
});
