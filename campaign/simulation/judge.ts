import * as z from "zod";
import { isFinal, isPayoutState } from "@/lib/domain/payout/lifecycle";
import type { LedgerRow } from "@/lib/providers/contract/simulator-spec";
import type { PayoutRow, Records } from "./desk";

// The provider's own ledger and the desk's rows, beside each other, when everything has come to rest.

export type ProblemKind =
  /** The provider has more than one that is paid, or may be. */
  | "doubled"
  /** What a person asked for is nowhere, or the provider has one that the desk does not know. */
  | "lost"
  /** Neither ended, nor due for another look, nor shown to a person with a reason. */
  | "withoutOwner"
  /** Called failed, refused or cancelled here, and paid there, or called paid here and not there; nobody was told. */
  | "calledWrongly"
  /** The amount at the provider is another. */
  | "wrongAmount"
  /** It left without the approval of somebody else than its maker, or without an attempt that says so. */
  | "unapproved"
  /** A deed ended in an error that nobody had foreseen. */
  | "stumbled";
export type Problem = { readonly kind: ProblemKind; readonly what: string };

/** Ended without payment, as the desk says. */
const CALLED_UNPAID = ["discarded", "rejected", "expired", "refused", "failed", "cancelled"];
const GONE_THERE = ["failed", "cancelled"];

/** A payout that needs nobody any more, or that a person has been shown with a reason. */
export function isAtRest({ state, contradiction, holdKind, enrolment, nextCheckAt }: PayoutRow): boolean {
  if (contradiction !== null) return true;
  if (!isPayoutState(state)) return false;
  if (isFinal(state) || state === "settled") return true;
  if (state === "held") return holdKind === "receiver" && enrolment === "refused";
  // Waits with its verdict for a person: the unconfirmed are a page of their own.
  return state === "unconfirmed" && nextCheckAt === null;
}

export async function judge(records: Records, ledger: readonly LedgerRow[], pressed: readonly string[]): Promise<readonly Problem[]> {
  records.hasChanged();
  const { payouts } = await records.snapshot();
  const problems: Problem[] = [];
  const there = (payout: PayoutRow) => ledger.filter((row) => row.idempotencyKey === payout.dispatchKey || row.reference === payout.number);

  for (const key of pressed) {
    if (!payouts.some((payout) => payout.submissionKey === key)) problems.push({ kind: "lost", what: "a submitted payout" });
  }
  for (const row of ledger) {
    if (!payouts.some((payout) => there(payout).includes(row))) problems.push({ kind: "lost", what: `unknown here: ${row.state}` });
  }
  for (const payout of payouts) {
    const booked = there(payout);
    const alive = booked.filter(({ state }) => !GONE_THERE.includes(state));
    const at = `${payout.amountMinor} is ${payout.state} here, ${booked.map(({ state }) => state).join(" and ") || "absent"} there`;
    if (alive.length > 1) problems.push({ kind: "doubled", what: at });
    if (!isAtRest(payout)) problems.push({ kind: "withoutOwner", what: at });
    if (booked.some(({ amountMinor }) => amountMinor !== payout.amountMinor)) problems.push({ kind: "wrongAmount", what: at });
    if (payout.contradiction === null) {
      if (CALLED_UNPAID.includes(payout.state) && alive.length > 0) problems.push({ kind: "calledWrongly", what: at });
      if (payout.state === "settled" && !alive.some(({ state }) => state === "settled" || state === "returned")) {
        problems.push({ kind: "calledWrongly", what: at });
      }
    }
    const requests = booked.reduce((sum, row) => sum + row.requests, 0);
    if (requests > payout.attempts) problems.push({ kind: "unapproved", what: `${at}: ${requests} requests, ${payout.attempts} attempts` });
  }
  return [...problems, ...(await judgeApprovals(records, payouts))];
}

async function judgeApprovals(records: Records, payouts: readonly PayoutRow[]): Promise<readonly Problem[]> {
  const wrong = await records.ask(
    z.object({ amountMinor: z.string() }),
    `SELECT p."amountMinor"::text FROM "payout" p WHERE p."id" = ANY($1) AND (
       (p."attempts" > 0 AND NOT EXISTS (SELECT FROM "approval_decision" d WHERE d."payoutId" = p."id" AND d."verdict" = 'approve' AND d."checkerId" <> p."makerId"))
       OR EXISTS (SELECT FROM "approval_decision" d WHERE d."payoutId" = p."id" AND d."checkerId" = p."makerId")
       OR EXISTS (SELECT FROM "attempt" a WHERE a."payoutId" = p."id" AND a."endedAt" IS NULL))`,
    [payouts.map(({ id }) => id)],
  );
  return wrong.map(({ amountMinor }) => ({ kind: "unapproved", what: amountMinor }));
}
