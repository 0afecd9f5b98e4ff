import { currentTime } from "@/lib/base/clock";
import { challengeHash } from "@/lib/db/challenge-hash";
import { db } from "@/lib/db/client";
import type { StepUpMethod } from "@/lib/domain/access/step-up";

/** By what a sign-in whose password was right can be finished, or null: there is none, or it is too old. Nothing tells whose it is. */
export async function readWaitingFactors(token: string): Promise<readonly StepUpMethod[] | null> {
  const waiting = await db().authChallenge.findFirst({
    where: { hash: challengeHash(token), purpose: "secondFactor", usedAt: null, expiresAt: { gt: currentTime() } },
    select: { personId: true },
  });
  if (!waiting?.personId) return null;
  const person = await db().person.findUnique({
    where: { id: waiting.personId },
    select: { totpFactor: { select: { confirmedAt: true } }, _count: { select: { passkeys: true } } },
  });
  const hasTotp = person?.totpFactor?.confirmedAt ?? null;
  return [...(person?._count.passkeys ? ["passkey" as const] : []), ...(hasTotp ? ["totp" as const] : [])];
}
