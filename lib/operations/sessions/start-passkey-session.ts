import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PasskeyAssertion } from "@/lib/domain/access/second-factor";
import { giveTurnBack } from "@/lib/operations/throttle/take-turn";
import { findSigner } from "./find-signer";
import { noteRefusal } from "./note-refusal";
import { type Browser, openSession, type StartedSession } from "./open-session";
import { checkPasskey, countPasskey } from "./passkeys";

/** `challenge`: the one that this browser was asked with. */
export type StartPasskeySession = Browser & { readonly assertion: PasskeyAssertion; readonly challenge: string };

/** Signs in with a passkey alone: the authenticator has asked its owner for a finger, a face or a number, so that both factors are there. */
export async function startPasskeySession(input: StartPasskeySession): Promise<Result<StartedSession, Denial>> {
  const { assertion, challenge, ...browser } = input;
  const now = currentTime();
  const checked = await checkPasskey(assertion, { purpose: "passkeySignIn", challenge }, now);
  const known = await db().passkey.findUnique({ where: { credentialId: assertion.id }, select: { personId: true } });
  const signer = known ? await findSigner({ id: known.personId }) : null;
  const session = await inTransaction(async (tx) => {
    if (!checked || !signer?.home || !(await countPasskey(tx, checked, now))) return null;
    return openSession(tx, { signer, method: "passkey", browser }, now);
  });
  if (session) {
    // The turn that the question took: what succeeds is not counted.
    if (browser.ipAddress) await giveTurnBack("signInAddress", browser.ipAddress);
    return ok(session);
  }
  await noteRefusal({ signer, method: "passkey", browser });
  return failed(denial("passkeyRefused"));
}
