import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { SecondFactor } from "@/lib/domain/access/second-factor";
import { readWaiting, takeChallenge } from "./challenges";
import { findSigner, type Signer } from "./find-signer";
import { fromAddress } from "./from-address";
import { noteRefusal } from "./note-refusal";
import { type Browser, openSession, type StartedSession } from "./open-session";
import { spendRecoveryCode } from "./recovery-codes";
import { acceptTotp } from "./totp";
import { countAsRight, reserveTry } from "./tries";

export type FinishSession = Browser & { readonly token: string; readonly proof: SecondFactor };

/**
 * The second half of a sign-in whose password was right. A wrong code can be mended without typing the password again; the token is
 * gone with the first right one. `unauthenticated`: there is no such first half, or it is too old.
 */
export function finishSession(input: FinishSession): Promise<Result<StartedSession, Denial>> {
  return fromAddress(input.ipAddress, () => finish(input));
}

async function finish(input: FinishSession): Promise<Result<StartedSession, Denial>> {
  const { token, proof, ...browser } = input;
  const now = currentTime();
  const personId = await readWaiting(token, now);
  const signer = personId ? await findSigner({ id: personId }) : null;
  if (!signer?.home) return failed(denial("unauthenticated", "This sign-in took too long. Begin again."));
  const attempt = await reserveTry({ email: signer.email, kind: "secondFactor" }, now);
  if (!attempt.ok) return attempt;

  const method = proof.kind;
  const session = await inTransaction(async (tx) => {
    if (
      !(await accept(tx, signer, input, now)) ||
      !(await takeChallenge(tx, token, { purpose: "secondFactor", personId: signer.personId }, now))
    )
      return null;
    await countAsRight(tx, attempt.value);
    return openSession(tx, { signer, method, browser }, now);
  });
  if (session) return ok(session);
  await noteRefusal({ signer, method, browser });
  return failed(denial("wrongCode"));
}

function accept(tx: Tx, signer: Signer, { proof, ipAddress }: FinishSession, now: Date): Promise<boolean> {
  if (proof.kind === "totp") return acceptTotp(tx, { personId: signer.personId, code: proof.code }, now);
  return spendRecoveryCode(tx, signer, { code: proof.code, ipAddress }, now);
}
