import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { db, type Tx } from "@/lib/db/client";
import type { Passkey } from "@/lib/db/generated/client";
import type { PasskeyAssertion } from "@/lib/domain/access/second-factor";
import { env } from "@/lib/env";
import { type ChallengeBound, makeChallenge, takeChallenge } from "./challenges";

// Passkeys by WebAuthn. The person is always verified by the authenticator, so one counts as possession and as knowledge.

export type PasskeyQuestion = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

export type CheckedPasskey = { readonly passkey: Passkey; readonly counter: bigint; readonly isBackedUp: boolean };

export async function askPasskey(bound: ChallengeBound, now: Date): Promise<PasskeyQuestion> {
  const passkeys = await db().passkey.findMany({ where: { personId: bound.personId } });
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: await makeChallenge(bound, now),
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification: "required",
  });
}

/** Whose passkey signed our challenge, or null. The challenge is used up either way. */
export async function checkPasskey(assertion: PasskeyAssertion, bound: ChallengeBound, now: Date): Promise<CheckedPasskey | null> {
  const passkey = await db().passkey.findUnique({ where: { credentialId: assertion.id } });
  const party = relyingParty();
  try {
    const { verified, authenticationInfo: seen } = await verifyAuthenticationResponse({
      response: assertion,
      expectedChallenge: (challenge) => takeChallenge(challenge, bound, now),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      // The counter is judged when it is written, so that of two answers with the same count only one is taken.
      credential: {
        id: assertion.id,
        publicKey: passkey?.publicKey ?? new Uint8Array(),
        counter: 0,
        transports: passkey?.transports ?? [],
      },
      requireUserVerification: true,
    });
    // Whether a key can be copied is decided when it is made: one that says otherwise is another.
    const isSameKind = passkey?.canBeBackedUp === (seen.credentialDeviceType === "multiDevice");
    if (!verified || !passkey || !isSameKind || passkey.personId !== bound.personId) return null;
    return { passkey, counter: BigInt(seen.newCounter), isBackedUp: seen.credentialBackedUp };
  } catch {
    // What does not verify is thrown there, with a sentence for developers.
    return null;
  }
}

/** Notes the use. False where the authenticator counted backwards or stood still: then the same key exists twice. */
export async function countPasskey(tx: Tx, { passkey, counter, isBackedUp }: CheckedPasskey, now: Date): Promise<boolean> {
  const isCounting = counter > 0n || passkey.counter > 0n;
  const { count } = await tx.passkey.updateMany({
    where: { id: passkey.id, ...(isCounting ? { counter: { lt: counter } } : { counter: 0n }) },
    data: { counter, isBackedUp, lastUsedAt: now },
  });
  return count === 1;
}

/** The name under which authenticators know us: the host that people reach us at. */
function relyingParty(): { readonly id: string; readonly origin: string } {
  const { hostname, origin } = new URL(env().nextAuthUrl);
  return { id: hostname, origin };
}
