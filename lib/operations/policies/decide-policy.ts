import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { readOrganisation } from "@/lib/db/read-organisation";
import { takeLocks } from "@/lib/db/take-locks";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { findDeadEnds } from "@/lib/domain/approval/find-dead-ends";
import type { DecidePolicy } from "@/lib/domain/approval/policy-deeds";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import { policyLock } from "@/lib/operations/approvals/lock-for-judging";
import { MANIFESTS } from "@/lib/providers/registry";
import { lockPolicy } from "./lock-policy";

/**
 * Another admin's word on a proposed policy: neither who drafted it, nor anybody who edited it, nor who proposed it. The database
 * refuses those as well. From the commit on it judges what is asked for; what was judged before keeps its version.
 */
export async function decidePolicy(actor: Actor, { version, verdict, note }: DecidePolicy): Promise<Result<{ version: number }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "policy.manage")) return failed(denial("forbidden"));
  const { merchantId, personId, name } = actor;
  return inTransaction(async (tx) => {
    const proposal = await lockPolicy(tx, { merchantId, version });
    if (!proposal) return failed(denial("notFound"));
    if (proposal.state !== "proposed") return failed(denial("changedMeanwhile"));
    const hands = [proposal.draftedById, proposal.proposedById, ...proposal.editorIds];
    if (hands.includes(personId)) return failed(denial("policyNeedsAnother"));
    if (verdict === "confirm") {
      const [deadEnd] = findDeadEnds(ApprovalPolicyShape.parse(proposal.body), {
        ...(await readOrganisation(tx, merchantId)),
        ways: MANIFESTS,
      });
      if (deadEnd) return failed(denial("policyDeadEnd", deadEnd.sentence));
      // What is being judged this moment is committed first; whatever comes after is judged by the new one.
      await takeLocks(tx, [policyLock(merchantId, "alone")]);
      await retire(tx, merchantId);
    }
    await tx.policyVersion.update({
      where: { merchantId_version: { merchantId, version } },
      data: {
        state: verdict === "confirm" ? "active" : "rejected",
        ...{ decidedById: personId, decidedByName: name, decidedAt: currentTime(), decisionNote: note ?? null },
      },
    });
    await writeAudit(tx, {
      actor,
      event: verdict === "confirm" ? "policy.confirmed" : "policy.rejected",
      subject: { kind: "policy", id: String(version) },
      details: { proposedBy: proposal.proposedByName, ...(note === undefined ? {} : { note }) },
    });
    return ok({ version });
  });
}

/** One is in force at a time, and the next takes its place in the same moment. */
async function retire(tx: Tx, merchantId: string): Promise<void> {
  await tx.policyVersion.updateMany({ where: { merchantId, state: "active" }, data: { state: "superseded" } });
}
