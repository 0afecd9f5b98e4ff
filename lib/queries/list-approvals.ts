import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { readLent } from "@/lib/db/read-lent";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { ApprovalQueue, QueueItem } from "@/lib/domain/approval/approval-view";
import { type ApprovalFacts, judgeApproval, type Lent } from "@/lib/domain/approval/judge-approval";
import { NeedSteps } from "@/lib/domain/approval/need-shape";
import { listUnits } from "./list-units";

/** More than anyone decides in one sitting; the list says how many there are in all. */
const MOST_ITEMS = 200;

const Approvals = z
  .array(z.object({ checkerId: z.string(), forId: z.string().nullable(), step: z.int() }))
  .nullable()
  .transform((given) => given ?? []);

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
  sendAfter: z.date().nullable(),
  neededCheckers: z.int(),
  isFirst: z.boolean(),
  isAsked: z.boolean(),
  risk: z.enum(["low", "high"]),
  makerId: z.string(),
  touchedBy: z.array(z.string()),
  needSteps: NeedSteps,
  given: Approvals,
  total: z.int(),
});

type Person = Extract<Actor, { kind: "person" }>;

/** What waits for approval at the actor's merchant, in the order in which a checker works it off; what came in with a file as one. */
export async function listApprovals(actor: Person): Promise<ApprovalQueue> {
  const [queued, lentFor, units] = await Promise.all([db().$queryRaw(queueQuery(actor)), readLent(db(), actor), listUnits(actor)]);
  const rows = z.array(QueueRow).parse(queued);
  const items = rows.map((row) => itemOf(row, { actor, lentFor }));
  // Stable: within each turn the order of the question stays.
  return {
    units,
    items: items.sort((a, b) => Number(a.turn !== "mine") - Number(b.turn !== "mine")),
    total: rows[0]?.total ?? 0,
  };
}

type Reader = { readonly actor: Person; readonly lentFor: Awaited<ReturnType<typeof readLent>> };

function itemOf(row: z.infer<typeof QueueRow>, { actor, lentFor }: Reader): QueueItem {
  const { amountMinor, currency, total: _, makerId, touchedBy, needSteps, given, ...told } = row;
  const amount = { minor: amountMinor, currency };
  const turn = turnOf({ makerId, touchedBy, steps: needSteps, approvals: given }, actor, lentFor(amount));
  return { ...told, turn, approvals: given.length, amount };
}

function turnOf(facts: ApprovalFacts, actor: Person, lent: readonly Lent[]): QueueItem["turn"] {
  if (facts.makerId === actor.personId) return "own";
  if (!may(actor, "payout.approve")) return "others";
  const verdict = judgeApproval(facts, actor, lent);
  if (verdict.kind === "counts") return "mine";
  return verdict.code === "alreadyDecided" ? "done" : "later";
}

function queueQuery({ merchantId, personId }: Person): Prisma.Sql {
  // Only the page's own rows ask what was paid before, and each asks an index for one row.
  return Prisma.sql`
    SELECT f.*, CASE WHEN f."isFirst" THEN 'high' ELSE f."onRecord" END AS "risk"
    FROM (SELECT w.*, w."loop" = 'open' AND NOT EXISTS (
        SELECT 1 FROM "payout" b WHERE b."merchantId" = w."merchantId" AND b."state" IN ('settled', 'returned') AND b."receiverId" IN (
          SELECT w."receiverId" UNION ALL SELECT m."id" FROM "receiver" m WHERE m."merchantId" = w."merchantId" AND m."mergedIntoId" = w."receiverId")
      ) AS "isFirst"
    FROM (
      SELECT p."id" AS "payoutId", p."merchantId", p."receiverId", p."number", p."amountMinor"::text AS "amountMinor", p."makerId",
        p."currency", p."receiverName", p."reference", p."loop", p."makerName", COALESCE(p."submittedAt", p."createdAt") AS "submittedAt",
        p."expiresAt", p."sendAfter", p."neededCheckers", p."needSteps", given."list" AS "given",
        CASE WHEN v."createdById" IS NULL THEN p."editorIds" ELSE p."editorIds" || v."createdById" END AS "touchedBy",
        COALESCE((SELECT n."kind" = 'question' FROM "payout_note" n WHERE n."payoutId" = p."id" AND n."kind" <> 'note' ORDER BY n."at" DESC LIMIT 1), false) AS "isAsked",
        ${RISK} AS "onRecord",
        (count(*) OVER ())::int AS "total"
      FROM "payout" p
      LEFT JOIN "receiver_account_version" v ON v."id" = p."receiverAccountVersionId" AND v."merchantId" = p."merchantId"
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('checkerId', d."checkerId", 'forId', d."forId", 'step', d."step")) AS "list",
          bool_or(d."checkerId" = ${personId}) AS "isMine" FROM "approval_decision" d
        WHERE d."payoutId" = p."id" AND d."round" = p."round" AND d."verdict" = 'approve') given ON true
      WHERE p."merchantId" = ${merchantId} AND p."state" = 'awaitingApproval' AND p."unitId" IS NULL
      ORDER BY (p."makerId" = ${personId} OR COALESCE(given."isMine", false)), date_trunc('day', p."expiresAt"), "onRecord", p."amountMinor" DESC, p."id"
      LIMIT ${MOST_ITEMS}) w) f
    ORDER BY date_trunc('day', f."expiresAt"), "risk", f."amountMinor"::numeric DESC, f."payoutId"`;
}

/** By what is on record: what stands out now is read when it is opened, and again when several are approved at once. */
const RISK = Prisma.sql`
  CASE WHEN p."stepUp" = 'item'
    OR EXISTS (SELECT FROM "payout_warning" x WHERE x."payoutId" = p."id")
    OR (SELECT c."result" IN ('noMatch', 'partialMatch') FROM "payee_check" c WHERE c."versionId" = v."id" ORDER BY c."at" DESC LIMIT 1)
    OR (v."needsConfirmation" AND NOT EXISTS (SELECT FROM "account_decision" a WHERE a."versionId" = v."id" AND a."verdict" = 'confirmed'))
  THEN 'high' ELSE 'low' END`;
