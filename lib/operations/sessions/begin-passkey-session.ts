import { currentTime } from "@/lib/base/clock";
import { makeChallenge } from "./challenges";
import { askPasskey, type PasskeyQuestion } from "./passkeys";

export type BegunPasskeySession = { readonly question: PasskeyQuestion; readonly token: string; readonly expiresAt: Date };

/** A question to whichever passkey the browser has for us. The token is its challenge, for a cookie: another browser cannot answer it. */
export async function beginPasskeySession(): Promise<BegunPasskeySession> {
  const challenge = await makeChallenge({ purpose: "passkeySignIn" }, currentTime());
  return { question: await askPasskey(challenge, []), token: challenge.text, expiresAt: challenge.expiresAt };
}
