import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db, type Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { lockedUntil } from "@/lib/domain/access/lock-out";

// The lock-out's book. A wrong code shuts the password's door too. A stranger's wrong passwords do not shut a step-up: whoever asks
// for one is signed in already, and nobody outside may keep the desk from approving.

export type TryKind = "password" | "secondFactor" | "stepUp";
export type Try = { readonly email: string; readonly kind: TryKind };

const FORGOTTEN_AFTER_MS = DAY_MS;

/** Whose failures count before a try of this kind, and whose success clears them. */
const COUNTED: Readonly<Record<TryKind, { readonly kinds: readonly TryKind[]; readonly clearedBy: readonly TryKind[] }>> = {
  password: { kinds: ["password", "secondFactor", "stepUp"], clearedBy: ["password", "secondFactor"] },
  secondFactor: { kinds: ["password", "secondFactor", "stepUp"], clearedBy: ["password", "secondFactor"] },
  stepUp: { kinds: ["secondFactor", "stepUp"], clearedBy: ["secondFactor", "stepUp"] },
};

/**
 * Books the try as failed before anything is looked at, under a lock on the address: tries that come together are counted together,
 * and one that dies half-way stays counted.
 */
export function reserveTry({ email, kind }: Try, now: Date): Promise<Result<bigint, Denial>> {
  const { kinds, clearedBy } = COUNTED[kind];
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in:${email}`}, 0))::text`;
    const recent = await tx.signInAttempt.findMany({
      where: { email, kind: { in: [...kinds] }, at: { gt: addMs(now, -FORGOTTEN_AFTER_MS) } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      select: { succeeded: true, kind: true, at: true },
      take: 100,
    });
    const lastSuccess = recent.findIndex((one) => one.succeeded && clearedBy.some((clearing) => clearing === one.kind));
    const failures = (lastSuccess === -1 ? recent : recent.slice(0, lastSuccess)).filter((one) => !one.succeeded);
    const until = lockedUntil({ failures: failures.length, lastFailedAt: failures[0]?.at ?? null }, now);
    if (until) return failed(denial("lockedOut", waitSentence(until, now)));
    await tx.signInAttempt.deleteMany({ where: { at: { lt: addMs(now, -FORGOTTEN_AFTER_MS) } } });
    const attempt = await tx.signInAttempt.create({ data: { email, kind, succeeded: false, at: now } });
    return ok(attempt.id);
  });
}

/** It was right: what failed before is forgotten, in the transaction that does what it was right for. */
export async function countAsRight(tx: Tx, attemptId: bigint): Promise<void> {
  await tx.signInAttempt.update({ where: { id: attemptId }, data: { succeeded: true } });
}

/** It decided nothing. */
export async function takeBackTry(attemptId: bigint): Promise<void> {
  await db().signInAttempt.delete({ where: { id: attemptId } });
}

function waitSentence(until: Date, now: Date): string {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `There were too many wrong tries. The next one is possible in ${wait}.`;
}
