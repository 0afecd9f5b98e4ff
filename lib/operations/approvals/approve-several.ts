import { failed, ok, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type ApprovePayout, approvePayout, type Decided } from "./approve-payout";

export type ApproveSeveral = { readonly payouts: readonly Pick<ApprovePayout, "payoutId" | "shownHash">[] };

export type SeveralApproved = {
  readonly approved: readonly Decided[];
  readonly refused: readonly { readonly payoutId: string; readonly denial: Denial }[];
};

/**
 * Approves what was selected, one after another and each on its own: what is refused keeps none of the others back. What is of high risk as
 * it stands at that moment has to be opened first, whatever the list said.
 */
export async function approveSeveral(actor: Actor, { payouts }: ApproveSeveral): Promise<Result<SeveralApproved, Denial>> {
  if (!may(actor, "payout.approve")) return failed(denial("forbidden"));
  const approved: Decided[] = [];
  const refused: SeveralApproved["refused"][number][] = [];
  for (const { payoutId, shownHash } of payouts) {
    const answer = await approvePayout(actor, { payoutId, shownHash, isUnopened: true });
    if (answer.ok) approved.push(answer.value);
    // One proof is enough for all of them: the first to ask for it ends the round, and what is approved by then stays so.
    else if (answer.error.stepUp && approved.length === 0) return answer;
    else refused.push({ payoutId, denial: answer.error });
  }
  return ok({ approved, refused });
}
