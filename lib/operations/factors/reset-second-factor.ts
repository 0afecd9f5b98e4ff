import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PersonRef } from "@/lib/domain/access/team-schema";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { endSessions } from "@/lib/operations/sessions/end-session";
import { stepUpMethods } from "@/lib/operations/sessions/step-up-methods";
import { tellOwner } from "@/lib/operations/sessions/tell-owner";

/**
 * For a colleague who lost telephone and recovery codes: takes all their second factors away, ends their sessions and tells them. An
 * admin who has a second factor uses it first. As with disabling, someone who also works elsewhere is the operator's.
 */
export async function resetSecondFactor(actor: Actor, { personId }: PersonRef): Promise<Result<PersonRef, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  if (actor.kind === "person" && actor.personId === personId) {
    return failed(denial("forbidden", "Your own second factors are changed on your Security page."));
  }
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    const memberships = await tx.membership.findMany({ where: { personId }, select: { merchantId: true } });
    if (!memberships.some((one) => one.merchantId === merchantId)) return failed(denial("notFound"));
    if (actor.kind !== "system" && memberships.length > 1) {
      return failed(denial("forbidden", "This person also works for another merchant, so only the operator can do that."));
    }
    if (actor.kind === "person" && (await stepUpMethods(tx, actor.personId)).length > 0) {
      const owner = await demandStepUp(tx, actor, { kind: "session" });
      if (!owner.ok) return owner;
    }
    const totp = await tx.totpFactor.deleteMany({ where: { personId } });
    const passkeys = await tx.passkey.deleteMany({ where: { personId } });
    await tx.recoveryCode.deleteMany({ where: { personId } });
    const sessionsEnded = await endSessions(tx, { personId, why: "second factor reset" });
    const details = { totp: totp.count, passkeys: passkeys.count, sessionsEnded };
    await writeAudit(tx, { actor, event: "secondFactor.reset", subject: { kind: "person", id: personId }, details });
    await tellOwner(tx, {
      merchantId,
      personId,
      what: "An admin took away the second factors of your account. Set up new ones after you have signed in.",
    });
    return ok({ personId });
  });
}
