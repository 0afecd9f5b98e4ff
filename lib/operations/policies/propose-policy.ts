import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { readOrganisation } from "@/lib/db/read-organisation";
import { readPolicy } from "@/lib/db/read-policy";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { diffPolicies } from "@/lib/domain/approval/diff-policies";
import { findDeadEnds } from "@/lib/domain/approval/find-dead-ends";
import type { ProposePolicy } from "@/lib/domain/approval/policy-deeds";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import { MANIFESTS } from "@/lib/providers/registry";
import { lockPolicy } from "./lock-policy";

/** Puts a draft before another admin. What would leave payouts that nobody can release is not even asked for. */
export async function proposePolicy(actor: Actor, { version, reason }: ProposePolicy): Promise<Result<{ version: number }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "policy.manage")) return failed(denial("forbidden"));
  const { merchantId, personId, name } = actor;
  return inTransaction(async (tx) => {
    const draft = await lockPolicy(tx, { merchantId, version });
    if (!draft) return failed(denial("notFound"));
    if (draft.state !== "draft") return failed(denial("changedMeanwhile"));
    const policy = ApprovalPolicyShape.parse(draft.body);
    const present = await readPolicy(tx, merchantId);
    const changes = diffPolicies(present, policy, { people: {}, roles: {}, providers: {} });
    if (changes.length === 0) return failed(denial("invalidInput", "It says what the present policy says. Change something first."));
    const [deadEnd] = findDeadEnds(policy, { ...(await readOrganisation(tx, merchantId)), ways: MANIFESTS });
    if (deadEnd) return failed(denial("policyDeadEnd", deadEnd.sentence));

    const now = currentTime();
    await tx.policyVersion.update({
      where: { merchantId_version: { merchantId, version } },
      data: { state: "proposed", proposedById: personId, proposedByName: name, proposedAt: now, reason },
    });
    await writeAudit(tx, {
      actor,
      event: "policy.proposed",
      subject: { kind: "policy", id: String(version) },
      details: { reason, changes: changes.map((change) => ({ ...change })) },
    });
    return ok({ version });
  });
}
