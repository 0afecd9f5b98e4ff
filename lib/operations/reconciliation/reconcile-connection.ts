import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db, type Tx } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { compareSides, type Outcome } from "@/lib/domain/reconciliation/compare-sides";
import { balanceFinding, findingOf } from "@/lib/domain/reconciliation/finding";
import { storeMovements } from "@/lib/operations/payment-sources/store-movements";
import { enqueue } from "@/lib/queue/enqueue";
import { type Claim, claimRun } from "./claim-run";
import { loadOurSide, type OurBooks, payoutsDue, type Window } from "./load-our-side";
import { type ProviderSide, readTheirSide } from "./read-their-side";
import { recordFindings } from "./record-findings";
import { type WeighedBalance, weighBalances } from "./weigh-balances";

/** `busy`: somebody else is at it, or has taken it over; nothing was written here. */
export type Reconciled = "read" | "unread" | "busy";

/**
 * Holds what the desk believes against what the provider says, payout by payout and in the balance. It reads and compares, and moves
 * nothing: what looks different is asked for again the usual way, and a person sees the rest. A run is written whole or not at all.
 */
export async function reconcileConnection({ connectionId }: { connectionId: string }): Promise<Reconciled> {
  const row = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  const claim = await claimRun(row);
  if (!claim) return "busy";
  crashPoint("reconcile.claimed");
  const window = await windowOf(row);
  const answer = await readTheirSide({ row, claim, window: await listWindowOf(row, window) });
  if (answer.kind === "overtaken") return "busy";
  if (answer.kind === "unread") return endUnread(claim, answer.why);

  crashPoint("reconcile.read");
  const { side } = answer;
  // Whatever no webhook told of is learnt here: what came in may be sent back.
  await storeMovements(row, side.movements ?? [], window.to);
  const books = await loadOurSide(row, window, side.records);
  const { lists, records: theirs } = side;
  const now = currentTime();
  const outcomes = compareSides({ ours: books.payouts, theirs, testNumbers: books.testNumbers, since: row.createdAt, lists, now });
  return inTransaction((tx) => write(tx, { claim, window, side, books, outcomes, now }));
}

/** Every run looks back so far behind the last: what changed late is seen, and an outage leaves no gap. */
const OVERLAP_MS = 7 * DAY_MS;
/** Providers have clocks of their own, and some know days only. */
const MARGIN_MS = DAY_MS;

async function windowOf({ id, createdAt }: Connection): Promise<Window> {
  const to = currentTime();
  const last = await db().reconciliationRun.findFirst({ where: { connectionId: id, outcome: "read" }, orderBy: { startedAt: "desc" } });
  const from = addMs(last?.windowTo ?? to, -OVERLAP_MS);
  // What the account paid out before it was connected is not the desk's.
  return { from: from > createdAt ? from : createdAt, to };
}

/** Wide enough that whatever we look for must be on it. */
async function listWindowOf(row: Connection, window: Window): Promise<Window> {
  const due = await payoutsDue(db(), row, window);
  const earliest = Math.min(window.from.getTime(), ...due.map(({ firstSentAt }) => firstSentAt.getTime()));
  return { from: addMs(new Date(earliest), -MARGIN_MS), to: addMs(window.to, MARGIN_MS) };
}

async function endUnread({ run, token }: Claim, fault: string): Promise<Reconciled> {
  const held = { id: run.id, claim: token, endedAt: null };
  const ended = await db().reconciliationRun.updateMany({ where: held, data: { endedAt: currentTime(), outcome: "unread", fault } });
  return ended.count === 1 ? "unread" : "busy";
}

type Compared = {
  readonly claim: Claim;
  readonly window: Window;
  readonly side: ProviderSide;
  readonly books: OurBooks;
  readonly outcomes: readonly Outcome[];
  readonly now: Date;
};

async function write(tx: Tx, { claim, window, side, books, outcomes, now }: Compared): Promise<Reconciled> {
  const { run, token } = claim;
  // Held from here on: whoever was faster has ended it, and then nothing of this counts.
  const held = await tx.reconciliationRun.updateMany({ where: { id: run.id, claim: token, endedAt: null }, data: { claimedAt: now } });
  if (held.count === 0) return "busy";
  const weighed = await weighBalances(tx, { claim, side, books, outcomes, now });
  const seen = [
    ...outcomes.flatMap((outcome) => (outcome.kind === "finding" ? [findingOf(outcome)] : [])),
    ...weighed.flatMap(({ verdict, ...balance }) =>
      verdict.kind === "differs" ? [balanceFinding({ ...balance, expectedMinor: verdict.expectedMinor })] : [],
    ),
  ];
  const recorded = await recordFindings(tx, { run, seen, areBalancesWeighed: weighed.length > 0, now });
  crashPoint("reconcile.recorded");
  await askAgain(tx, outcomes);
  await tx.reconciliationRun.update({
    where: { id: run.id },
    data: {
      ...{ endedAt: now, outcome: "read", windowFrom: window.from, windowTo: window.to },
      ...{ matched: countOf(outcomes, "matched"), explained: countOf(outcomes, "explained") + recorded.explained, open: recorded.open },
      ...{ reasons: reasonsOf(outcomes), balances: weighed.map(asJson) },
    },
  });
  return "read";
}

/** Of what differs, at most so many are asked for at once; the next run asks for more. */
const MOST_LOOK_UPS = 200;

/** What the provider tells otherwise goes the usual way: a look-up, whose observation may move the payout. This never does. */
async function askAgain(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const payoutIds = outcomes.flatMap((outcome) => (isWorthALook(outcome) && outcome.ours ? [outcome.ours.payoutId] : []));
  for (const payoutId of payoutIds.slice(0, MOST_LOOK_UPS)) await enqueue(tx, "lookUpPayout", { payoutId });
}

function isWorthALook(outcome: Outcome): boolean {
  if (outcome.kind === "finding") return outcome.finding === "stateDiffers" || outcome.finding === "missingAtProvider";
  return outcome.kind === "explained" && outcome.reason === "justMoved" && outcome.theirs.length > 0;
}

function countOf(outcomes: readonly Outcome[], kind: Outcome["kind"]): number {
  return outcomes.filter((outcome) => outcome.kind === kind).length;
}

function reasonsOf(outcomes: readonly Outcome[]): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const outcome of outcomes) {
    if (outcome.kind === "explained") reasons[outcome.reason] = (reasons[outcome.reason] ?? 0) + 1;
  }
  return reasons;
}

function asJson({ currency, balanceMinor, verdict }: WeighedBalance) {
  const minor = verdict.kind === "moneyCameIn" ? verdict.minor : verdict.kind === "differs" ? balanceMinor - verdict.expectedMinor : 0n;
  return { currency, balanceMinor: balanceMinor.toString(), verdict: verdict.kind, minor: minor.toString() };
}
