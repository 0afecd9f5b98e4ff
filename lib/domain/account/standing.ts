import { addMs, HOUR_MS } from "@/lib/base/time";
import type { AccountRule } from "@/lib/domain/approval/policy";
import type { AccountKind } from "./address";

/** How an account got here. `receiver`: typed by the receiver, on a page that somebody here sent them. */
export const ACCOUNT_ORIGINS = ["screen", "api", "receiver", "import", "payeeCheck"] as const;
export type AccountOrigin = (typeof ACCOUNT_ORIGINS)[number];

/** `proposed`: it waits for its second person. Only what is confirmed is ever paid. `superseded`: changed again before anybody decided. */
export const ACCOUNT_STANDINGS = ["proposed", "confirmed", "rejected", "superseded"] as const;
export type AccountStanding = (typeof ACCOUNT_STANDINGS)[number];

export type StandingFacts = {
  readonly needsConfirmation: boolean;
  readonly decision: { readonly verdict: string } | null;
};

export function standingOf({ needsConfirmation, decision }: StandingFacts): AccountStanding {
  if (!needsConfirmation) return "confirmed";
  return decision ? readStanding(decision.verdict) : "proposed";
}

/** What stood in a proposal's way or was refused is history; an account says what its newest other version says. */
export function isInForce(version: StandingFacts): boolean {
  const standing = standingOf(version);
  return standing === "confirmed" || standing === "proposed";
}

export type AccountArrival = { readonly kind: AccountKind; readonly isPaidBefore: boolean; readonly origin?: AccountOrigin };

/**
 * Whether a second person has to confirm what an account is to say. A further account and a change to one that was never paid are as
 * new as a first account: otherwise the way round the rule would be to add one instead of changing one.
 */
export function needsConfirmation(rule: AccountRule, { kind, isPaidBefore, origin }: AccountArrival): boolean {
  // The provider itself has the merchant's own account on file; nobody here could have given a wrong one.
  if (kind === "ownAccount") return false;
  // A link proves who has the mailbox, and no more: whatever the policy, somebody calls back.
  if (origin === "receiver") return true;
  return isPaidBefore ? rule.confirmChanged : rule.confirmNew;
}

/** Until when nothing is paid to a version that has been in force since then; null when the rule asks for no such time, or it is over. */
export function coolsOffUntil(rule: AccountRule, { kind, since, now }: { kind: string; since: Date; now: Date }): Date | null {
  if (rule.coolOffHours === 0 || kind === "ownAccount") return null;
  const until = addMs(since, rule.coolOffHours * HOUR_MS);
  return until > now ? until : null;
}

function readStanding(verdict: string): AccountStanding {
  const standing = ACCOUNT_STANDINGS.find((one) => one === verdict);
  if (standing === undefined) throw new Error(`The database holds an unknown verdict on an account: ${verdict}.`);
  return standing;
}
