import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PersonRef } from "@/lib/domain/access/team-schema";
import { endSessions } from "@/lib/operations/sessions/end-session";
import { leavesNobody } from "./leaves-nobody";
import { lockTeam } from "./lock-team";

/**
 * Shuts a person out at once, by one press: an admin out of their own merchant, whoever else the person works for; the operator at the
 * machine (actor kind `system`) everywhere.
 */
export async function disablePerson(actor: Actor, { personId }: PersonRef): Promise<Result<PersonRef, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  if (actor.kind === "person" && actor.personId === personId) return failed(denial("forbidden", "You cannot disable yourself."));
  const { merchantId } = actor;
  const isEverywhere = actor.kind === "system";

  return inTransaction(async (tx) => {
    await lockTeam(tx, merchantId);
    const member = await tx.membership.findUnique({ where: { merchantId_personId: { merchantId, personId } } });
    if (!member) return failed(denial("notFound"));
    const lost = isEverywhere ? null : await leavesNobody(tx, merchantId, { personId });
    if (lost) return failed(lost);

    const count = isEverywhere ? await shutOut(tx, personId) : await shutOutHere(tx, member.id);
    const ended = await endSessions(tx, { personId, ...(isEverywhere ? {} : { merchantId }), why: "disabled" });
    if (count === 0) return ok({ personId });
    await writeAudit(tx, {
      actor,
      event: "person.disabled",
      subject: { kind: "person", id: personId },
      details: { before: { disabled: false }, after: { disabled: true }, everywhere: isEverywhere, sessionsEnded: ended },
    });
    return ok({ personId });
  });
}

async function shutOut(tx: Tx, personId: string): Promise<number> {
  const { count } = await tx.person.updateMany({ where: { id: personId, disabledAt: null }, data: { disabledAt: currentTime() } });
  return count;
}

async function shutOutHere(tx: Tx, id: string): Promise<number> {
  const { count } = await tx.membership.updateMany({ where: { id, disabledAt: null }, data: { disabledAt: currentTime() } });
  return count;
}
