import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import type { Actor } from "@/lib/domain/access/actor";
import { may } from "@/lib/domain/access/actor";
import { FREEZE_SCOPES, sayFrozen } from "@/lib/domain/freeze/schema";

const Row = z.object({
  /** Every merchant this person works for, with the name of the role they have there; the present one among them. */
  merchants: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  /** Payouts that this very person may decide on now. */
  waitingForMe: z.int(),
  /** Money moves nowhere real on at least one active connection. */
  isSandbox: z.boolean(),
  freezes: z.array(z.object({ scope: z.enum(FREEZE_SCOPES), targetName: z.string() })),
});

/** What stands around every page: where else this person works, and what waits for them. */
export type Frame = Readonly<Omit<z.infer<typeof Row>, "freezes">> & {
  /** What stands still now, each in the middle of a sentence; what stops most comes first. */
  readonly frozen: readonly string[];
};

/** One statement, because every page asks it. */
export async function readFrame(actor: Extract<Actor, { kind: "person" }>): Promise<Frame> {
  const rows = await db().$queryRaw(
    keepPlan(Prisma.sql`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', w."id", 'name', w."name", 'role', r."name") ORDER BY w."name"), '[]')
        FROM "membership" m JOIN "merchant" w ON w."id" = m."merchantId" JOIN "role" r ON r."merchantId" = m."merchantId" AND r."key" = m."role"
        WHERE m."personId" = ${actor.personId} AND m."disabledAt" IS NULL) AS "merchants",
      (SELECT count(DISTINCT coalesce(p."unitId", p."id"))::int FROM "payout" p
        WHERE ${may(actor, "payout.approve")} AND ${isWaitingFor(actor)}) AS "waitingForMe",
      EXISTS (SELECT 1 FROM "connection"
        WHERE "merchantId" = ${actor.merchantId} AND "state" = 'active' AND "mode" <> 'live') AS "isSandbox",
      (SELECT coalesce(json_agg(json_build_object('scope', f."scope", 'targetName', f."targetName") ORDER BY f."setAt" DESC), '[]')
        FROM "freeze" f WHERE f."merchantId" = ${actor.merchantId} AND f."liftedAt" IS NULL) AS "freezes"`),
  );
  const [{ freezes, ...frame }] = z.tuple([Row]).parse(rows);
  return {
    ...frame,
    frozen: FREEZE_SCOPES.toReversed().flatMap((scope) =>
      freezes.filter((freeze) => freeze.scope === scope).map(({ targetName }) => sayFrozen({ scope, targetName })),
    ),
  };
}

/** Not my own, and not those of several checkers that have my word already; a file counts as one. */
function isWaitingFor({ merchantId, personId }: Extract<Actor, { kind: "person" }>): Prisma.Sql {
  return Prisma.sql`p."merchantId" = ${merchantId} AND p."state" = 'awaitingApproval' AND p."makerId" <> ${personId}
    AND NOT EXISTS (
      SELECT 1 FROM "approval_decision" d WHERE d."payoutId" = p."id" AND d."round" = p."round" AND d."checkerId" = ${personId})`;
}
