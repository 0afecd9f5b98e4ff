import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { db, type Tx } from "@/lib/db/client";
import type { Passkey } from "@/lib/db/generated/client";
import type { PasskeyAssertion } from "@/lib/domain/access/second-factor";
import { env } from "@/lib/env";
import { type Challenge, type ChallengeBound, takeChallenge } from "./challenges";

// Passkeys by WebAuthn. The person is always verified by the authenticator, so one counts as possession and as knowledge.

export type PasskeyQuestion = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

export type CheckedPasskey = { readonly passkey: Passkey; readonly counter: bigint; readonly isBackedUp: boolean };

/** What the signature is expected for; for a sign-in the browser brings the challenge that it was asked with. */
type ExpectedFor = Extract<ChallengeBound, { purpose: "stepUp" }> | { readonly purpose: "passkeySignIn"; readonly challenge: string };

/** `of`: the passkeys that may answer; none for whichever the browser finds for us. */
export function askPasskey(challenge: Challenge, of: readonly Passkey[]): Promise<PasskeyQuestion> {
  return generateAuthenticationOptions({
    ...{ rpID: relyingParty().id, challenge: challenge.bytes, userVerification: "required" },
    allowCredentials: of.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
}

/** Whose passkey signed our challenge, or null. The challenge is used up either way. */
export async function checkPasskey(assertion: PasskeyAssertion, expected: ExpectedFor, now: Date): Promise<CheckedPasskey | null> {
  const passkey = await db().passkey.findUnique({ where: { credentialId: assertion.id } });
  const party = relyingParty();
  const isOurs = (challenge: string) => {
    if (expected.purpose === "stepUp") return takeChallenge(db(), challenge, expected, now);
    return challenge === expected.challenge && takeChallenge(db(), challenge, { purpose: "passkeySignIn" }, now);
  };
  try {
    const { verified, authenticationInfo: seen } = await verifyAuthenticationResponse({
      ...{ response: assertion, expectedChallenge: isOurs, expectedOrigin: party.origin, expectedRPID: party.id },
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
    if (!verified || !passkey || !isSameKind || !isOwner(passkey, assertion, expected)) return null;
    return { passkey, counter: BigInt(seen.newCounter), isBackedUp: seen.credentialBackedUp };
  } catch {
    // What does not verify is thrown there, with a sentence for developers.
    return null;
  }
}

function isOwner({ personId }: Passkey, { response: { userHandle } }: PasskeyAssertion, expected: ExpectedFor): boolean {
  if (expected.purpose === "stepUp") return personId === expected.personId;
  // Nobody said who they are: the authenticator does, and has to mean the same person as our own record.
  return userHandle === userHandleOf(personId);
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
export function relyingParty(): { readonly id: string; readonly origin: string } {
  const { hostname, origin } = new URL(env().nextAuthUrl);
  return { id: hostname, origin };
}

/** What an authenticator remembers of a person: our id, which tells nobody anything. */
export function userHandleOf(personId: string): string {
  return Buffer.from(personId).toString("base64url");
}
