import { type Actor, may } from "@/lib/domain/access/actor";
import { DENIALS } from "@/lib/domain/access/denial";
import { type ApprovalFacts, judgeApproval, type Lent } from "@/lib/domain/approval/judge-approval";
import { isAtProvider, isFinal, next, type PayoutState } from "./lifecycle";

/** What a person may do with a payout now. Only what the screen offers: each operation judges again, under lock. */
export const DEEDS = ["approve", "reject", "undo", "mend", "cancel", "lookUp", "repeat"] as const;
export type Deed = (typeof DEEDS)[number];

/** `why` is null when it may be done; otherwise the sentence that stands beside the greyed button. `inPlaceOf`: whose place it is done in. */
export type PossibleDeed = { readonly deed: Deed; readonly why: string | null; readonly inPlaceOf?: string };

export type DeedFacts = ApprovalFacts & {
  /** Whose places the reader may take for it. */
  readonly lent: readonly Lent[];
  readonly state: PayoutState;
  /** An attempt of ours may have reached the provider, so it may be paid whatever the state says. */
  readonly mayHaveLeft: boolean;
  /** The provider has it, and still lets go of it. */
  readonly cancelsThere: boolean;
  /** The reader's own decision, or one on what has changed since, that can still be taken back. */
  readonly canUndo: boolean;
};

/** Deeds whose time is past are left out; deeds that somebody else may do, or that must wait, stay with their reason. */
export function possibleDeeds(payout: DeedFacts, actor: Actor): readonly PossibleDeed[] {
  const decide = payout.state === "awaitingApproval" ? whyNotDecide(payout, actor) : "notNow";
  return [
    ...(decide === "notNow"
      ? []
      : [{ ...possible("approve", decide.approve), inPlaceOf: decide.inPlaceOf }, possible("reject", decide.reject)]),
    ...(payout.canUndo ? [possible("undo", null)] : []),
    ...(isMendable(payout.state) && !payout.mayHaveLeft && may(actor, "payout.create") ? [possible("mend", null)] : []),
    ...(payout.state === "rejected" && isMaker(payout, actor) ? [possible("cancel", null)] : []),
    ...(isFinal(payout.state) || payout.state === "settled" ? [] : [possible("cancel", whyNotCancel(payout, actor))]),
    ...(mayBeLookedUp(payout) ? [possible("lookUp", may(actor, "payout.lookUp") ? null : DENIALS.forbidden)] : []),
    // Not an answer to anything that happened: whoever never makes payouts need not read so on every page.
    ...(may(actor, "payout.create") ? [possible("repeat", null)] : []),
  ];
}

/** What is held before it was sent goes back to waiting for approval with the change. */
function isMendable(state: PayoutState): boolean {
  return next(state, "mend") !== null || state === "held";
}

type WhyNotDecide = { readonly approve: string | null; readonly reject: string | null; readonly inPlaceOf?: string };

function whyNotDecide(payout: DeedFacts, actor: Actor): WhyNotDecide {
  if (!may(actor, "payout.approve")) {
    const why = isMaker(payout, actor) ? DENIALS.makerIsChecker : "Only checkers decide on payouts.";
    return { approve: why, reject: why };
  }
  const verdict = judgeApproval(payout, actor, payout.lent);
  if (verdict.kind === "counts") return { approve: null, reject: null, inPlaceOf: verdict.as?.name };
  const why = verdict.sentence ?? DENIALS[verdict.code];
  // To stop it is not to sign it: whoever may decide at all need not wait for their step.
  return { approve: why, reject: verdict.code === "notYourStep" ? null : why };
}

function whyNotCancel(payout: DeedFacts, actor: Actor): string | null {
  if (payout.state === "inFlight" && payout.cancelsThere) return may(actor, "payout.cancel") ? null : "Makers and checkers can cancel it.";
  if (isAtProvider(payout.state) || payout.mayHaveLeft) return DENIALS.tooLate;
  if (!may(actor, "payout.cancel")) return "Makers and checkers can cancel it.";
  if (next(payout.state, "cancel")) return null;
  return isMaker(payout, actor) ? null : "While it waits for approval, only its maker can withdraw it. A checker can reject it.";
}

/** Once settled as well: a bank may have sent the money back since. */
function mayBeLookedUp({ state }: DeedFacts): boolean {
  return isAtProvider(state) || state === "settled";
}

function isMaker(payout: DeedFacts, actor: Actor): boolean {
  return actor.kind === "person" && actor.personId === payout.makerId;
}

function possible(deed: Deed, why: string | null): PossibleDeed {
  return { deed, why };
}
