import { addMs, MINUTE_MS } from "@/lib/base/time";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";

/** For so long whoever rejected a payout may take that back; then it is its maker's to mend. */
const UNDO_REJECTION_MS = 10 * MINUTE_MS;

export type UndoFacts = {
  readonly state: PayoutState;
  readonly attempts: number;
  readonly holdKind: string | null;
  readonly makerId: string;
  readonly editorIds: readonly string[];
  /** The checker's own word in the present round. */
  readonly own: { readonly verdict: string; readonly at: Date } | null;
};

/**
 * Whether a checker may take a decision back: their own approval while nothing was ever handed to the provider, their own rejection for
 * some minutes; and anybody's approval of what is held because it is no longer what was approved.
 */
export function whyNotUndo(payout: UndoFacts, checker: Actor, now: Date): Denial | null {
  if (checker.kind !== "person" || !may(checker, "payout.approve")) return denial("forbidden");
  const { state, attempts, holdKind, makerId, editorIds, own } = payout;
  if (state === "rejected") {
    if (own?.verdict !== "reject") return denial("forbidden", "Only whoever rejected it can take that back.");
    return own.at < addMs(now, -UNDO_REJECTION_MS) ? denial("tooLate", "It went back to its maker, who can ask for it again.") : null;
  }
  if (attempts > 0 || (state !== "approved" && state !== "held" && state !== "awaitingApproval")) return denial("tooLate");
  const hadNoHand = makerId !== checker.personId && !editorIds.includes(checker.personId);
  if (own?.verdict === "approve" || (holdKind === "notAsSigned" && hadNoHand)) return null;
  return denial("forbidden", "Only whoever approved it can take that back.");
}
