import { chance } from "@/lib/base/chance";
import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import { coolsOffUntil, standingOf } from "@/lib/domain/account/standing";
import { sayDay } from "@/lib/domain/calendar/working-days";
import type { HoldKind } from "@/lib/domain/payout/hold";
import { isAsSigned } from "@/lib/operations/approvals/is-as-signed";
import { waitForBreaker } from "@/lib/operations/connections/ask-leave";
import { wantEnrolment } from "@/lib/operations/enrolments/want-enrolment";
import { findFreeze } from "@/lib/operations/freezes/find-freeze";
import { findClosed } from "@/lib/operations/receivers/find-closed";
import { providerOf } from "@/lib/providers/registry";
import type { LockedPayout } from "./lock-payout";

/** Why an approved payout must wait, and when to look again; null there: when somebody wakes it, or at the schedule's next turn. */
export type Hindrance = { readonly kind: HoldKind; readonly sentence: string; readonly lookAgainAt: Date | null };

type Question = (tx: Tx, payout: LockedPayout) => Promise<Hindrance | null>;

/** Asked under the payout's lock, right before the first byte. The first answer is the one that people read. */
const QUESTIONS: readonly Question[] = [
  isNotAsSigned,
  connectionIsOff,
  isFrozen,
  receiverIsClosed,
  accountIsNotConfirmed,
  isResting,
  // Before its day comes: making a receiver known may take longer than that.
  receiverIsNotReady,
  isScheduled,
  isProviderInTrouble,
  isShortOfMoney,
];

export async function findHindrance(tx: Tx, payout: LockedPayout): Promise<Hindrance | null> {
  for (const ask of QUESTIONS) {
    const hindrance = await ask(tx, payout);
    if (hindrance) return hindrance;
  }
  return null;
}

/** Nobody has approved this: it waits for somebody who takes the approval back and decides on what stands there now. */
async function isNotAsSigned(tx: Tx, payout: LockedPayout): Promise<Hindrance | null> {
  return (await isAsSigned(tx, payout)) ? null : { kind: "notAsSigned", sentence: NOT_AS_SIGNED, lookAgainAt: null };
}

const NOT_AS_SIGNED = "It is no longer what was approved, so it is not sent.";

async function connectionIsOff(tx: Tx, { connectionId }: LockedPayout): Promise<Hindrance | null> {
  const connection = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { state: true } });
  if (connection.state === "active") return null;
  return { kind: "connection", sentence: "The connection it leaves from is not active.", lookAgainAt: null };
}

/** Before the receiver's provider is told of it: an account that nobody has confirmed goes nowhere. */
async function accountIsNotConfirmed(tx: Tx, { receiverAccountVersionId: id, merchantId }: LockedPayout): Promise<Hindrance | null> {
  if (id === null) return null;
  const version = await tx.receiverAccountVersion.findUniqueOrThrow({
    where: { id },
    include: { decision: true, account: { select: { kind: true } } },
  });
  const { decision, version: number } = version;
  const standing = standingOf(version);
  if (standing === "confirmed") {
    const policy = await readPolicy(tx, merchantId);
    const since = decision?.decidedAt ?? version.createdAt;
    const until = coolsOffUntil(policy.accounts, { kind: version.account.kind, since, now: currentTime() });
    return until && { kind: "coolOff", sentence: "The account is so new that it is given time to be objected to.", lookAgainAt: until };
  }
  if (standing === "proposed") return { kind: "account", sentence: number === 1 ? NEW_ACCOUNT : CHANGED_ACCOUNT, lookAgainAt: null };
  const why =
    standing === "superseded" || !decision
      ? "The account was changed again before anybody confirmed it."
      : `${decision.decidedByName} rejected the account: ${decision.note}`;
  return { kind: "accountRejected", sentence: why, lookAgainAt: null };
}

const NEW_ACCOUNT = "The account is new, and nobody has called back to confirm it yet.";
const CHANGED_ACCOUNT = "The account was changed, and nobody has called back to confirm the change yet.";

