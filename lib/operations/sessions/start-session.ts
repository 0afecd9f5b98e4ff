import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Denial, denial } from "@/lib/domain/access/denial";

import type { SignIn } from "@/lib/domain/access/sign-in";
import { makeChallenge } from "./challenges";
import { findSigner } from "./find-signer";
import { fromAddress } from "./from-address";
import { noteRefusal } from "./note-refusal";

import { oneAtATime } from "./one-at-a-time";
import { type Browser, openSession, type StartedSession } from "./open-session";
import { isPassword } from "./password";
import { stepUpMethods } from "./step-up-methods";
import { countAsRight, reserveTry, takeBackTry } from "./tries";

// Promises: an unknown address, a wrong password and a disabled person are told the same and cost the same; however many tries come
// at once, no more passwords are looked at than the lock-out allows. The cookie is the door's matter.

export type StartSession = SignIn & Browser;

/** `secondFactor`: the password was right, and opens nothing by itself. The token is for the same browser's next step, soon. */
export type SignInStep =
  | ({ readonly kind: "signedIn" } & StartedSession)
  | { readonly kind: "secondFactor"; readonly token: string; readonly expiresAt: Date };

/** Tries for one address that may wait for each other; more than that is nobody mistyping. */
const TRIES_IN_LINE = 30;
/** No refusal is quicker than this, so that its time tells nothing about what was looked up. */
const REFUSAL_MS = 300;

export async function startSession(input: StartSession, now: Date = currentTime()): Promise<Result<SignInStep, Denial>> {
  const startedAt = performance.now();
  const answer = await fromAddress(input.ipAddress, async () => {
    return (await oneAtATime(input.email, TRIES_IN_LINE, () => trySignIn(input, now))) ?? failed(denial("lockedOut"));
  });
  if (!answer.ok) await pause(REFUSAL_MS - (performance.now() - startedAt));
  return answer;
}

async function trySignIn({ email, password, ...browser }: StartSession, now: Date): Promise<Result<SignInStep, Denial>> {
  const attempt = await reserveTry({ email, kind: "password" }, now);
  if (!attempt.ok) return attempt;

  const signer = await findSigner({ email });
  const right = await isPassword(signer?.passwordHash ?? null, password);
  if (!signer?.home || !right) {
    await noteRefusal({ signer, method: "password", browser });
    return failed(denial("wrongCredentials"));
  }
  const { personId } = signer;
  if ((await stepUpMethods(db(), personId)).length > 0) {
    // Neither a failure nor a success: whoever knows the password must not clear the count of guessed codes with it.
    await takeBackTry(attempt.value);
    const { text: token, expiresAt } = await makeChallenge({ purpose: "secondFactor", personId }, now);
    return ok({ kind: "secondFactor", token, expiresAt });
  }
  const session = await inTransaction(async (tx) => {
    await countAsRight(tx, attempt.value);
    return openSession(tx, { signer, method: "password", browser }, now);
  });
  return ok({ kind: "signedIn", ...session });
}

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
