import { z } from "zod";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { may } from "@/lib/domain/access/actor";
import { FREEZE_SCOPES, sayFrozen } from "@/lib/domain/freeze/schema";

/** What stands around every page: for whom, at which merchant, and what waits for them. */
export type Frame = {
  readonly merchant: { readonly id: string; readonly name: string; readonly timeZone: string; readonly locale: string };
  /** Every merchant this person works for, with the name of the role they have there; the present one among them. */
  readonly merchants: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  /** Payouts that this very person may decide on now. */
  readonly waitingForMe: number;
  /** Money moves nowhere real on at least one active connection. */
  readonly isSandbox: boolean;
  /** What stands still now, each in the middle of a sentence; what stops most comes first. */
  readonly frozen: readonly string[];
};

export async function readFrame(actor: Extract<Actor, { kind: "person" }>): Promise<Frame> {
  const [merchant, memberships, playful, waitingForMe, freezes] = await Promise.all([
    db().merchant.findUniqueOrThrow({
      where: { id: actor.merchantId },
      select: { id: true, name: true, timeZone: true, locale: true },
    }),
    db().membership.findMany({
      where: { personId: actor.personId, disabledAt: null },
      select: { held: { select: { name: true } }, merchant: { select: { id: true, name: true } } },
      orderBy: { merchant: { name: "asc" } },
    }),
    db().connection.findFirst({
      where: { merchantId: actor.merchantId, state: "active", mode: { not: "live" } },
      select: { id: true },
    }),
    countWaitingFor(actor),
    db().freeze.findMany({
      where: { merchantId: actor.merchantId, liftedAt: null },
      select: { scope: true, targetName: true },
      orderBy: { setAt: "desc" },
    }),
  ]);
  return {
    merchant,
    merchants: memberships.map(({ held, merchant }) => ({ ...merchant, role: held.name })),
    waitingForMe,
    isSandbox: playful !== null,
    frozen: FREEZE_SCOPES.toReversed().flatMap((scope) =>
      freezes.filter((freeze) => freeze.scope === scope).map(({ targetName }) => sayFrozen({ scope, targetName })),
    ),
  };
}

/** Not my own, and not those of several checkers that have my word already; a file counts as one. */
async function countWaitingFor(actor: Extract<Actor, { kind: "person" }>): Promise<number> {
  if (!may(actor, "payout.approve")) return 0;
  const rows = await db().$queryRaw`
    SELECT count(DISTINCT coalesce(p."unitId", p."id"))::int AS "count" FROM "payout" p
    WHERE p."merchantId" = ${actor.merchantId} AND p."state" = 'awaitingApproval' AND p."makerId" <> ${actor.personId}
      AND NOT EXISTS (
        SELECT 1 FROM "approval_decision" d
        WHERE d."payoutId" = p."id" AND d."round" = p."round" AND d."checkerId" = ${actor.personId})`;
  return z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count;
}