/** Asked only once it is approved: nobody is written to by a provider on a maker's word alone. */
async function receiverIsNotReady(tx: Tx, payout: LockedPayout): Promise<Hindrance | null> {
  const { manifest } = providerOf(payout.provider);
  if (!manifest.enrolment) return null;
  const { state, nextStep, failureMessage } = await wantEnrolment(tx, payout);
  if (state === "ready") return null;
  const step = nextStep ?? `The receiver is being made known to ${manifest.label}.`;
  const why = state === "refused" && failureMessage ? `${manifest.label} refused the receiver: "${failureMessage}" ` : "";
  return { kind: "receiver", sentence: `${why}${step}`, lookAgainAt: null };
}

async function isFrozen(tx: Tx, payout: LockedPayout): Promise<Hindrance | null> {
  const sentence = await findFreeze(tx, payout);
  // Lifting wakes what it held; the schedule's own turn is the net under that.
  return sentence === null ? null : { kind: "frozen", sentence, lookAgainAt: null };
}

async function receiverIsClosed(tx: Tx, payout: LockedPayout): Promise<Hindrance | null> {
  const sentence = await findClosed(tx, payout);
  // Opening wakes what it held.
  return sentence === null ? null : { kind: "closed", sentence, lookAgainAt: null };
}

const COME_BACK_SPREAD = 0.2;

/** Asked last: whoever is let through here as the one who tries again has to be on the way. */
async function isProviderInTrouble(tx: Tx, { connectionId: id, merchantId }: LockedPayout): Promise<Hindrance | null> {
  const trouble = await waitForBreaker(tx, { id, merchantId });
  if (!trouble) return null;
  const { until, isLockedOut } = trouble;
  const sentence = isLockedOut
    ? "The provider does not accept our credentials. When an admin has renewed them, it goes on by itself."
    : "The provider does not answer at the moment. It is tried again by itself.";
  const spreadMs = (until.getTime() - currentTime().getTime()) * COME_BACK_SPREAD * chance();
  return { kind: "outage", sentence, lookAgainAt: addMs(until, spreadMs) };
}

/** Time in which whoever approved it can take that back, where policy gives some. */
async function isResting(_tx: Tx, { approvedAt, holdMinutes }: LockedPayout): Promise<Hindrance | null> {
  // Where policy gives none, clocks that differ between machines hold nothing back.
  if (!approvedAt || holdMinutes === 0) return null;
  const until = addMs(approvedAt, holdMinutes * MINUTE_MS);
  if (until <= currentTime()) return null;
  return { kind: "resting", sentence: "Policy lets it rest after its approval, so that it can still be taken back.", lookAgainAt: until };
}

async function isScheduled(tx: Tx, { sendAfter, merchantId }: LockedPayout): Promise<Hindrance | null> {
  if (sendAfter === null || sendAfter <= currentTime()) return null;
  const { timeZone } = await tx.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  return { kind: "scheduled", sentence: `It is to be sent on ${sayDay(dayOf(sendAfter, timeZone))}.`, lookAgainAt: sendAfter };
}

/** A reading that is older than this says nothing: then the provider decides. */
const BALANCE_HOLDS_FOR_MS = 5 * MINUTE_MS;
const BALANCE_LOOK_MS = MINUTE_MS;

/** What has left since the balance was read is taken off it: two payouts at once must not both lean on the same money. */
async function isShortOfMoney(tx: Tx, { connectionId, currency, amountMinor }: LockedPayout): Promise<Hindrance | null> {
  const now = currentTime();
  const balance = await tx.connectionBalance.findUnique({ where: { connectionId_currency: { connectionId, currency } } });
  if (!balance || balance.readAt < addMs(now, -BALANCE_HOLDS_FOR_MS)) return null;
  // One after another until the commit: what the one before has taken must be seen.
  await tx.$queryRaw`
    SELECT "currency" FROM "connection_balance" WHERE "connectionId" = ${connectionId} AND "currency" = ${currency} FOR UPDATE`;
  const gone = await tx.payout.aggregate({
    where: {
      connectionId,
      currency,
      state: { in: ["dispatching", "unconfirmed", "inFlight", "settled"] },
      sentAt: { gte: balance.readAt },
    },
    _sum: { amountMinor: true },
  });
  const left = balance.availableMinor.sub(gone._sum.amountMinor ?? 0);
  if (left.gte(amountMinor)) return null;
  return { kind: "balance", sentence: "The merchant account has too little money for it.", lookAgainAt: addMs(now, BALANCE_LOOK_MS) };
}
