import * as z from "zod";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db, type Tx } from "@/lib/db/client";
import type { Connection, Payout } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { AT_PROVIDER_STATES } from "@/lib/domain/payout/lifecycle";
import type { OurSide, TheirSide } from "@/lib/domain/reconciliation/sides";
import { asLocked } from "@/lib/operations/payouts/lock-payout";

export type Window = { readonly from: Date; readonly to: Date };

/** What has not ended is compared for this long, however old it is. */
const LONGEST_ON_ITS_WAY_MS = 90 * DAY_MS;

const Due = z.array(z.object({ id: z.string(), firstSentAt: z.date() }));

/** Payouts with an attempt or an end within the window, and those whose end is not known; each with when it was first handed over. */
export async function payoutsDue(tx: Tx, { id }: Pick<Connection, "id">, { from, to }: Window): Promise<z.infer<typeof Due>> {
  const rows = await tx.$queryRaw`
    WITH due AS (
      SELECT p."id" FROM "attempt" a JOIN "payout" p ON p."id" = a."payoutId"
      WHERE p."connectionId" = ${id} AND a."startedAt" BETWEEN ${from} AND ${to}
      UNION
      SELECT p."id" FROM "payout" p WHERE p."connectionId" = ${id} AND p."settledAt" BETWEEN ${from} AND ${to}
      UNION
      SELECT p."id" FROM "payout" p WHERE p."connectionId" = ${id} AND p."state" = ANY (${[...AT_PROVIDER_STATES]})
        AND p."createdAt" > ${addMs(to, -LONGEST_ON_ITS_WAY_MS)}
    )
    SELECT due."id", min(a."startedAt") AS "firstSentAt" FROM due JOIN "attempt" a ON a."payoutId" = due."id" GROUP BY due."id"`;
  return Due.parse(rows);
}

export type OurBooks = {
  readonly payouts: readonly OurSide[];
  /** Minor units that are out, by currency, over all time. */
  readonly outMinor: ReadonlyMap<Currency, bigint>;
  readonly testNumbers: ReadonlySet<string>;
};

/** Our side as of one moment, read after theirs: what was sent since is on neither list, and known to be new. */
export async function loadOurSide(row: Connection, window: Window, records: readonly TheirSide[]): Promise<OurBooks> {
  return db().$transaction(
    async (tx) => {
      const ids = (await payoutsDue(tx, row, window)).map(({ id }) => id);
      const named = { ids: records.map(({ providerPayoutId }) => providerPayoutId), numbers: records.flatMap(numbersOf) };
      const payouts = new Map<string, OurSide>();
      const take = (found: readonly Payout[]) => {
        for (const payout of found) payouts.set(payout.id, sideOf(payout));
      };
      const connectionId = row.id;
      for (const some of inChunks(ids)) take(await tx.payout.findMany({ where: { connectionId, id: { in: some } } }));
      for (const some of inChunks(named.ids)) take(await tx.payout.findMany({ where: { connectionId, providerPayoutId: { in: some } } }));
      for (const some of inChunks(named.numbers)) take(await tx.payout.findMany({ where: { connectionId, number: { in: some } } }));
      return {
        payouts: [...payouts.values()],
        outMinor: await sumOut(tx, connectionId),
        testNumbers: await testNumbersOf(tx, connectionId),
      };
    },
    { isolationLevel: "RepeatableRead", timeout: 60_000, maxWait: 5_000 },
  );
}

function numbersOf({ payoutNumber }: TheirSide): string[] {
  return payoutNumber === null ? [] : [payoutNumber];
}

function sideOf(payout: Payout): OurSide {
  const { id: payoutId, number, providerPayoutId, state, stateAt } = asLocked(payout);
  return { payoutId, number, providerPayoutId, state, stateAt, amount: moneyOf(payout.amountMinor, payout.currency) };
}

const Sums = z.array(z.object({ currency: z.enum(CURRENCIES), minor: z.string() }));

async function sumOut(tx: Tx, connectionId: string): Promise<ReadonlyMap<Currency, bigint>> {
  const rows = await tx.$queryRaw`
    SELECT "currency", sum("amountMinor")::text AS "minor" FROM "payout"
    WHERE "connectionId" = ${connectionId} AND "state" IN ('dispatching', 'unconfirmed', 'inFlight', 'settled') GROUP BY "currency"`;
  return new Map(Sums.parse(rows).map(({ currency, minor }) => [currency, BigInt(minor)]));
}

async function testNumbersOf(tx: Tx, connectionId: string): Promise<ReadonlySet<string>> {
  const runs = await tx.preflightRun.findMany({ where: { connectionId }, select: { testNumber: true } });
  return new Set(runs.map(({ testNumber }) => testNumber));
}

/** PostgreSQL takes some thirty thousand values in one question. */
const MOST_VALUES = 10_000;

function* inChunks<T>(all: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < all.length; start += MOST_VALUES) yield all.slice(start, start + MOST_VALUES);
}
