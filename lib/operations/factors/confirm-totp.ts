import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ConfirmTotp } from "@/lib/domain/access/second-factor";
import { newRecoveryCodes } from "@/lib/operations/sessions/recovery-codes";
import { stepUpMethods } from "@/lib/operations/sessions/step-up-methods";
import { tellOwner } from "@/lib/operations/sessions/tell-owner";
import { confirmNewTotp } from "@/lib/operations/sessions/totp";
import { countAsRight, reserveTry } from "@/lib/operations/sessions/tries";

/** With the first second factor come recovery codes, which are shown now and never again. */
export type SetFactor = { readonly recoveryCodes: readonly string[] | null };

/** A code shows that the app has the secret: from the next sign-in on it is asked for. */
export async function confirmTotp(actor: Actor, { code }: ConfirmTotp): Promise<Result<SetFactor, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  const { personId, merchantId } = actor;
  const now = currentTime();
  const { email } = await db().person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } });
  const attempt = await reserveTry({ email, kind: "stepUp" }, now);
  if (!attempt.ok) return attempt;
  return inTransaction(async (tx) => {
    const isFirst = (await stepUpMethods(tx, personId)).length === 0;
    if (!(await confirmNewTotp(tx, { personId, code }, now))) return failed(denial("wrongCode"));
    await countAsRight(tx, attempt.value);
    await writeAudit(tx, { actor, event: "secondFactor.set", subject: { kind: "person", id: personId }, details: { kind: "totp" } });
    await tellOwner(tx, { merchantId, personId, what: "An authenticator app was set up for your account." });
    return ok({ recoveryCodes: isFirst ? await newRecoveryCodes(tx, personId, now) : null });
  });
}
