import { addMs, MINUTE_MS } from "@/lib/base/time";

/**
 * May a payout of which nobody knows whether it was paid be sent again? Computed, never guessed: from what the provider promises and
 * what its own records have shown.
 */
export type Verdict =
  /** The desk asks again under the same key by itself: the provider takes it once, however often it comes. */
  | { readonly kind: "safeByKey"; readonly why: string; readonly until: Date }
  /** The provider's own records show that it never arrived. Two people may send it again. */
  | { readonly kind: "safeToSendAgain"; readonly why: string }
  /** Something is there that may be it. */
  | { readonly kind: "notSafe"; readonly why: string }
  /** Too early to say; at `until` more is known. Null: only a person who looks at the provider's own pages can tell. */
  | { readonly kind: "cannotTellYet"; readonly why: string; readonly until: Date | null };

export type DoubtFacts = {
  readonly providerLabel: string;
  readonly duplicateGuard: "idempotencyKey" | "uniqueReference" | "none";
  /** For how long after the first sending the key is surely recognised; null where the provider names no time. */
  readonly replayWindowMs: number | null;
  /** The provider can be asked by our own reference. */
  readonly findsByReference: boolean;
  readonly firstSentAt: Date;
  readonly lastSentAt: Date;
  /** How often since the last sending the provider's own list did not have it, and when that was last. */
  readonly absentTimes: number;
  readonly lastAbsentAt: Date | null;
  readonly contradiction: string | null;
  /** Everything that may have been paid left with the settings that the connection has now. */
  readonly isSameAccount: boolean;
};

/** A list may run behind what was booked. No provider says by how much; this is far beyond anything that a request can take. */
const LIST_LAG_MS = 15 * MINUTE_MS;
/** One empty answer may be a fault of the provider's own. */
const ABSENCES_NEEDED = 3;

export function judgeDoubt(facts: DoubtFacts, now: Date): Verdict {
  const { providerLabel, contradiction, firstSentAt, lastSentAt, absentTimes, lastAbsentAt } = facts;
  if (contradiction !== null) {
    return { kind: "notSafe", why: `${providerLabel} shows something that may be this payout: ${contradiction}` };
  }
  if (!facts.isSameAccount) {
    const why = `The connection's settings have changed since it was sent, so what they open now proves nothing about it. Look for it in ${providerLabel}'s own pages, with the account that it was sent from.`;
    return { kind: "cannotTellYet", why, until: null };
  }
  const keyHoldsUntil = facts.replayWindowMs === null ? null : addMs(firstSentAt, facts.replayWindowMs);
  if (facts.duplicateGuard === "idempotencyKey" && keyHoldsUntil !== null && now < keyHoldsUntil) {
    const why = `${providerLabel} takes one key once, so the desk asks under the same key by itself until it has an answer.`;
    return { kind: "safeByKey", why, until: keyHoldsUntil };
  }
  if (!facts.findsByReference) {
    const why = `${providerLabel} cannot be asked by our reference, and the time in which its key surely holds is over. Look for it in ${providerLabel}'s own pages, and attach its id if it is there.`;
    return { kind: "cannotTellYet", why, until: null };
  }
  const provenFrom = addMs(lastSentAt, LIST_LAG_MS);
  if (absentTimes >= ABSENCES_NEEDED && lastAbsentAt !== null && lastAbsentAt >= provenFrom) {
    const minutes = Math.floor((lastAbsentAt.getTime() - lastSentAt.getTime()) / MINUTE_MS);
    const why = `${providerLabel} was asked ${absentTimes} times, the last time ${minutes} minutes after the last sending, and has no payout with our reference.`;
    return { kind: "safeToSendAgain", why };
  }
  const why = `${providerLabel}'s list may run behind. It is asked again by itself, and ${ABSENCES_NEEDED} answers that it is not there, the last of them 15 minutes after the sending, prove that it never arrived.`;
  return { kind: "cannotTellYet", why, until: now < provenFrom ? provenFrom : null };
}
