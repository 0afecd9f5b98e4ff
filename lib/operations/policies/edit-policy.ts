import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { diffPolicies } from "@/lib/domain/approval/diff-policies";
import type { EditPolicy } from "@/lib/domain/approval/policy-deeds";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import { lockPolicy } from "./lock-policy";

export type Edited = { readonly editedAt: Date };

/** Changes a draft. Whoever does is one of its editors from then on, and will not be the one who confirms it. */
export async function editPolicy(actor: Actor, { version, editedAt, body }: EditPolicy): Promise<Result<Edited, Denial>> {
  if (actor.kind !== "person" || !may(actor, "policy.manage")) return failed(denial("forbidden"));
  const { merchantId, personId } = actor;
  return inTransaction(async (tx) => {
    const draft = await lockPolicy(tx, { merchantId, version });
    if (!draft) return failed(denial("notFound"));
    if (draft.state !== "draft" || draft.editedAt.getTime() !== editedAt.getTime()) return failed(denial("changedMeanwhile"));
    const now = currentTime();
    const editorIds = [...new Set([...draft.editorIds, personId])];
    await tx.policyVersion.update({
      where: { merchantId_version: { merchantId, version } },
      data: { body: { ...body }, editedAt: now, editorIds },
    });
    const changes = diffPolicies(ApprovalPolicyShape.parse(draft.body), body, { people: {}, roles: {}, providers: {} });
    await writeAudit(tx, {
      actor,
      event: "policy.edited",
      subject: { kind: "policy", id: String(version) },
      details: { changed: changes.map(({ what }) => what) },
    });
    return ok({ editedAt: now });
  });
}
