import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { readLinkToken } from "@/lib/db/link-token";
import { callerWords } from "@/lib/domain/payout/caller-words";
import { expectedTime } from "@/lib/domain/payout/expected-time";
import { isFailureReason } from "@/lib/domain/payout/failure";
import { isPayoutState } from "@/lib/domain/payout/lifecycle";
import type { Sentence } from "@/lib/domain/payout/sentence";
import { type Standing, standingOf } from "@/lib/domain/payout/standing";
import { takeTurn } from "@/lib/operations/throttle/take-turn";

export type OpenedShare =
  | { readonly kind: "open"; readonly standing: Standing; readonly say: Sentence; readonly expected: string | null }
  /** Ran out, ended, or never was: whoever asks is told the same. */
  | { readonly kind: "dead" }
  | { readonly kind: "slowDown" };

/** What whoever holds the link may know, at this moment. That it was opened is counted; by whom is not kept. */
export async function openShare({ token, ipAddress }: { token: string; ipAddress?: string }): Promise<OpenedShare> {
  if (!(await takeTurn("publicAddress", ipAddress ?? "unknown")).isGiven) return { kind: "slowDown" };
  const tokenHash = readLinkToken("payout-share", token);
  if (!tokenHash) return { kind: "dead" };
  if (!(await takeTurn("publicLink", token)).isGiven) return { kind: "slowDown" };
  // One statement, so that a link which ends at this moment either counts and opens, or does neither.
  const [share] = await db().payoutShare.updateManyAndReturn({
    where: { tokenHash, endedAt: null, expiresAt: { gt: currentTime() } },
    data: { opens: { increment: 1 } },
    include: { payout: true },
  });
  return share ? told(share.payout) : { kind: "dead" };
}

function told(payout: Payout): OpenedShare {
  const standing = standingOf(payout);
  return { kind: "open", standing, say: sayOf(payout), expected: expectedTime({ standing, rail: payout.rail }) };
}

function sayOf(payout: Payout): Sentence {
  const { state, failureReason: reason, submittedAt, createdAt, sentAt, settledAt, stateAt, contradiction } = payout;
  if (!isPayoutState(state)) throw new Error(`There is no such state of a payout: ${state}.`);
  if (contradiction !== null) return ["What became of your payout is being looked into. You need not do anything."];
  const failureReason = reason === null ? null : isFailureReason(reason) ? reason : "unknown";
  return callerWords({ state, failureReason, submittedAt: submittedAt ?? createdAt, sentAt, settledAt, stateAt }).say;
}
