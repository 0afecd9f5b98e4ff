import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PersonRef } from "@/lib/domain/access/team-schema";
import { endSessions } from "@/lib/operations/sessions/end-session";

export type EndedSessions = PersonRef & { readonly ended: number };

/** Signs a colleague out of every browser that works for this merchant, at once. They may sign in again. */
export async function endSessionsOf(actor: Actor, { personId }: PersonRef): Promise<Result<EndedSessions, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    const member = await tx.membership.findUnique({ where: { merchantId_personId: { merchantId, personId } }, select: { id: true } });
    if (!member) return failed(denial("notFound"));
    const ended = await endSessions(tx, { personId, merchantId, why: "ended by an admin" });
    if (ended > 0) {
      const subject = { kind: "person", id: personId } as const;
      await writeAudit(tx, { actor, event: "person.sessionsEnded", subject, details: { ended } });
    }
    return ok({ personId, ended });
  });
}
