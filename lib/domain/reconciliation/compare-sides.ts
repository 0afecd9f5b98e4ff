import { HOUR_MS, SECOND_MS } from "@/lib/base/time";
import type { ExplainedReason, FindingKind } from "./kinds";
import { isOutHere, isOutThere, type OurSide, type TheirSide } from "./sides";

/**
 * What came of one payout, or of one record that is nobody's. Every payout and every record that is handed in ends in exactly one of
 * these, so that nothing can be left out of the count; `compare-sides.test.ts` holds it to that.
 */
export type Outcome =
  | { readonly kind: "matched"; readonly ours: OurSide; readonly theirs: readonly TheirSide[] }
  | { readonly kind: "explained"; readonly reason: ExplainedReason; readonly ours: OurSide | null; readonly theirs: readonly TheirSide[] }
  | { readonly kind: "finding"; readonly finding: FindingKind; readonly ours: OurSide | null; readonly theirs: readonly TheirSide[] };

export type Comparison = {
  readonly ours: readonly OurSide[];
  readonly theirs: readonly TheirSide[];
  /** Numbers of the desk's own test payments. */
  readonly testNumbers: ReadonlySet<string>;
  /** When the account was connected: what it paid out before that is not the desk's. */
  readonly since: Date;
  /** `executedOnly`: what has not settled is not listed, so that its absence says nothing. */
  readonly lists: "everything" | "executedOnly";
  readonly now: Date;
};

/** For so long after a payout moved the two sides may differ: lists lag, webhooks travel. */
export const GRACE_MS = HOUR_MS;

/** Pure: the rows of both sides in, one outcome for each out. */
export function compareSides({ ours, theirs, testNumbers, since, lists, now }: Comparison): readonly Outcome[] {
  const byId = new Map(ours.flatMap((one) => (one.providerPayoutId === null ? [] : [[one.providerPayoutId, one] as const])));
  const byNumber = new Map(ours.map((one) => [one.number, one] as const));
  const found = new Map<OurSide, TheirSide[]>();
  const strangers: TheirSide[] = [];
  for (const record of oneOfEach(theirs)) {
    const mine = byId.get(record.providerPayoutId) ?? byNumber.get(record.payoutNumber ?? "");
    if (mine) found.set(mine, [...(found.get(mine) ?? []), record]);
    else strangers.push(record);
  }
  return [
    ...ours.map((one) => judge(one, found.get(one) ?? [], { lists, now })),
    ...strangers.map((record) => judgeStranger(record, { testNumbers, since })),
  ];
}

/** A list that moves while its pages are read shows a row twice; that is one record, the last seen. */
function oneOfEach(theirs: readonly TheirSide[]): Iterable<TheirSide> {
  return new Map(theirs.map((record) => [record.providerPayoutId, record] as const)).values();
}

function judgeStranger(record: TheirSide, { testNumbers, since }: Pick<Comparison, "testNumbers" | "since">): Outcome {
  const theirs = [record];
  if (testNumbers.has(record.payoutNumber ?? "")) return { kind: "explained", reason: "testPayment", ours: null, theirs };
  if (momentOf(record.at) < since.getTime()) return { kind: "explained", reason: "beforeDesk", ours: null, theirs };
  return { kind: "finding", finding: "unknownAtDesk", ours: null, theirs };
}

/** Providers write times in their own ways; one that cannot be read is not before anything. */
function momentOf(at: string | null): number {
  if (at === null) return Number.NaN;
  if (/^\d{10}$/.test(at)) return Number(at) * SECOND_MS;
  return /^\d{13}$/.test(at) ? Number(at) : Date.parse(at);
}

type Circumstances = Pick<Comparison, "lists" | "now">;

function judge(ours: OurSide, theirs: readonly TheirSide[], circumstances: Circumstances): Outcome {
  const [record, second] = theirs;
  if (!record) return judgeAbsence(ours, circumstances);
  if (second) return { kind: "finding", finding: "twice", ours, theirs };
  const { amount } = record;
  if (amount && amount.currency !== ours.amount.currency) return { kind: "finding", finding: "currencyDiffers", ours, theirs };
  if (amount && amount.minor !== ours.amount.minor) return { kind: "finding", finding: "amountDiffers", ours, theirs };
  return judgeStates(ours, record, circumstances);
}

function judgeAbsence(ours: OurSide, { lists, now }: Circumstances): Outcome {
  const explained = (reason: ExplainedReason): Outcome => ({ kind: "explained", reason, ours, theirs: [] });
  // Nothing of it is gone here, and the provider has nothing of it: the same is told by both.
  if (!isOutHere(ours.state)) return ours.state === "returned" ? explained("returned") : { kind: "matched", ours, theirs: [] };
  if (ours.state === "unconfirmed") return explained("inDoubt");
  if (lists === "executedOnly" && ours.state !== "settled") return explained("notListedYet");
  if (isFresh(ours, now)) return explained("justMoved");
  return { kind: "finding", finding: "missingAtProvider", ours, theirs: [] };
}

function judgeStates(ours: OurSide, record: TheirSide, { lists, now }: Circumstances): Outcome {
  const theirs = [record];
  const { status } = record;
  const isListedAsPaid = lists === "executedOnly" && status === "settled";
  if (ours.state === "returned" && (status === "returned" || isListedAsPaid))
    return { kind: "explained", reason: "returned", ours, theirs };
  // Whoever looked only after it had come back was told that it failed.
  if (ours.state === "failed" && status === "returned") return { kind: "explained", reason: "returned", ours, theirs };
  if (agrees(ours, record)) return { kind: "matched", ours, theirs };
  // What is final here and out there is the dangerous difference: called failed, and paid. It is never put down to haste.
  const isDangerous = !isOutHere(ours.state) && isOutThere(status);
  if (!isDangerous && isFresh(ours, now)) return { kind: "explained", reason: "justMoved", ours, theirs };
  return { kind: "finding", finding: "stateDiffers", ours, theirs };
}

function agrees({ state }: OurSide, { status }: TheirSide): boolean {
  if (state === "inFlight") return status === "received" || status === "inFlight" || status === "needsAction";
  if (state === "refused") return status === "failed" || status === "cancelled";
  return state === status;
}

function isFresh({ stateAt }: OurSide, now: Date): boolean {
  return now.getTime() - stateAt.getTime() < GRACE_MS;
}
