import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { endSessions } from "@/lib/operations/sessions/end-session";

/**
 * Shuts a person out, everywhere and at once. An admin may do this to people of their own merchant only; someone who also works for
 * another merchant is the operator's to disable (actor kind `system`).
 */
export async function disablePerson(actor: Actor, { personId }: { personId: string }): Promise<Result<{ personId: string }, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  if (actor.kind === "person" && actor.personId === personId) return failed(denial("forbidden", "You cannot disable yourself."));

  return inTransaction(async (tx) => {
    const memberships = await tx.membership.findMany({ where: { personId }, select: { merchantId: true } });
    if (!memberships.some((one) => one.merchantId === actor.merchantId)) return failed(denial("notFound"));
    if (actor.kind !== "system" && memberships.length > 1) {
      return failed(denial("forbidden", "This person also works for another merchant, so only the operator can disable them."));
    }
    const { count } = await tx.person.updateMany({ where: { id: personId, disabledAt: null }, data: { disabledAt: currentTime() } });
    const ended = await endSessions(tx, { personId, why: "disabled" });
    if (count > 0) {
      await writeAudit(tx, {
        actor,
        event: "person.disabled",
        subject: { kind: "person", id: personId },
        details: { sessionsEnded: ended },
      });
    }
    return ok({ personId });
  });
}
