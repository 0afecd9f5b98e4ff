import { db } from "@/lib/db/client";
import type { Desk } from "@/lib/testing/desk";
import { PROVIDER_IDS } from "./sendable-payout";

// The providers' own ledgers beside the desk's rows, when everything has come to rest.

export type LedgerComparison = {
  readonly compared: number;
  readonly booked: number;
  /** Booked more than once. */
  readonly doubled: readonly string[];
  /** Paid there and called otherwise here, or the other way round. */
  readonly calledWrongly: readonly string[];
  readonly wrongAmounts: readonly string[];
  /** Booked there for nobody here. */
  readonly unknownHere: number;
  /** Neither ended, nor looked at again by itself, nor shown to a person. */
  readonly withoutOwner: readonly string[];
};

/** Where each state here leaves the provider; a payout that was refused may never have been booked. */
const THERE: Readonly<Record<string, readonly string[]>> = {
  settled: ["settled"],
  returned: ["returned"],
  // Ipay knows no other word for money that came back.
  failed: ["failed", "returned"],
  cancelled: ["cancelled", "none"],
  refused: ["none"],
};

/** `payoutIds`: those that are to be in the ledgers; what else the desk sent is only known to be ours. */
export async function compareLedgers(desk: Desk, payoutIds: readonly string[]): Promise<LedgerComparison> {
  const ledgers = (await Promise.all(PROVIDER_IDS.map((provider) => desk.ledger(provider)))).flat();
  const rows = await db().payout.findMany({ where: { merchantId: desk.merchant.id } });
  const wanted = new Set(payoutIds);
  const doubled: string[] = [];
  const calledWrongly: string[] = [];
  const wrongAmounts: string[] = [];
  const withoutOwner: string[] = [];
  let booked = 0;
  for (const payout of rows.filter(({ id }) => wanted.has(id))) {
    const mine = ledgers.filter(({ idempotencyKey, reference }) => idempotencyKey === payout.dispatchKey || reference === payout.number);
    const paid = mine.filter(({ state }) => state !== "failed" && state !== "cancelled");
    booked += mine.length;
    const told = `${payout.provider} ${payout.state} [${mine.map(({ state }) => state).join(", ") || "none"}]`;
    if (paid.length > 1 || mine.length > 1) doubled.push(told);
    if (mine.some(({ amountMinor }) => amountMinor !== payout.amountMinor.toFixed())) wrongAmounts.push(told);
    const there = THERE[payout.state];
    // On the chain nothing comes back by itself: BitPay goes on to call it complete, so nobody can know.
    const isUntold = payout.provider === "bitpay" && payout.state === "settled" && mine[0]?.state === "returned";
    const isShown = payout.contradiction !== null;
    if (there && !isShown && !isUntold && !there.includes(mine[0]?.state ?? "none")) calledWrongly.push(told);
    if (!there && payout.nextCheckAt === null && !isShown) withoutOwner.push(told);
  }
  const ours = new Set(rows.flatMap(({ dispatchKey, number }) => [dispatchKey, number]));
  const unknownHere = ledgers.filter(
    ({ idempotencyKey, reference }) => !ours.has(idempotencyKey ?? "") && !ours.has(reference ?? ""),
  ).length;
  return { compared: wanted.size, booked, doubled, calledWrongly, wrongAmounts, unknownHere, withoutOwner };
}
