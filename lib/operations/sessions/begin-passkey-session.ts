import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { takeTurn } from "@/lib/operations/throttle/take-turn";
import { makeChallenge } from "./challenges";
import type { Browser } from "./open-session";
import { askPasskey, type PasskeyQuestion } from "./passkeys";

export type BegunPasskeySession = { readonly question: PasskeyQuestion; readonly token: string; readonly expiresAt: Date };

/**
 * A question to whichever passkey the browser has for us. The token is its challenge, for a cookie: another browser cannot answer it.
 * Strangers may ask, so each question takes a turn of its address until it is answered.
 */
export async function beginPasskeySession({ ipAddress }: Browser): Promise<Result<BegunPasskeySession, Denial>> {
  if (ipAddress && !(await takeTurn("signInAddress", ipAddress)).isGiven) return failed(denial("lockedOut"));
  const challenge = await makeChallenge({ purpose: "passkeySignIn" }, currentTime());
  return ok({ question: await askPasskey(challenge, []), token: challenge.text, expiresAt: challenge.expiresAt });
}
