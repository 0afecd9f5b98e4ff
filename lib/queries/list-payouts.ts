import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { narrowPayouts, type PayoutQuestion } from "@/lib/db/narrow-payouts";
import { type Cursor, NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";
import { PayoutRow } from "@/lib/domain/payout/history-view";

const Iso = z.date().transform((at) => at.toISOString());
const StoredRow = PayoutRow.extend({ createdAt: Iso, stateAt: Iso, settledAt: Iso.nullable(), goesOn: Iso.nullable() });

export type PayoutPage = {
  readonly rows: readonly PayoutRow[];
  /** Where the neighbouring pages begin; null where there is none. */
  readonly older: Cursor | null;
  readonly newer: Cursor | null;
  /** On a page that is held still: how many have come since above its first row, counted up to `NEWER_BOUND`. */
  readonly newerCount: number;
};

export const PAGE_SIZE = 50;
export const NEWER_BOUND = 100;

/** The history's one question: newest first, by keyset, so that page 10,000 costs what page 1 does. */
export async function listPayouts(
  question: PayoutQuestion,
  { position = NEWEST, limit = PAGE_SIZE }: { position?: PagePosition; limit?: number } = {},
): Promise<PayoutPage> {
  const where = await narrowPayouts(question);
  if (position.kind === "newer") {
    const rows = await readRows(where, sliceOf(position, limit + 1));
    // The last step back up lands on the newest page as a whole, not on what is left of it.
    if (rows.length <= limit) return listPayouts(question, { limit });
    const page = rows.slice(0, limit).reverse();
    return { rows: page, older: cursorOf(page.at(-1)), newer: cursorOf(page[0]), newerCount: 0 };
  }

  const [rows, newerCount] = await Promise.all([
    readRows(where, sliceOf(position, limit + 1)),
    position.kind === "from" ? countNewer(where, position.first) : 0,
  ]);
  const page = rows.slice(0, limit);
  const hasNewer = position.kind === "older" || newerCount > 0;
  return {
    rows: page,
    older: rows.length > limit ? cursorOf(page.at(-1)) : null,
    newer: hasNewer ? (cursorOf(page[0]) ?? cursorBefore(position)) : null,
    newerCount,
  };
}

const COLUMNS = Prisma.sql`p."id", p."number", p."createdAt", p."stateAt", p."state", p."amountMinor"::text AS "amountMinor", p."currency",
  p."loop", p."provider", c."name" AS "connectionName", p."reference", p."receiverName", p."accountMasked", p."makerName", p."assigneeName",
  p."orderId", p."rail", p."settledAt",
  CASE WHEN p."state" = 'held' AND p."holdKind" = 'scheduled' THEN p."sendAfter" END AS "goesOn", p."failureReason", p."providerPayoutId",
  p."contradiction" IS NOT NULL AS "isContradicted"`;

/** The statement behind a page, for whoever looks at its plan. */
export async function payoutPageQuery(question: PayoutQuestion, position: PagePosition, limit = PAGE_SIZE): Promise<Prisma.Sql> {
  return rowsQuery(await narrowPayouts(question), sliceOf(position, limit + 1));
}

type Slice = { side: Prisma.Sql; order: "falling" | "rising"; limit: number };

/** The page is cut before the connection's name is looked up, so the join never sees more than the page. */
function rowsQuery(where: Prisma.Sql, { side, order, limit }: Slice): Prisma.Sql {
  const direction = order === "falling" ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const slice = Prisma.sql`SELECT * FROM "payout" p WHERE ${where} ${side} ORDER BY p."createdAt" ${direction}, p."id" ${direction} LIMIT ${limit}`;
  return Prisma.sql`SELECT ${COLUMNS} FROM (${slice}) p JOIN "connection" c ON c."id" = p."connectionId"
    ORDER BY p."createdAt" ${direction}, p."id" ${direction}`;
}

async function readRows(where: Prisma.Sql, slice: Slice): Promise<readonly PayoutRow[]> {
  return z.array(StoredRow).parse(await db().$queryRaw(rowsQuery(where, slice)));
}

async function countNewer(where: Prisma.Sql, first: Cursor): Promise<number> {
  const bounded = Prisma.sql`SELECT 1 FROM "payout" p WHERE ${where} ${above(first)} LIMIT ${NEWER_BOUND}`;
  const rows = await db().$queryRaw`SELECT count(*)::int AS "count" FROM (${bounded}) newer`;
  return z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count;
}

/** One row more than the page is read: whether it is there tells whether a further page is. */
function sliceOf(position: PagePosition, limit: number): Slice {
  if (position.kind === "newest") return { side: Prisma.empty, order: "falling", limit };
  if (position.kind === "newer") return { side: above(position.than), order: "rising", limit };
  const { at, id } = position.kind === "older" ? position.than : position.first;
  const comparison = position.kind === "older" ? Prisma.sql`<` : Prisma.sql`<=`;
  return { side: Prisma.sql`AND (p."createdAt", p."id") ${comparison} (${at}, ${id})`, order: "falling", limit };
}

function above({ at, id }: Cursor): Prisma.Sql {
  return Prisma.sql`AND (p."createdAt", p."id") > (${at}, ${id})`;
}

function cursorOf(row: PayoutRow | undefined): Cursor | null {
  return row ? { at: new Date(row.createdAt), id: row.id } : null;
}

/** An empty page can still be left upwards. */
function cursorBefore(position: PagePosition): Cursor | null {
  return position.kind === "older" ? position.than : null;
}
