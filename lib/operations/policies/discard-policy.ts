import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { DiscardPolicy } from "@/lib/domain/approval/policy-deeds";
import { lockPolicy } from "./lock-policy";

/** Lets go of a draft, or takes back what was proposed. It stays on the list of versions, with what it said. */
export async function discardPolicy(actor: Actor, { version }: DiscardPolicy): Promise<Result<{ version: number }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "policy.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    const found = await lockPolicy(tx, { merchantId, version });
    if (!found) return failed(denial("notFound"));
    if (found.state !== "draft" && found.state !== "proposed") return failed(denial("changedMeanwhile"));
    await tx.policyVersion.update({ where: { merchantId_version: { merchantId, version } }, data: { state: "discarded" } });
    await writeAudit(tx, {
      actor,
      event: "policy.discarded",
      subject: { kind: "policy", id: String(version) },
      details: { was: found.state },
    });
    return ok({ version });
  });
}
