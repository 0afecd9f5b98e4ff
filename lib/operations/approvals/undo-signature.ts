import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { MINUTE_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { UnitSignature } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { UndoSignature } from "@/lib/domain/approval/schema";
import { whyNotUndo } from "@/lib/domain/approval/undo";
import { asLocked, type LockedPayout } from "@/lib/operations/payouts/lock-payout";
import { movePayouts } from "@/lib/operations/payouts/move-payouts";
import type { Checker } from "./write-decision";

export type UndoneSignature = {
  readonly undone: number;
  /** With the provider by now, or somebody else's by another decision. */
  readonly tooLate: number;
};

const UNDO_MS = 2 * MINUTE_MS;
const SLICE_ROWS = 1_000;

/**
 * Takes a signature back: what it has not come to yet it never will, and every payout of it that has not left waits for approval again in a
 * new round. What has left is told and stays.
 */
export async function undoSignature(actor: Actor, { signatureId }: UndoSignature): Promise<Result<UndoneSignature, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return failed(denial("forbidden"));
  return inTransaction((tx) => undo(tx, actor, signatureId), { timeoutMs: UNDO_MS });
}

async function undo(tx: Tx, actor: Checker, signatureId: string): Promise<Result<UndoneSignature, Denial>> {
  const { merchantId, personId } = actor;
  await tx.$queryRaw`SELECT 1 FROM "unit_signature" WHERE "id" = ${signatureId} AND "merchantId" = ${merchantId} FOR UPDATE`;
  const signature = await tx.unitSignature.findFirst({ where: { id: signatureId, merchantId }, include: { submission: true } });
  if (!signature) return failed(denial("notFound"));
  if (signature.checkerId !== personId) return failed(denial("forbidden", "Only whoever signed it can take that back."));
  if (signature.verdict === "reject") return failed(denial("tooLate", "It went back to its maker, who can ask for it again."));
  const stopped = await stop(tx, signature);
  const { undone, tooLate } = await takeBack(tx, actor, signatureId);
  if (undone === 0 && stopped === 0) return failed(denial("tooLate"));
  await writeAudit(tx, {
    actor,
    event: "unit.approvalUndone",
    subject: { kind: "batch", id: signature.submission.batchId },
    details: { signatureId, undone: undone + stopped, tooLate },
  });
  return ok({ undone: undone + stopped, tooLate });
}

async function stop(tx: Tx, { id: signatureId, state }: UnitSignature): Promise<number> {
  if (state !== "applying") return 0;
  const { count } = await tx.unitSignatureRow.updateMany({
    where: { signatureId, state: "waiting" },
    data: { state: "passed", why: "The signature was taken back before." },
  });
  await tx.unitSignature.update({ where: { id: signatureId }, data: { state: "stopped", waitsSince: null, endedAt: currentTime() } });
  return count;
}

async function takeBack(tx: Tx, actor: Checker, signatureId: string): Promise<UndoneSignature> {
  const { personId, merchantId } = actor;
  let undone = 0;
  let tooLate = 0;
  for (let after = ""; ; ) {
    const rows = await tx.unitSignatureRow.findMany({
      where: { signatureId, state: "applied", payoutId: { gt: after } },
      select: { payoutId: true },
      orderBy: { payoutId: "asc" },
      take: SLICE_ROWS,
    });
    const last = rows.at(-1);
    if (!last) return { undone, tooLate };
    after = last.payoutId;
    const ids = rows.map(({ payoutId }) => payoutId);
    await tx.$queryRaw`SELECT count(*)::int FROM (SELECT "id" FROM "payout" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR UPDATE) held`;
    const payouts = await tx.payout.findMany({
      where: { id: { in: ids }, merchantId },
      include: { decisions: { where: { checkerId: personId } } },
    });
    const free: LockedPayout[] = [];
    for (const { decisions, ...payout } of payouts) {
      const locked = asLocked(payout);
      const own = decisions.find(({ round }) => round === payout.round) ?? null;
      if (whyNotUndo({ ...locked, own }, actor, currentTime()) === null) free.push(locked);
    }
    const moved = await movePayouts(tx, free, "revoke", { by: actor });
    undone += moved.size;
    tooLate += rows.length - moved.size;
  }
}
