import type pg from "pg";
import { writeCursor } from "@/lib/domain/paging/cursor";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import { type HistoryAddress, historyAddress } from "@/lib/domain/payout/history-view";
import { countPayouts } from "@/lib/queries/count-payouts";
import { readHistory } from "@/lib/queries/read-history";
import { compare, type Measured } from "./measure";
import type { Bench } from "./open-bench";

const COLUMNS = `p."id", p."number", p."createdAt", p."stateAt", p."state", p."amountMinor"::text, p."currency", p."loop", p."provider",
  c."name", p."reference", p."receiverName", p."accountMasked", p."makerName", p."contradiction" IS NOT NULL`;

/** The page's rows as a hand-written statement reads them. */
function floorOf(client: pg.Client, name: string, condition: string, values: readonly unknown[]) {
  const text = `SELECT ${COLUMNS} FROM (SELECT * FROM "payout" p WHERE ${condition} ORDER BY p."createdAt" DESC, p."id" DESC LIMIT 51) p
    JOIN "connection" c ON c."id" = p."connectionId" ORDER BY p."createdAt" DESC, p."id" DESC`;
  return () => client.query({ name, text, values: [...values] });
}

/** The history's rows and totals, each against the same rows by a prepared statement over `pg`. */
export async function benchHistory({ merchantId, rows }: Bench, client: pg.Client): Promise<readonly Measured[]> {
  const whose = { merchantId, timeZone: "Europe/London" };
  const page = (words: Readonly<Record<string, string | readonly string[]>>) => {
    const address: HistoryAddress = historyAddress((name) => [words[name] ?? []].flat());
    return () => readHistory(whose, address);
  };
  const totals = (raw: Readonly<Record<string, string>>) => () => countPayouts({ ...whose, filters: readPayoutFilters(raw).filters });
  const sixtyDays = new Date(Date.now() - 60 * 86_400_000).toISOString();
  const deep = await client.query(
    'SELECT "id", "createdAt" FROM "payout" WHERE "merchantId" = $1 ORDER BY "createdAt", "id" OFFSET 500 LIMIT 1',
    [merchantId],
  );
  const last: { id: string; createdAt: Date } = deep.rows[0];
  const ours = 'p."merchantId" = $1';
  const by = (name: string, condition: string, ...values: unknown[]) =>
    floorOf(client, name, `${ours} ${condition}`, [merchantId, ...values]);

  return [
    await compare({ name: "newest 50", product: page({}), floor: by("newest", "") }),
    await compare({
      name: "five filters",
      product: page({ state: "settled", provider: "ivy", currency: "EUR", loop: "closed", from: sixtyDays }),
      floor: by(
        "five",
        'AND p."state" = $2 AND p."provider" = $3 AND p."currency" = $4 AND p."loop" = $5 AND p."createdAt" >= $6',
        "settled",
        "ivy",
        "EUR",
        "closed",
        new Date(sixtyDays),
      ),
    }),
    await compare({
      name: "last page",
      product: page({ older: writeCursor({ at: last.createdAt, id: last.id }) }),
      floor: by("deep", 'AND (p."createdAt", p."id") < ($2, $3)', last.createdAt, last.id),
    }),
    await compare({
      name: "failed, by reason",
      product: page({ failureReason: "accountClosed" }),
      floor: by("failed", 'AND p."failureReason" = $2', "accountClosed"),
    }),
    await compare({
      name: "text, common",
      product: page({ q: "schmidt" }),
      floor: by("common", `AND p."searchText" LIKE '%schmidt%'`),
    }),
    await compare({
      name: "text, rare",
      product: page({ q: last.id.slice(-6).toLowerCase() }),
      floor: by("rare", 'AND p."searchText" LIKE $2', `%${last.id.slice(-6).toLowerCase()}%`),
      times: 30,
    }),
    await compare({
      name: "totals up to the bound",
      product: totals({ state: "failed", from: sixtyDays }),
      floor: () =>
        client.query({
          name: "totals",
          text: 'SELECT "currency", count(*), sum("amountMinor") FROM "payout" WHERE "merchantId" = $1 AND "state" = $2 AND "createdAt" >= $3 GROUP BY 1',
          values: [merchantId, "failed", new Date(sixtyDays)],
        }),
      times: 30,
    }),
    await compare({
      name: "totals of everything",
      product: totals({}),
      floor: () =>
        client.query('SELECT "currency", count(*), sum("amountMinor") FROM "payout" WHERE "merchantId" = $1 GROUP BY 1', [merchantId]),
      times: 10,
      note: `an estimate, against counting ${rows.toLocaleString("en-GB")}`,
    }),
  ];
}
