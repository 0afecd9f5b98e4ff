import { z } from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type ApprovalQueue, type QueueItem, TURNS } from "@/lib/domain/approval/approval-view";

/** More than anyone decides in one sitting; the list says how many there are in all. */
const MOST_ITEMS = 200;

const QueueRow = z.object({
  payoutId: z.string(),
  number: z.string(),
  amountMinor: z.string().transform((digits) => BigInt(digits)),
  currency: z.enum(CURRENCIES),
  receiverName: z.string(),
  reference: z.string(),
  loop: z.enum(["closed", "open"]),
  makerName: z.string(),
  submittedAt: z.date(),
  expiresAt: z.date().nullable(),
  neededCheckers: z.int(),
  approvals: z.int(),
  turn: z.enum(TURNS),
  isFirst: z.boolean(),
  total: z.int(),
});

/** What waits for approval at the actor's merchant, in the order in which a checker works it off. */
export async function listApprovals(actor: Extract<Actor, { kind: "person" }>): Promise<ApprovalQueue> {
  const rows = z.array(QueueRow).parse(await db().$queryRaw(queueQuery(actor)));
  return { items: rows.map(itemOf), total: rows[0]?.total ?? 0 };
}

function itemOf({ amountMinor, currency, total: _, ...row }: z.infer<typeof QueueRow>): QueueItem {
  return { ...row, amount: { minor: amountMinor, currency } };
}

function queueQuery(actor: Extract<Actor, { kind: "person" }>): Prisma.Sql {
  const { merchantId, personId } = actor;
  const canDecide = may(actor, "payout.approve");
  // Only the page's own rows ask what was paid before, and each asks an index for one row.
  return Prisma.sql`
    SELECT w.*, w."loop" = 'open' AND NOT EXISTS (
        SELECT 1 FROM "payout" b WHERE b."merchantId" = w."merchantId" AND b."state" IN ('settled', 'returned') AND b."receiverId" IN (
          SELECT w."receiverId" UNION ALL SELECT m."id" FROM "receiver" m WHERE m."merchantId" = w."merchantId" AND m."mergedIntoId" = w."receiverId")
      ) AS "isFirst"
    FROM (
      SELECT p."id" AS "payoutId", p."merchantId", p."receiverId", p."number", p."amountMinor"::text AS "amountMinor",
        p."currency", p."receiverName", p."reference", p."loop", p."makerName", COALESCE(p."submittedAt", p."createdAt") AS "submittedAt",
        p."expiresAt", p."neededCheckers", COALESCE(given."times", 0) AS "approvals",
        CASE WHEN p."makerId" = ${personId} THEN 'own' WHEN NOT ${canDecide} THEN 'others' WHEN given."isMine" THEN 'done' ELSE 'mine' END AS "turn",
        (count(*) OVER ())::int AS "total"
      FROM "payout" p
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS "times", bool_or(d."checkerId" = ${personId}) AS "isMine" FROM "approval_decision" d
        WHERE d."payoutId" = p."id" AND d."round" = p."round" AND d."verdict" = 'approve') given ON true
      WHERE p."merchantId" = ${merchantId} AND p."state" = 'awaitingApproval'
      ORDER BY (p."makerId" = ${personId} OR COALESCE(given."isMine", false)), date_trunc('minute', COALESCE(p."submittedAt", p."createdAt")),
        p."amountMinor" DESC, p."id"
      LIMIT ${MOST_ITEMS}) w
    ORDER BY (w."turn" IN ('own', 'done')), date_trunc('minute', w."submittedAt"), w."amountMinor"::numeric DESC, w."payoutId"`;
}
