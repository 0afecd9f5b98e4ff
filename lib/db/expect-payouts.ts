import * as z from "zod";
import type { Tx } from "./client";
import type { Prisma } from "./generated/client";

const Plan = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: z.object({ "Plan Rows": z.number() }) })]) })]);

/** How many payouts PostgreSQL itself expects, from its statistics: no row is read. */
export async function expectPayouts(tx: Tx, where: Prisma.Sql): Promise<number> {
  const plan = Plan.parse(await tx.$queryRaw`EXPLAIN (FORMAT JSON) SELECT 1 FROM "payout" p WHERE ${where}`);
  return Math.round(plan[0]["QUERY PLAN"][0].Plan["Plan Rows"]);
}
