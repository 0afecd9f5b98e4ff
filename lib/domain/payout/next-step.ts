import { FAILURE_REASONS, type FailureMeaning, type FailureReason } from "./failure";
import type { HoldKind } from "./hold";
import type { PayoutState } from "./lifecycle";

/** Whose move it is, and what it is. */
export type NextStep = { readonly whose: string; readonly step: string };

export type NextStepFacts = {
  readonly state: PayoutState;
  readonly makerName: string;
  readonly providerLabel: string;
  readonly failureReason: FailureReason | null;
  readonly holdKind: HoldKind | null;
  /** When the desk looks at it by itself; null when it is a person's turn. */
  readonly nextCheckAt: Date | null;
};

export function nextStep(facts: NextStepFacts): NextStep {
  return STEPS[facts.state](facts);
}

const NOBODY: NextStep = { whose: "Nobody", step: "Its story is told." };

const STEPS: Readonly<Record<PayoutState, (facts: NextStepFacts) => NextStep>> = {
  draft: ({ makerName }) => ({ whose: makerName, step: "Submits it, or discards it." }),
  awaitingApproval: () => ({ whose: "A checker", step: "Approves or rejects it." }),
  approved: () => ({ whose: "Counterfoil", step: "Hands it to the provider by itself." }),
  held: ({ holdKind, nextCheckAt }) => afterHold(holdKind, nextCheckAt),
  dispatching: ({ providerLabel }) => ({ whose: providerLabel, step: "Answers; otherwise Counterfoil looks it up." }),
  unconfirmed: ({ providerLabel, nextCheckAt }) =>
    nextCheckAt
      ? { whose: "Counterfoil", step: `Asks ${providerLabel} again by itself. Nobody pays it another way meanwhile.` }
      : { whose: "A checker or an admin", step: `Finds out at ${providerLabel}. Nobody pays it another way meanwhile.` },
  inFlight: ({ providerLabel }) => ({ whose: providerLabel, step: "Pays it and says so." }),
  settled: () => NOBODY,
  discarded: () => NOBODY,
  rejected: ({ makerName }) => ({ whose: makerName, step: "May mend it." }),
  expired: ({ makerName }) => ({ whose: makerName, step: "May make it again." }),
  cancelled: () => NOBODY,
  refused: afterFailure,
  failed: afterFailure,
  returned: afterFailure,
};

function afterHold(kind: HoldKind | null, nextCheckAt: Date | null): NextStep {
  if (kind === "account") return { whose: "A checker", step: "Confirms the account by calling back." };
  if (kind === "accountRejected") return { whose: "A maker or a checker", step: "Cancels it, since its account was rejected." };
  if (kind === "frozen") return { whose: "Whoever lifts the freeze", step: "Two people, on the page of freezes." };
  if (kind === "balance") return { whose: "Finance", step: "Tops up the merchant account; then it goes by itself." };
  if (kind === "scheduled") return { whose: "Counterfoil", step: "Sends it on its day by itself, if nothing speaks against it then." };
  return nextCheckAt
    ? { whose: "Counterfoil", step: "Looks at it again by itself." }
    : { whose: "Operations", step: "Releases it once its cause is gone." };
}

const FAILURE_STEPS: Readonly<Record<FailureMeaning["actor"], (facts: NextStepFacts, mayRetry: boolean) => NextStep>> = {
  receiver: () => ({ whose: "The receiver", step: "Has to act first; then another payout may be made." }),
  maker: ({ makerName }) => ({ whose: makerName, step: "Corrects the facts in a new payout." }),
  merchant: () => ({ whose: "Finance", step: "Tops up the merchant account; then another payout may be made." }),
  operations: ({ providerLabel }) => ({ whose: "Operations", step: `Asks ${providerLabel} why, before another payout is made.` }),
  provider: ({ makerName, providerLabel }, mayRetry) =>
    mayRetry
      ? { whose: makerName, step: "May make another payout." }
      : { whose: "Operations", step: `Asks ${providerLabel} before another payout is made.` },
  admin: () => ({ whose: "An admin", step: "Renews the connection's credentials before another payout is made." }),
};

function afterFailure(facts: NextStepFacts): NextStep {
  const { actor, mayRetry } = FAILURE_REASONS[facts.failureReason ?? "unknown"];
  return FAILURE_STEPS[actor](facts, mayRetry);
}
