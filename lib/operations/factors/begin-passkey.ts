import { generateRegistrationOptions } from "@simplewebauthn/server";
import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { BeginFactor } from "@/lib/domain/access/second-factor";
import { makeChallenge } from "@/lib/operations/sessions/challenges";
import { relyingParty } from "@/lib/operations/sessions/passkeys";
import { demandOwner } from "./demand-owner";

export type PasskeyOffer = Awaited<ReturnType<typeof generateRegistrationOptions>>;

/** What an authenticator needs to make a passkey: one that can be found without a name, and that asks its owner each time. */
export async function beginPasskey(actor: Actor, { password }: BeginFactor): Promise<Result<PasskeyOffer, Denial>> {
  if (actor.kind !== "person" || !actor.sessionId) return failed(denial("forbidden"));
  const owner = await demandOwner(actor, password);
  if (!owner.ok) return owner;
  const { personId, sessionId } = actor;
  const person = await db().person.findUniqueOrThrow({ where: { id: personId }, include: { passkeys: true } });
  const { bytes: challenge } = await makeChallenge({ purpose: "addPasskey", personId, sessionId }, currentTime());
  const offer = await generateRegistrationOptions({
    ...{ rpName: "Counterfoil", rpID: relyingParty().id, challenge, attestationType: "none" },
    ...{ userID: new TextEncoder().encode(personId), userName: person.email, userDisplayName: person.name },
    excludeCredentials: person.passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return ok(offer);
}
