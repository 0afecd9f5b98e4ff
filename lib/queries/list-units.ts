import { db } from "@/lib/db/client";
import { readLent } from "@/lib/db/read-lent";
import { readUnitGroups, sumGroups, type UnitGroup } from "@/lib/db/unit-groups";
import { type Actor, may } from "@/lib/domain/access/actor";
import { judgeApproval } from "@/lib/domain/approval/judge-approval";
import type { UnitItem } from "@/lib/domain/approval/unit-view";

type Person = Extract<Actor, { kind: "person" }>;

/** Submissions of files of which payouts wait for approval: one item each, however many payouts it has. */
export async function listUnits(actor: Person): Promise<UnitItem[]> {
  const { merchantId } = actor;
  const groups = await readUnitGroups(db(), { merchantId });
  const ids = [...new Set(groups.map(({ unitId }) => unitId))];
  if (ids.length === 0) return [];
  const [submissions, going, lentFor] = await Promise.all([
    db().batchSubmission.findMany({ where: { merchantId, id: { in: ids } }, include: { batch: { select: { id: true, name: true } } } }),
    db().batchRow.groupBy({ by: ["submissionId"], where: { merchantId, submissionId: { in: ids }, state: "going" }, _count: true }),
    readLent(db(), actor),
  ]);
  const items = submissions.map(({ id, byName, at, batch }): UnitItem => {
    const own = groups.filter(({ unitId }) => unitId === id);
    const turns = own.map((group) => turnOf(group, actor, lentFor));
    return {
      ...{ unitId: id, batchId: batch.id, name: batch.name, makerName: byName, submittedAt: at },
      expiresAt: earliest(own.map(({ expiresAt }) => expiresAt)),
      payouts: own.reduce((sum, { payouts }) => sum + payouts, 0),
      outliers: own.reduce((sum, { outliers }) => sum + outliers, 0),
      sums: sumGroups(own),
      going: going.find(({ submissionId }) => submissionId === id)?._count ?? 0,
      turn: FIRST_TURNS.find((turn) => turns.includes(turn)) ?? "others",
    };
  });
  return items.sort(
    (a, b) => Number(a.turn !== "mine") - Number(b.turn !== "mine") || (a.expiresAt?.getTime() ?? 0) - (b.expiresAt?.getTime() ?? 0),
  );
}

/** What is some of it mine is mine to open. */
const FIRST_TURNS = ["mine", "later", "done", "own", "others"] as const;

function turnOf(group: UnitGroup, actor: Person, lentFor: Awaited<ReturnType<typeof readLent>>): UnitItem["turn"] {
  const { facts, largest, currency } = group;
  if (facts.makerId === actor.personId) return "own";
  if (!may(actor, "payout.approve")) return "others";
  const verdict = judgeApproval(facts, actor, lentFor({ minor: largest, currency }));
  if (verdict.kind === "counts") return "mine";
  return verdict.code === "alreadyDecided" ? "done" : "later";
}

function earliest(moments: readonly (Date | null)[]): Date | null {
  const known = moments.filter((at) => at !== null).map((at) => at.getTime());
  return known.length === 0 ? null : new Date(Math.min(...known));
}
