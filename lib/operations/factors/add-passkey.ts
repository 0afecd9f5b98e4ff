import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AddPasskey, PasskeyAttestation } from "@/lib/domain/access/second-factor";
import { type ChallengeBound, takeChallenge } from "@/lib/operations/sessions/challenges";
import { relyingParty } from "@/lib/operations/sessions/passkeys";
import { newRecoveryCodes } from "@/lib/operations/sessions/recovery-codes";
import { stepUpMethods } from "@/lib/operations/sessions/step-up-methods";
import { tellOwner } from "@/lib/operations/sessions/tell-owner";
import type { SetFactor } from "./confirm-totp";

/** Keeps the public half of a passkey that was made for this person in this session. It signs in alone, and it is a second factor. */
export async function addPasskey(
  actor: Actor,
  { name, attestation }: AddPasskey,
): Promise<Result<SetFactor & { passkeyId: string }, Denial>> {
  if (actor.kind !== "person" || !actor.sessionId) return failed(denial("forbidden"));
  const { personId, merchantId, sessionId } = actor;
  const made = await check(attestation, { purpose: "addPasskey", personId, sessionId }, currentTime());
  if (!made) return failed(denial("passkeyRefused"));
  const passkeyId = newId("passkey");
  const key = { id: passkeyId, personId, name, ...made, createdAt: currentTime() };
  try {
    return await inTransaction(async (tx) => {
      const isFirst = (await stepUpMethods(tx, personId)).length === 0;
      await tx.passkey.create({ data: key });
      await writeAudit(tx, { actor, event: "passkey.added", subject: { kind: "person", id: personId }, details: { passkeyId, name } });
      await tellOwner(tx, { merchantId, personId, what: `The passkey "${name}" was added to your account.` });
      return ok({ passkeyId, recoveryCodes: isFirst ? await newRecoveryCodes(tx, personId, currentTime()) : null });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return failed(denial("changedMeanwhile", "This passkey is on file already."));
    throw error;
  }
}

async function check(attestation: PasskeyAttestation, bound: ChallengeBound, now: Date) {
  const party = relyingParty();
  try {
    const { registrationInfo: made } = await verifyRegistrationResponse({
      ...{ response: attestation, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true },
      expectedChallenge: (challenge) => takeChallenge(db(), challenge, bound, now),
    });
    if (!made) return null;
    const { id: credentialId, publicKey, counter, transports = [] } = made.credential;
    const backup = { canBeBackedUp: made.credentialDeviceType === "multiDevice", isBackedUp: made.credentialBackedUp };
    return { credentialId, publicKey: new Uint8Array(publicKey), counter: BigInt(counter), transports, ...backup };
  } catch {
    // What does not verify is thrown there, with a sentence for developers.
    return null;
  }
}
