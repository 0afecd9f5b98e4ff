import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { HOWS } from "@/lib/domain/payout/look-up-rank";
import { LookUpHit } from "@/lib/domain/payout/look-up-view";
import { providerLabel } from "./list-history-choices";

const Row = LookUpHit.omit({ providerLabel: true, why: true }).extend({
  wanted: z.string(),
  how: z.enum(HOWS),
  /** The name or the ending by which it was found, where the reason has to say it. */
  detail: z.string().nullable(),
});

/** A payout with all that its card says, and why it was found; once for each way in which it was. */
export type FoundHit = z.infer<typeof Row> & { readonly providerLabel: string };

/** What the statements of `look-up-statements.ts` find, with the cards of it: one question, one round trip. */
export async function readLookUpHits(merchantId: string, found: Prisma.Sql): Promise<readonly FoundHit[]> {
  const rows = z.array(Row).parse(await db().$queryRaw(keepPlan(lookUpHitsStatement(merchantId, found))));
  return rows.map((row) => ({ ...row, providerLabel: providerLabel(row.provider) }));
}

/**
 * Approvals and the last no, or who stopped it, as `read-payout.ts` understands them. What is found is few, which the planner cannot know:
 * the limit of one has it fetch each by its id.
 */
export function lookUpHitsStatement(merchantId: string, found: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH found AS MATERIALIZED (${found})
    SELECT found."wanted", found."how", found."detail", p."id", p."number", p."state", p."amountMinor"::text AS "amountMinor", p."currency",
      p."loop", p."provider", c."name" AS "connectionName", p."reference", p."orderId", p."receiverName", p."accountMasked",
      p."receiverAccountVersionId" AS "accountVersionId", a."kind" AS "accountKind", p."providerPayoutId", p."traceId", p."makerName",
      p."neededCheckers", p."failureReason", p."holdKind", p."holdReason", p."contradiction" IS NOT NULL AS "isContradicted", p."attempts",
      p."createdAt", COALESCE(p."submittedAt", p."createdAt") AS "submittedAt", p."sentAt", p."settledAt", p."stateAt", p."expiresAt",
      p."nextCheckAt",
      ARRAY(SELECT d."checkerName" FROM "approval_decision" d
        WHERE d."payoutId" = p."id" AND d."verdict" = 'approve' AND d."round" = p."round" ORDER BY d."at") AS "approvedBy",
      (SELECT json_build_object('by', d."checkerName", 'reason', d."reason") FROM "approval_decision" d
        WHERE p."state" = 'rejected' AND d."payoutId" = p."id" AND d."verdict" = 'reject' ORDER BY d."at" DESC LIMIT 1) AS "rejection",
      (SELECT t."actorName" FROM "state_transition" t WHERE p."state" IN ('draft', 'discarded', 'cancelled') AND t."payoutId" = p."id"
        AND t."event" IN ('withdraw', 'discard', 'cancel') AND t."actorKind" <> 'system' ORDER BY t."sequence" DESC LIMIT 1) AS "stoppedBy"
    FROM found
    CROSS JOIN LATERAL (SELECT * FROM "payout" o WHERE o."id" = found."id" AND o."merchantId" = ${merchantId} LIMIT 1) p
    CROSS JOIN LATERAL (SELECT o."name" FROM "connection" o WHERE o."id" = p."connectionId" LIMIT 1) c
    LEFT JOIN LATERAL (SELECT o."accountId" FROM "receiver_account_version" o WHERE o."id" = p."receiverAccountVersionId" LIMIT 1) v ON true
    LEFT JOIN LATERAL (SELECT o."kind" FROM "receiver_account" o WHERE o."id" = v."accountId" LIMIT 1) a ON true`;
}
