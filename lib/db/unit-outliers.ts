import * as z from "zod";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";

type Which = { readonly unitId: string; readonly merchantId: string };

/**
 * What stands out of a unit's payouts that wait: what was warned of when each was made, word for word, and what has come since. One
 * question for all of them, whatever their number.
 */
export function outlierQuery({ unitId, merchantId }: Which): Prisma.Sql {
  const released: string[] = [...RELEASED_STATES];
  return Prisma.sql`
    SELECT p."id", p."amountMinor", m."kind", m."sentence" FROM "payout" p
    LEFT JOIN "receiver_account_version" v ON v."id" = p."receiverAccountVersionId" AND v."merchantId" = p."merchantId"
    CROSS JOIN LATERAL (
      SELECT w."rule" AS "kind", w."sentence" FROM "payout_warning" w WHERE w."payoutId" = p."id"
      UNION ALL
      SELECT 'proof', 'Policy asks for a proof where this is approved.' WHERE p."stepUp" = 'item'
      UNION ALL
      SELECT 'payee', CASE c."result" WHEN 'noMatch' THEN 'The receiver''s bank says that the name is another one.'
        ELSE 'The receiver''s bank says that the name is nearly, but not quite, this one.' END
      FROM (SELECT k."result" FROM "payee_check" k WHERE k."versionId" = v."id" ORDER BY k."at" DESC LIMIT 1) c WHERE c."result" IN ('noMatch', 'partialMatch')
      UNION ALL
      SELECT 'unconfirmed', 'Nobody has called back to confirm the account yet.'
      WHERE v."needsConfirmation" AND NOT EXISTS (SELECT FROM "account_decision" a WHERE a."versionId" = v."id" AND a."verdict" = 'confirmed')
      UNION ALL
      SELECT 'superseded', 'The receiver''s account was changed after this was asked for.'
      WHERE EXISTS (SELECT FROM "receiver_account_version" n WHERE n."accountId" = v."accountId" AND n."version" > v."version")
      UNION ALL
      SELECT 'laterTwin', 'The same amount was asked for again for this receiver since.'
      WHERE EXISTS (
        SELECT FROM "payout" t WHERE t."merchantId" = p."merchantId" AND t."receiverId" = p."receiverId" AND t."createdAt" > p."createdAt"
          AND t."currency" = p."currency" AND t."amountMinor" = p."amountMinor" AND t."unitId" IS DISTINCT FROM p."unitId" AND t."state" <> ALL (${released}))
    ) m
    WHERE p."unitId" = ${unitId} AND p."merchantId" = ${merchantId} AND p."state" = 'awaitingApproval'`;
}

const Summary = z.object({
  payouts: z.int(),
  mark: z.string().nullable(),
  kinds: z
    .array(z.object({ kind: z.string(), payouts: z.int() }))
    .nullable()
    .transform((kinds) => kinds ?? []),
});

export type OutlierSummary = {
  readonly payouts: number;
  readonly mark: string;
  readonly kinds: readonly { kind: string; payouts: number }[];
};

/** How many stand out and by what; `mark` is of exactly these, so that whoever looked at them looked at no others. */
export async function summariseOutliers(tx: Tx, which: Which): Promise<OutlierSummary> {
  const [row] = z.tuple([Summary]).parse(
    await tx.$queryRaw`
      WITH o AS (${outlierQuery(which)})
      SELECT count(DISTINCT o."id")::int AS "payouts", md5(string_agg(o."id" || ' ' || o."kind", ',' ORDER BY o."id", o."kind", o."sentence")) AS "mark",
        (SELECT json_agg(k ORDER BY k."payouts" DESC, k."kind") FROM (SELECT "kind", count(DISTINCT "id")::int AS "payouts" FROM o GROUP BY 1) k) AS "kinds"
      FROM o`,
  );
  return { payouts: row.payouts, mark: row.mark ?? "none", kinds: row.kinds };
}
