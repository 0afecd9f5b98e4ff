import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { heldRole } from "@/lib/domain/access/roles";

export type SwitchMerchant = { readonly sessionId: string; readonly merchantId: string };

/** Turns a person's session to another merchant they work for; the role there is that membership's, not the one they came with. */
export async function switchMerchant(
  actor: Actor,
  { sessionId, merchantId }: SwitchMerchant,
): Promise<Result<{ merchantId: string }, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  if (merchantId === actor.merchantId) return ok({ merchantId });
  return inTransaction(async (tx) => {
    const membership = await tx.membership.findUnique({
      where: { merchantId_personId: { merchantId, personId: actor.personId }, disabledAt: null },
      include: { held: true },
    });
    if (!membership) return failed(denial("notFound"));
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, personId: actor.personId, merchantId: actor.merchantId, endedAt: null },
      data: { merchantId },
    });
    if (count === 0) return failed(denial("changedMeanwhile"));
    const there = { ...actor, merchantId, ...heldRole(membership.held) };
    await writeAudit(tx, { actor: there, event: "session.switched", subject: { kind: "session", id: sessionId } });
    return ok({ merchantId });
  });
}
