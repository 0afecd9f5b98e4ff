import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { seal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { BeginFactor } from "@/lib/domain/access/second-factor";
import { newTotpSecret, totpAddress } from "@/lib/operations/sessions/totp";
import { demandOwner } from "./demand-owner";

/** `secret` is for typing, `address` for scanning; both say the same, and nothing shows them again. */
export type BegunTotp = { readonly secret: string; readonly address: string };

/** Makes a secret for the person's authenticator app. It counts for nothing before a code has confirmed it. */
export async function beginTotp(actor: Actor, { password }: BeginFactor): Promise<Result<BegunTotp, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  const owner = await demandOwner(actor, password);
  if (!owner.ok) return owner;
  const { personId } = actor;
  const secret = newTotpSecret();
  const id = newId("totpFactor");
  const { sealed: secretSealed, keyId: secretKeyId } = seal(secret, id);
  return inTransaction(async (tx) => {
    await tx.totpFactor.deleteMany({ where: { personId, confirmedAt: null } });
    if ((await tx.totpFactor.count({ where: { personId } })) > 0) {
      return failed(denial("changedMeanwhile", "You have an authenticator app already. Remove it before you set up another."));
    }
    const { email } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } });
    await tx.totpFactor.create({ data: { id, personId, secretSealed, secretKeyId, createdAt: currentTime() } });
    return ok({ secret, address: totpAddress(secret, email) });
  });
}
