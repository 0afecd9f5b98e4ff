import * as z from "zod";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { AccountFacts } from "@/lib/domain/account/account-facts";
import { ACCOUNT_KINDS } from "@/lib/domain/account/address";
import { readAccountFacts } from "./read-account-facts";

const Row = z.object({
  versionId: z.string(),
  receiverId: z.string(),
  receiverName: z.string(),
  holderName: z.string(),
  kind: z.enum(ACCOUNT_KINDS),
  masked: z.string(),
  /** Payouts that wait for this very account. */
  heldCount: z.int(),
});
export type AccountProposal = z.infer<typeof Row> & { readonly facts: AccountFacts };

const MOST = 100;

/** Accounts that wait for their second person, those first for which payouts are held, then the oldest. */
export async function listAccountProposals(actor: Actor): Promise<readonly AccountProposal[]> {
  const rows = z.array(Row).parse(
    await db().$queryRaw`
      SELECT v."id" AS "versionId", r."id" AS "receiverId", r."name" AS "receiverName", v."holderName", a."kind", v."masked",
        held."heldCount"
      FROM "receiver_account_version" v
      JOIN "receiver_account" a ON a."id" = v."accountId" AND a."closedAt" IS NULL
      JOIN "receiver" r ON r."id" = a."receiverId" AND r."state" = 'active'
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS "heldCount" FROM "payout" p WHERE p."merchantId" = v."merchantId" AND p."receiverId" = r."id"
          AND p."receiverAccountVersionId" = v."id" AND p."state" = 'held') held
      WHERE v."merchantId" = ${actor.merchantId} AND v."needsConfirmation"
        AND NOT EXISTS (SELECT FROM "account_decision" d WHERE d."versionId" = v."id")
      ORDER BY held."heldCount" > 0 DESC, v."createdAt", v."id" LIMIT ${MOST}`,
  );
  const facts = await readAccountFacts(
    actor,
    rows.map(({ versionId }) => versionId),
  );
  return rows.flatMap((row) => {
    const known = facts[row.versionId];
    return known ? [{ ...row, facts: known }] : [];
  });
}

/** How many wait for this person: what somebody brought themselves waits for others. */
export async function countAccountProposals(actor: Extract<Actor, { kind: "person" }>): Promise<number> {
  return db().receiverAccountVersion.count({
    where: {
      merchantId: actor.merchantId,
      needsConfirmation: true,
      decision: null,
      OR: [{ createdById: null }, { createdById: { not: actor.personId } }],
      account: { closedAt: null, receiver: { state: "active" } },
    },
  });
}
