import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { LookUpHit } from "@/lib/domain/payout/look-up-view";
import { providerLabel } from "./list-history-choices";

const Row = LookUpHit.omit({ providerLabel: true, why: true });
type Facts = Omit<LookUpHit, "why">;

/** Everything that the cards of these payouts say, with one statement for all of them. */
export async function readLookUpHits(merchantId: string, ids: readonly string[]): Promise<readonly Facts[]> {
  const rows = z.array(Row).parse(await db().$queryRaw(keepPlan(lookUpHitsStatement(merchantId, ids))));
  return rows.map((row) => ({ ...row, providerLabel: providerLabel(row.provider) }));
}

/** Approvals and the last no, or who stopped it, as `read-payout.ts` understands them. */
export function lookUpHitsStatement(merchantId: string, ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT p."id", p."number", p."state", p."amountMinor"::text AS "amountMinor", p."currency", p."loop", p."provider",
      c."name" AS "connectionName", p."reference", p."orderId", p."receiverName", p."accountMasked",
      p."receiverAccountVersionId" AS "accountVersionId", a."kind" AS "accountKind", p."providerPayoutId", p."traceId", p."makerName",
      p."neededCheckers", p."failureReason", p."holdKind", p."holdReason", p."contradiction" IS NOT NULL AS "isContradicted", p."attempts",
      p."createdAt", COALESCE(p."submittedAt", p."createdAt") AS "submittedAt", p."sentAt", p."settledAt", p."stateAt", p."expiresAt",
      p."nextCheckAt",
      ARRAY(SELECT d."checkerName" FROM "approval_decision" d
        WHERE d."payoutId" = p."id" AND d."verdict" = 'approve' AND d."round" = p."round" ORDER BY d."at") AS "approvedBy",
      (SELECT json_build_object('by', d."checkerName", 'reason', d."reason") FROM "approval_decision" d
        WHERE p."state" = 'rejected' AND d."payoutId" = p."id" AND d."verdict" = 'reject' ORDER BY d."at" DESC LIMIT 1) AS "rejection",
      (SELECT t."actorName" FROM "state_transition" t WHERE t."payoutId" = p."id" AND t."event" IN ('withdraw', 'discard', 'cancel')
        AND t."actorKind" <> 'system' ORDER BY t."sequence" DESC LIMIT 1) AS "stoppedBy"
    FROM "payout" p JOIN "connection" c ON c."id" = p."connectionId"
    LEFT JOIN "receiver_account_version" v ON v."id" = p."receiverAccountVersionId"
    LEFT JOIN "receiver_account" a ON a."id" = v."accountId"
    WHERE p."id" = ANY(${[...ids]}::text[]) AND p."merchantId" = ${merchantId}`;
}
