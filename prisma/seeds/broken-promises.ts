import * as z from "zod";
import { db } from "@/lib/db/client";

/** What must hold of every payout, however it came into the database; each as a question for those of which it does not. */
const PROMISES: Readonly<Record<string, string>> = {
  "the last move leads to the state": `
    SELECT p."id" FROM "payout" p
    WHERE p."state" <> coalesce((SELECT t."toState" FROM "state_transition" t WHERE t."payoutId" = p."id" ORDER BY t."sequence" DESC LIMIT 1), 'draft')`,
  "the moves follow each other in state, number and time": `
    SELECT "payoutId" AS "id" FROM (
      SELECT t.*, lag("toState", 1, 'draft') OVER w AS "before", lag("at", 1, '-infinity') OVER w AS "earlier", lag("sequence", 1, 0) OVER w AS "last"
      FROM "state_transition" t WINDOW w AS (PARTITION BY "payoutId" ORDER BY "sequence")) x
    WHERE "before" <> "fromState" OR "at" < "earlier" OR "sequence" <> "last" + 1`,
  "every move is one of the lifecycle": `
    SELECT "payoutId" AS "id" FROM "state_transition" WHERE NOT payout_may_move("fromState", "toState")`,
  "nothing happens in the future or before it was made": `
    SELECT t."payoutId" AS "id" FROM "state_transition" t JOIN "payout" p ON p."id" = t."payoutId" WHERE t."at" > now() OR t."at" < p."createdAt"`,
  "nobody decides on what they made": `
    SELECT p."id" FROM "payout" p JOIN "approval_decision" d ON d."payoutId" = p."id" AND d."checkerId" = p."makerId"`,
  "what was sent had as many approvals as it needed": `
    SELECT p."id" FROM "payout" p WHERE p."attempts" > 0 AND p."neededCheckers" > (
      SELECT count(*) FROM "approval_decision" d WHERE d."payoutId" = p."id" AND d."verdict" = 'approve' AND d."checkerId" <> p."makerId")`,
  "every try has its attempt": `
    SELECT p."id" FROM "payout" p WHERE p."attempts" <> (SELECT count(*) FROM "attempt" a WHERE a."payoutId" = p."id")`,
  "only what is being sent has an attempt without an end": `
    SELECT p."id" FROM "payout" p JOIN "attempt" a ON a."payoutId" = p."id" AND a."endedAt" IS NULL WHERE p."state" <> 'dispatching'`,
  "no more goes back to a source than came in": `
    SELECT s."id" FROM "payment_source" s WHERE s."paidInMinor" - s."refundedMinor" < (
      SELECT coalesce(sum(p."amountMinor"), 0) FROM "payout" p WHERE p."paymentSourceId" = s."id" AND p."currency" = s."currency"
        AND p."state" NOT IN ('discarded', 'rejected', 'expired', 'refused', 'failed', 'cancelled', 'returned'))`,
  "a closed-loop payout goes back in its source's currency, by its connection": `
    SELECT p."id" FROM "payout" p JOIN "payment_source" s ON s."id" = p."paymentSourceId"
    WHERE p."currency" <> s."currency" OR p."connectionId" <> s."connectionId"`,
  "a receiver is older than what it was paid": `
    SELECT p."id" FROM "payout" p JOIN "receiver_account_version" v ON v."id" = p."receiverAccountVersionId" WHERE v."createdAt" > p."createdAt"`,
  "a payout is paid by its provider's connection": `
    SELECT p."id" FROM "payout" p JOIN "connection" c ON c."id" = p."connectionId" WHERE c."provider" <> p."provider"`,
  "money that did not arrive has a reason": `
    SELECT "id" FROM "payout" WHERE ("state" IN ('failed', 'refused', 'returned')) <> ("failureReason" IS NOT NULL)`,
  "what people decided is in the audit trail": `
    SELECT d."payoutId" AS "id" FROM "approval_decision" d WHERE NOT EXISTS (
      SELECT FROM "audit_entry" a WHERE a."subjectKind" = 'payout' AND a."subjectId" = d."payoutId" AND a."actorId" = d."checkerId")`,
};

const Rows = z.array(z.object({ id: z.string() }));

/** The promises that do not hold, each with a row that shows it. For tests of seeds and for those who doubt a database. */
export async function brokenPromises(): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [promise, sql] of Object.entries(PROMISES)) {
    const [row] = Rows.parse(await db().$queryRawUnsafe(`${sql} LIMIT 1`));
    if (row) broken.push(`Not so: ${promise} (${row.id}).`);
  }
  return broken;
}
