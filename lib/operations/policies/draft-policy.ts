import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { DraftPolicy } from "@/lib/domain/approval/policy-deeds";

export type Drafted = { readonly version: number };

/** Begins a change of the policy as a copy of what holds now. One at a time: where one is open, that is the answer. */
export async function draftPolicy(actor: Actor, { basedOn }: DraftPolicy): Promise<Result<Drafted, Denial>> {
  if (actor.kind !== "person" || !may(actor, "policy.manage")) return failed(denial("forbidden"));
  const { merchantId, personId, name } = actor;
  try {
    return await inTransaction(async (tx) => {
      const versions = await tx.policyVersion.findMany({
        where: { merchantId },
        orderBy: { version: "desc" },
        select: { version: true, state: true },
      });
      if (versions.some(({ state }) => state === "draft" || state === "proposed")) return failed(denial("policyPending"));
      const active = await tx.policyVersion.findFirstOrThrow({ where: { merchantId, state: "active" } });
      if (active.version !== basedOn) return failed(denial("changedMeanwhile"));
      const version = (versions[0]?.version ?? 0) + 1;
      const now = currentTime();
      await tx.policyVersion.create({
        data: {
          ...{ merchantId, version, state: "draft", body: Object(active.body), basedOn },
          ...{ draftedById: personId, draftedByName: name, draftedAt: now, editorIds: [personId], editedAt: now },
        },
      });
      await writeAudit(tx, {
        actor,
        event: "policy.drafted",
        subject: { kind: "policy", id: String(version) },
        details: { basedOn },
      });
      return ok({ version });
    });
  } catch (error) {
    // Two at once: the other one's draft is there now.
    if (isUniqueViolation(error)) return failed(denial("policyPending"));
    throw error;
  }
}
