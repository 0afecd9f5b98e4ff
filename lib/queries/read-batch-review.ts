import * as z from "zod";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { readUsualFees } from "@/lib/db/usual-fees";
import type { Actor } from "@/lib/domain/access/actor";
import { type ForeseenNeeds, foreseeNeeds } from "./foresee-needs";

/** Every payout out of one connection, in one currency, one way. */
export type ReviewGroup = {
  readonly connectionName: string;
  readonly loop: "closed" | "open";
  readonly rows: number;
  readonly sum: Money;
  readonly largest: {
    readonly line: number;
    readonly name: string;
    readonly amount: Money;
  };
};

export type ReviewBalance = {
  readonly connectionName: string;
  readonly sum: Money;
  /** Null where it was never read. */
  readonly before: Money | null;
  readonly after: Money | null;
  /** By what was taken for the last payouts; null where no provider has said so of any. */
  readonly fee: Money | null;
};

export type BatchReview = {
  readonly rows: number;
  readonly closed: number;
  readonly totals: readonly { readonly rows: number; readonly sum: Money }[];
  readonly groups: readonly ReviewGroup[];
  readonly balances: readonly ReviewBalance[];
  /** Rows that are paid in spite of a doubt, with whose word it is. */
  readonly overridden: readonly { readonly line: number; readonly name: string; readonly reason: string; readonly byName: string }[];
  readonly overriddenCount: number;
  readonly needs: ForeseenNeeds;
};

const Group = z.array(
  z.object({
    connectionId: z.string(),
    currency: z.enum(CURRENCIES),
    loop: z.enum(["closed", "open"]),
    rows: z.int(),
    minor: z.string().transform(BigInt),
    line: z.int(),
  }),
);
const MOST_OVERRIDDEN = 50;

/** What would happen to money if the rows that are ready were submitted now. */
export async function readBatchReview(actor: Actor, batchId: string): Promise<BatchReview> {
  const { merchantId } = actor;
  const [groups, connections, overriddenCount, overridden] = await Promise.all([
    db().$queryRaw`
      SELECT "connectionId", "currency", "loop", count(*)::int AS "rows", sum("amountMinor")::text AS "minor",
        (array_agg("line" ORDER BY "amountMinor" DESC, "line"))[1] AS "line"
      FROM "batch_row" WHERE "batchId" = ${batchId} AND "merchantId" = ${merchantId} AND "state" = 'ready' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.then(
      (rows) => Group.parse(rows),
    ),
    db().connection.findMany({ where: { merchantId }, include: { balances: true } }),
    db().batchRow.count({ where: { batchId, merchantId, state: "ready", reason: { not: null } } }),
    db().batchRow.findMany({
      where: { batchId, merchantId, state: "ready", reason: { not: null } },
      select: { line: true, name: true, reason: true, reasonByName: true },
      orderBy: { line: "asc" },
      take: MOST_OVERRIDDEN,
    }),
  ]);
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const reviewed = await Promise.all(
    groups.map(async ({ connectionId, currency, loop, rows, minor, line }) => {
      const connection = byId.get(connectionId);
      const { name, amountMinor } = await db().batchRow.findUniqueOrThrow({ where: { batchId_line: { batchId, line } } });
      if (amountMinor === null) throw new Error(`Row ${line} of batch ${batchId} is ready and has no amount.`);
      const largest = { line, name, amount: moneyOf(amountMinor, currency) };
      return { connectionName: connection?.name ?? "", loop, rows, sum: { minor, currency }, largest };
    }),
  );
  const feeOf = await readUsualFees(
    db(),
    merchantId,
    groups.map(({ connectionId }) => connectionId),
  );
  const sums = new Map<string, { connectionId: string; currency: Currency; minor: bigint; payouts: number }>();
  const totals = new Map<Currency, { minor: bigint; rows: number }>();
  for (const { connectionId, currency, minor, rows } of groups) {
    const key = `${connectionId} ${currency}`;
    const { minor: before = 0n, payouts = 0 } = sums.get(key) ?? {};
    sums.set(key, { connectionId, currency, minor: before + minor, payouts: payouts + rows });
    const total = totals.get(currency) ?? { minor: 0n, rows: 0 };
    totals.set(currency, { minor: total.minor + minor, rows: total.rows + rows });
  }
  return {
    rows: groups.reduce((sum, { rows }) => sum + rows, 0),
    closed: groups.reduce((sum, { loop, rows }) => sum + (loop === "closed" ? rows : 0), 0),
    totals: [...totals].map(([currency, { minor, rows }]) => ({ rows, sum: { minor, currency } })),
    groups: reviewed,
    balances: [...sums.values()].map(({ connectionId, currency, minor, payouts }) => {
      const connection = byId.get(connectionId);
      const read = connection?.balances.find((balance) => balance.currency === currency);
      const before = read ? moneyOf(read.availableMinor, currency) : null;
      const after = before && { minor: before.minor - minor, currency };
      return {
        connectionName: connection?.name ?? "",
        sum: { minor, currency },
        before,
        after,
        fee: feeOf({ connectionId, currency, payouts }),
      };
    }),
    overridden: overridden.map(({ line, name, reason, reasonByName }) => ({
      line,
      name,
      reason: reason ?? "",
      byName: reasonByName ?? "",
    })),
    overriddenCount,
    needs: await foreseeNeeds(actor, batchId),
  };
}
