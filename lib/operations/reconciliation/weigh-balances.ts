import * as z from "zod";
import type { Currency } from "@/lib/base/currency";
import type { Tx } from "@/lib/db/client";
import { decimalOf, minorOf } from "@/lib/db/minor";
import type { Outcome } from "@/lib/domain/reconciliation/compare-sides";
import { type BalanceVerdict, judgeBalance, type Reading } from "@/lib/domain/reconciliation/judge-balance";
import { differenceOf, isOutThere, type TheirSide } from "@/lib/domain/reconciliation/sides";
import type { Claim } from "./claim-run";
import type { OurBooks } from "./load-our-side";
import type { ProviderSide } from "./read-their-side";

/** One currency of the account: what is there, and whether it is what it should be. */
export type WeighedBalance = { readonly currency: Currency; readonly balanceMinor: bigint; readonly verdict: BalanceVerdict };

type Scales = {
  readonly claim: Claim;
  readonly side: ProviderSide;
  readonly books: OurBooks;
  readonly outcomes: readonly Outcome[];
  readonly now: Date;
};

/**
 * The third way: money. Movements are kept, each once; the balance is held against the last one that added up, which stays the
 * measure until the next that does. So a cent that is missing today is still missing tomorrow.
 */
export async function weighBalances(tx: Tx, { claim: { run }, side, books, outcomes, now }: Scales): Promise<readonly WeighedBalance[]> {
  const { connectionId, merchantId } = run;
  await keepMovements(tx, { connectionId, merchantId, side, now });
  if (!side.balances) return [];
  const payoutCurrencies = [...books.outMinor.keys()];
  // Paid in one currency and taken from another: no sum of payouts tells what the balance should be.
  if (side.movements === null && payoutCurrencies.some((currency) => !side.balances?.has(currency))) return [];

  const kept = await tx.reconciliationBalance.findMany({ where: { connectionId } });
  const isOut = side.movements === null ? outByRecords(books, outcomes) : await outWithoutMovement(tx, connectionId, side);
  const weighed: WeighedBalance[] = [];
  for (const [currency, balanceMinor] of side.balances) {
    const reading = { balanceMinor, outMinor: isOut.get(currency) ?? 0n, unsureMinor: sumOf(side.records, currency, isReceived) };
    const row = kept.find((one) => one.currency === currency);
    const before = row
      ? { balanceMinor: minorOf(row.balanceMinor), outMinor: minorOf(row.outMinor), unsureMinor: minorOf(row.unsureMinor) }
      : null;
    const movedMinor = side.movements === null || !row ? null : await movedSince(tx, { connectionId, currency, since: row.readAt });
    const verdict = judgeBalance({ before, now: reading, movedMinor });
    weighed.push({ currency, balanceMinor, verdict });
    if (verdict.kind === "first" || verdict.kind === "addsUp" || verdict.kind === "moneyCameIn") {
      await keepReading(tx, { connectionId, merchantId, currency, reading, now });
    }
  }
  return weighed;
}

type Keeping = { readonly connectionId: string; readonly merchantId: string; readonly now: Date };

async function keepMovements(tx: Tx, { connectionId, merchantId, side, now }: Keeping & { readonly side: ProviderSide }): Promise<void> {
  const moved = (side.movements ?? []).filter(({ isPending = false }) => !isPending);
  if (moved.length === 0) return;
  await tx.reconciliationMovement.createMany({
    skipDuplicates: true,
    data: moved.map(({ id, kind, amount, providerPayoutId, at }) => ({
      ...{ connectionId, merchantId, movementId: id, kind, providerPayoutId, at, seenAt: now },
      ...{ currency: amount.currency, amountMinor: decimalOf(amount.minor) },
    })),
  });
}

async function movedSince(tx: Tx, asked: { connectionId: string; currency: Currency; since: Date }): Promise<bigint> {
  const { connectionId, currency, since } = asked;
  const moved = await tx.reconciliationMovement.aggregate({
    where: { connectionId, currency, seenAt: { gt: since } },
    _sum: { amountMinor: true },
  });
  return moved._sum.amountMinor === null ? 0n : minorOf(moved._sum.amountMinor);
}

/** By the provider's records: ours over all time, and where this window showed more or less than ours, by so much more or less. */
function outByRecords({ outMinor }: OurBooks, outcomes: readonly Outcome[]): ReadonlyMap<Currency, bigint> {
  const sums = new Map(outMinor);
  for (const { ours, theirs } of outcomes) {
    for (const [currency, minor] of differenceOf(ours, theirs)) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  }
  return sums;
}

const Ids = z.array(z.object({ id: z.string() }));

/** Set aside, as far as the provider sets aside: taken by it, and not among the movements yet. */
async function outWithoutMovement(tx: Tx, connectionId: string, side: ProviderSide): Promise<ReadonlyMap<Currency, bigint>> {
  const waiting = side.lists === "everything" ? side.records.filter(({ status }) => isOutThere(status)) : [];
  const ids = waiting.map(({ providerPayoutId }) => providerPayoutId);
  const rows = await tx.$queryRaw`
    SELECT "providerPayoutId" AS "id" FROM "reconciliation_movement"
    WHERE "connectionId" = ${connectionId} AND "kind" = 'payout' AND "providerPayoutId" = ANY (${ids})`;
  const moved = new Set(Ids.parse(rows).map(({ id }) => id));
  const sums = new Map<Currency, bigint>();
  for (const { providerPayoutId, amount } of new Map(waiting.map((record) => [record.providerPayoutId, record])).values()) {
    if (!amount || moved.has(providerPayoutId)) continue;
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor);
  }
  return sums;
}

function isReceived({ status }: TheirSide): boolean {
  return status === "received";
}

function sumOf(records: readonly TheirSide[], currency: Currency, isWanted: (record: TheirSide) => boolean): bigint {
  return records.filter(isWanted).reduce((sum, { amount }) => (amount?.currency === currency ? sum + amount.minor : sum), 0n);
}

async function keepReading(tx: Tx, kept: Keeping & { readonly currency: Currency; readonly reading: Reading }): Promise<void> {
  const { connectionId, merchantId, currency, reading, now } = kept;
  const facts = {
    balanceMinor: decimalOf(reading.balanceMinor),
    outMinor: decimalOf(reading.outMinor),
    unsureMinor: decimalOf(reading.unsureMinor),
    readAt: now,
  };
  await tx.reconciliationBalance.upsert({
    where: { connectionId_currency: { connectionId, currency } },
    update: facts,
    create: { connectionId, merchantId, currency, ...facts },
  });
}
