import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { narrowReceivers, ownersQuery } from "@/lib/db/narrow-receivers";
import { readReceiverFilters } from "@/lib/domain/receiver/filters";
import { aConnection, aMerchant } from "@/lib/testing/factories";
import { insertManyReceivers, KNOWN_NUMBER, KNOWN_PART } from "@/lib/testing/many-receivers";
import { type PlanNode, planOf } from "@/lib/testing/plan-of";
import { listReceiverChoices } from "./list-receiver-choices";
import { listReceivers, receiverPageQuery } from "./list-receivers";

let merchantId: string;
beforeAll(async () => {
  const merchant = await aMerchant(db());
  merchantId = merchant.id;
  await insertManyReceivers({ rows: 90_000, merchantId, connection: await aConnection(db(), { merchant }) });
  const neighbour = await aMerchant(db());
  await insertManyReceivers({ rows: 10_000, merchantId: neighbour.id });
}, 120_000);

async function planOfPage(raw: Record<string, string>): Promise<readonly PlanNode[]> {
  const where = await narrowReceivers(merchantId, readReceiverFilters(raw));
  return planOf(receiverPageQuery(where, { side: Prisma.empty, direction: Prisma.sql`DESC`, limit: 51 }));
}

const QUESTIONS: readonly (readonly [string, Record<string, string>, number])[] = [
  ["everybody", {}, 2_000],
  ["a name that is common", { q: "chloe martin" }, 60_000],
  ["a name that is rare", { q: "smith 0a1b" }, 2_000],
  ["an e-mail", { q: "person54321@example.test" }, 2_000],
  ["a reference", { q: "CUS-054321" }, 2_000],
  ["nobody", { q: "nobody at all" }, 2_000],
  ["a whole account number", { q: KNOWN_NUMBER }, 2_000],
  ["an account number without its bank", { q: KNOWN_PART }, 2_000],
  ["last four digits", { q: "4242" }, 3_000],
  ["the open ones", { state: "active" }, 2_000],
  ["the closed ones", { state: "closed" }, 2_000],
  ["the merged ones", { state: "merged" }, 2_000],
  ["a common country", { country: "DE" }, 2_000],
  ["a rare country", { country: "PT" }, 2_000],
  ["a country where nobody is", { country: "JP" }, 100],
  ["a common tag", { tag: "monthly" }, 40_000],
  ["a rare tag", { tag: "vip" }, 3_000],
  ["who is ready", { readiness: "ready" }, 2_000],
  ["whom no provider was asked about", { readiness: "none" }, 2_000],
  ["several at once", { q: "smith", country: "GB", state: "active", tag: "monthly" }, 40_000],
];

describe("the questions of the list, among a hundred thousand receivers", () => {
  test.each(QUESTIONS)("%s: the first page reads no table from end to end, and few rows", async (_, raw, bound) => {
    const scans = await planOfPage(raw);
    expect(scans.length).toBeGreaterThan(0);
    expect(scans.filter(({ type }) => type === "Seq Scan").map(({ relation }) => relation)).toEqual([]);
    expect(scans.reduce((seen, scan) => seen + scan.seen, 0)).toBeLessThanOrEqual(bound);
  });

  test.each([KNOWN_NUMBER, KNOWN_PART, "4242", "no account at all"])("whose account %s is, is asked of indexes alone", async (typed) => {
    const scans = await planOf(ownersQuery(merchantId, typed));
    expect(scans.filter(({ type }) => type === "Seq Scan")).toEqual([]);
    expect(scans.reduce((seen, scan) => seen + scan.seen, 0)).toBeLessThanOrEqual(100);
  });

  test("what is found is what was meant", async () => {
    const found = async (raw: Record<string, string>) => (await listReceivers(merchantId, readReceiverFilters(raw))).rows;
    expect(await found({ q: KNOWN_NUMBER })).toMatchObject([{ reference: "CUS-004242" }]);
    expect(await found({ q: KNOWN_PART })).toMatchObject([{ reference: "CUS-004343" }]);
    expect((await found({ q: "4242" })).map(({ accountMasked }) => accountMasked)).toContain("••••4242");
    expect((await found({ tag: "vip" })).every(({ tags }) => tags.includes("vip"))).toBe(true);
    expect((await found({ country: "PT" })).every(({ country }) => country === "PT")).toBe(true);
    expect(await found({ q: "CUS-000012" })).toMatchObject([{ paid: [{ currency: "GBP", minor: "95128", count: 1 }] }]);
  });

  test("countries and tags are those that there are", async () => {
    expect(await listReceiverChoices(merchantId)).toEqual({
      countries: ["DE", "GB", "PT"],
      tags: ["customer", "monthly", "supplier", "vip"],
    });
  });
});
