import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { passwordInForce } from "@/lib/db/password-in-force";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ChangePassword } from "@/lib/domain/access/password";
import { demandPassword } from "./demand-password";
import { demandStepUp } from "./demand-step-up";
import { endSessions } from "./end-session";
import { judgePassword } from "./judge-password";
import { hashPassword } from "./password";
import { stepUpMethods } from "./step-up-methods";
import { tellOwner } from "./tell-owner";

/** Another password for oneself. Whoever else was signed in with the one before is out. */
export async function changePassword(
  actor: Actor,
  { password, next }: ChangePassword,
): Promise<Result<{ readonly ended: number }, Denial>> {
  if (actor.kind !== "person" || !actor.sessionId) return failed(denial("forbidden"));
  const { personId, merchantId, sessionId } = actor;
  const person = await db().person.findUniqueOrThrow({ where: { id: personId }, include: { ssoLinks: true } });
  const before = passwordInForce(person);
  if (!before) return failed(denial("notFound", "You have no password: you sign in elsewhere."));
  const complaint = await judgePassword(next, person);
  if (complaint) return failed(denial("invalidInput", complaint, { next: [complaint] }));
  if ((await stepUpMethods(db(), personId)).length > 0) {
    const owner = await demandStepUp(db(), actor, { kind: "session" });
    if (!owner.ok) return owner;
  }
  const known = await demandPassword(actor, password);
  if (!known.ok) return known;

  const passwordHash = await hashPassword(next);
  return inTransaction(async (tx) => {
    const { count } = await tx.person.updateMany({ where: { id: personId, passwordHash: before }, data: { passwordHash } });
    if (count === 0) return failed(denial("changedMeanwhile"));
    const ended = await endSessions(tx, { personId, except: sessionId, why: "password changed" });
    const details = { sessionsEnded: ended };
    await writeAudit(tx, { actor, event: "password.changed", subject: { kind: "person", id: personId }, details });
    await tellOwner(tx, { merchantId, personId, what: "The password of your account was changed." });
    return ok({ ended });
  });
}
