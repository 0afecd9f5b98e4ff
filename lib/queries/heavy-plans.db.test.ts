import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { askedBy, plansOfAsked } from "@/lib/testing/asked-by";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { heavyQuestions } from "@/lib/testing/heavy-questions";
import { insertManyPayouts } from "@/lib/testing/many-payouts";
import { insertManyReceivers } from "@/lib/testing/many-receivers";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";

// A hundred thousand payouts over two years, as a million would lie. What a plan costs that goes by an index hardly grows with the history,
// reading it from end to end grows with it: a question that goes by an index here does so at a million as well. `npm run bench -- plans`
// asks the same questions of as many payouts as it is told.

const ROWS = 100_000;
const TWO_YEARS_MINUTES = 2 * 365 * 24 * 60;

let actor: Extract<Actor, { kind: "person" }>;

beforeAll(async () => {
  const merchant = await aMerchant(db());
  actor = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  const connections = [
    await aConnection(db(), { merchant, provider: "truelayer" }),
    await aConnection(db(), { merchant, provider: "ivy" }),
  ] as const;
  const to = await aReceiverWithAccount(db(), { merchant });
  const minutesApart = Math.floor(TWO_YEARS_MINUTES / ROWS);
  await insertManyReceivers({ rows: 2_000, merchantId: merchant.id });
  const receivers = await db().receiver.findMany({ where: { merchantId: merchant.id }, select: { id: true } });
  const receiverIds = receivers.map(({ id }) => id);
  await insertManyPayouts({ rows: ROWS, merchantId: merchant.id, connections, to, receiverIds, minutesApart });
  await db().$executeRaw`VACUUM (ANALYZE) "payee_name"`;
}, 120_000);

describe("the heavy questions of the desk", { timeout: 120_000 }, () => {
  test("none of them reads the history from end to end", async () => {
    const questions = await heavyQuestions({ actor, timeZone: "Europe/London" });
    const slow: string[] = [];
    for (const { name, ask } of questions) {
      const asked = await askedBy(ask);
      expect(asked.length, name).toBeGreaterThan(0);
      const plans = await plansOfAsked(process.env.DATABASE_URL ?? "", asked);
      const ends = plans.flat().filter(({ relation, type }) => relation === "payout" && type === "Seq Scan");
      if (ends.length > 0) slow.push(`${name}: ${ends.map(({ seen }) => seen).join(", ")} rows`);
    }
    expect(slow).toEqual([]);
  });
});
