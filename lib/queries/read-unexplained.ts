import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { type Money, money } from "@/lib/base/money";
import { db } from "@/lib/db/client";

const Sums = z.array(z.object({ currency: z.enum(CURRENCIES), minor: z.string() }));

/** What nobody has explained yet: how many differences, and by currency how much. More here and less there do not cancel out. */
export type Unexplained = { readonly count: number; readonly sums: readonly Money[] };

export async function readUnexplained(merchantId: string, connectionId: string | null = null): Promise<Unexplained> {
  const [count, rows] = await Promise.all([
    db().reconciliationFinding.count({ where: { merchantId, state: "open", ...(connectionId === null ? {} : { connectionId }) } }),
    db().$queryRaw`
      SELECT d."key" AS "currency", sum(abs(d."value"::numeric))::text AS "minor"
      FROM "reconciliation_finding" f, jsonb_each_text(f."differences") d
      WHERE f."merchantId" = ${merchantId} AND f."state" = 'open' AND (${connectionId}::text IS NULL OR f."connectionId" = ${connectionId})
      GROUP BY d."key" ORDER BY d."key"`,
  ]);
  return { count, sums: Sums.parse(rows).map(({ currency, minor }) => money(BigInt(minor), currency)) };
}
