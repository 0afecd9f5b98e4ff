import { newId } from "@/lib/base/id";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Prisma, ReconciliationFinding, ReconciliationRun } from "@/lib/db/generated/client";
import type { SeenFinding } from "@/lib/domain/reconciliation/finding";
import { canonicalJson } from "@/lib/domain/rest/canonical-json";
import { deskActor } from "@/lib/operations/payouts/desk-actor";

/** One place in the world: the same thing seen again is the same row. */
const keyOf = ({ kind, subject }: { readonly kind: string; readonly subject: string }) => `${kind} ${subject}`;

/** How many of them need a person, and how many a person has explained. */
export type Recorded = { readonly open: number; readonly explained: number };

/**
 * Brings the findings to what this run saw: new ones are raised, those seen again stay as they are, an explained one whose facts have
 * changed is open again, and what is gone closes. Balances are left alone where this run could not weigh them.
 */
export async function recordFindings(
  tx: Tx,
  { run, seen, areBalancesWeighed, now }: { run: ReconciliationRun; seen: readonly SeenFinding[]; areBalancesWeighed: boolean; now: Date },
): Promise<Recorded> {
  const { id: runId, connectionId, merchantId } = run;
  // Locked first: somebody may be explaining one of them right now.
  await tx.$queryRaw`SELECT "id" FROM "reconciliation_finding" WHERE "connectionId" = ${connectionId} FOR UPDATE`;
  const known = await tx.reconciliationFinding.findMany({
    where: { connectionId, OR: [{ state: { not: "closed" } }, { subject: { in: seen.map(({ subject }) => subject) } }] },
  });
  const before = new Map(known.map((row) => [keyOf(row), row] as const));
  const inSight = new Map(seen.map((one) => [keyOf(one), one] as const));

  const fresh = [...inSight.values()].filter((one) => !before.has(keyOf(one)));
  await tx.reconciliationFinding.createMany({
    data: fresh.map(({ kind, subject, payoutId, differences, facts }) => ({
      ...{ id: newId("finding"), merchantId, connectionId, kind, subject, payoutId },
      ...{ differences: { ...differences }, facts: json(facts), openedAt: now, firstRunId: runId, lastRunId: runId },
    })),
  });
  let open = fresh.length;
  let explained = 0;
  let raised = fresh.length;
  const unchanged: string[] = [];
  const gone: string[] = [];
  for (const row of known) {
    const again = inSight.get(keyOf(row));
    const isKept = again !== undefined || (row.kind === "balanceDiffers" && !areBalancesWeighed);
    if (!isKept && row.state !== "closed") gone.push(row.id);
    if (!isKept) continue;
    const isSame = !again || (row.state !== "closed" && hasSameFacts(row.facts, again.facts));
    const state = isSame ? row.state : "open";
    if (again && isSame) unchanged.push(row.id);
    else if (again) await seeChanged(tx, row, again, { runId, now });
    if (state === "open") open += 1;
    if (state === "explained") explained += 1;
    if (state === "open" && row.state !== "open") raised += 1;
  }
  // Together, since there may be thousands.
  const where = { connectionId };
  await tx.reconciliationFinding.updateMany({ where: { ...where, id: { in: unchanged } }, data: { lastRunId: runId } });
  await tx.reconciliationFinding.updateMany({
    where: { ...where, id: { in: gone } },
    data: { state: "closed", closedAt: now, closedByRunId: runId },
  });
  if (raised > 0) {
    const actor = deskActor(merchantId);
    await writeAudit(tx, {
      actor,
      event: "reconciliation.raised",
      subject: { kind: "connection", id: connectionId },
      details: { raised, runId },
    });
  }
  return { open, explained };
}

type Seen = { readonly runId: string; readonly now: Date };

/** Other facts than before, or back after it was gone: whatever somebody wrote about it was about something else. */
async function seeChanged(tx: Tx, row: ReconciliationFinding, again: SeenFinding, { runId, now }: Seen): Promise<void> {
  const reopened = row.state === "open" ? {} : { state: "open", openedAt: now, closedAt: null, closedByRunId: null, ...UNEXPLAINED };
  await tx.reconciliationFinding.update({
    where: { id: row.id },
    data: { lastRunId: runId, differences: { ...again.differences }, facts: json(again.facts), ...reopened },
  });
  if (row.state === "explained") {
    await writeAudit(tx, {
      actor: deskActor(row.merchantId),
      event: "reconciliation.reopened",
      subject: { kind: "finding", id: row.id },
      details: { kind: row.kind, note: row.note, explainedBy: row.explainedByName },
    });
  }
}

const UNEXPLAINED = { note: null, explainedById: null, explainedByName: null, explainedAt: null };

function json(facts: SeenFinding["facts"]): Prisma.InputJsonObject {
  return { ours: facts.ours && { ...facts.ours }, theirs: facts.theirs.map((record) => ({ ...record })) };
}

/** As PostgreSQL gives it back, members in an order of its own. */
function hasSameFacts(kept: Prisma.JsonValue, facts: SeenFinding["facts"]): boolean {
  return canonicalJson(kept) === canonicalJson(facts);
}
