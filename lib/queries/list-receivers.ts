import { z } from "zod";
import { foldText, stripSpaces } from "@/lib/base/text";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { blindIndex } from "@/lib/db/seal";
import { type Cursor, NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";

const ReceiverRow = z.object({
  id: z.string(),
  kind: z.enum(["person", "company"]),
  name: z.string(),
  email: z.string().nullable(),
  reference: z.string().nullable(),
  country: z.string().nullable(),
  state: z.enum(["active", "closed"]),
  createdAt: z.date(),
  /** Newest version of the oldest open account, masked; null where there is none. */
  accountMasked: z.string().nullable(),
  accountCount: z.int(),
  lastPayoutAt: z.date().nullable(),
});
export type ReceiverRow = z.infer<typeof ReceiverRow>;

export type ReceiverPage = { readonly rows: readonly ReceiverRow[]; readonly older: Cursor | null; readonly newer: Cursor | null };

export const RECEIVER_PAGE_SIZE = 50;

/** Who may be paid, newest first; or those that a name, an e-mail, a reference, last four digits or a whole account number finds. */
export async function listReceivers(
  merchantId: string,
  { text = "", position = NEWEST, limit = RECEIVER_PAGE_SIZE }: { text?: string; position?: PagePosition; limit?: number } = {},
): Promise<ReceiverPage> {
  const where = Prisma.join([Prisma.sql`r."merchantId" = ${merchantId}`, ...textConditions(merchantId, text)], " AND ");
  if (position.kind === "newer") {
    const { at, id } = position.than;
    const rows = await readRows(where, { side: Prisma.sql`AND (r."createdAt", r."id") > (${at}, ${id})`, isRising: true, limit });
    if (rows.length <= limit) return listReceivers(merchantId, { text, limit });
    const page = rows.slice(0, limit).reverse();
    return { rows: page, older: cursorOf(page.at(-1)), newer: cursorOf(page[0]) };
  }
  const from = position.kind === "older" ? position.than : null;
  const side = from ? Prisma.sql`AND (r."createdAt", r."id") < (${from.at}, ${from.id})` : Prisma.empty;
  const rows = await readRows(where, { side, isRising: false, limit });
  const page = rows.slice(0, limit);
  return { rows: page, older: rows.length > limit ? cursorOf(page.at(-1)) : null, newer: from ? (cursorOf(page[0]) ?? from) : null };
}

type Slice = { side: Prisma.Sql; isRising: boolean; limit: number };

async function readRows(where: Prisma.Sql, { side, isRising, limit }: Slice): Promise<readonly ReceiverRow[]> {
  const direction = isRising ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const order = Prisma.sql`ORDER BY r."createdAt" ${direction}, r."id" ${direction}`;
  const slice = Prisma.sql`SELECT * FROM "receiver" r WHERE ${where} ${side} ${order} LIMIT ${limit + 1}`;
  const rows = await db().$queryRaw`
    SELECT r."id", r."kind", r."name", r."email", r."reference", r."country", r."state", r."createdAt",
      account."masked" AS "accountMasked", count_of."accounts" AS "accountCount", latest."createdAt" AS "lastPayoutAt"
    FROM (${slice}) r
    LEFT JOIN LATERAL (
      SELECT v."masked" FROM "receiver_account" a JOIN "receiver_account_version" v ON v."accountId" = a."id"
      LEFT JOIN "account_decision" d ON d."versionId" = v."id"
      WHERE a."receiverId" = r."id" AND a."closedAt" IS NULL AND d."verdict" IS DISTINCT FROM 'rejected' AND d."verdict" IS DISTINCT FROM 'superseded'
      ORDER BY a."createdAt", a."id", v."version" DESC LIMIT 1) account ON true
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS "accounts" FROM "receiver_account" a WHERE a."receiverId" = r."id" AND a."closedAt" IS NULL) count_of ON true
    LEFT JOIN LATERAL (
      SELECT p."createdAt" FROM "payout" p WHERE p."merchantId" = r."merchantId" AND p."receiverId" = r."id"
      ORDER BY p."createdAt" DESC LIMIT 1) latest ON true
    ${order}`;
  return z.array(ReceiverRow).parse(rows);
}

/** Every word has to be found somewhere; a whole account number is found by its blind index, without being readable. */
function textConditions(merchantId: string, text: string): readonly Prisma.Sql[] {
  const typed = stripSpaces(text);
  if (typed === "") return [];
  const byNumber = accountsWith(
    merchantId,
    /^\d{4}$/.test(typed) ? Prisma.sql`v."lastFour" = ${typed}` : Prisma.sql`v."blindIndex" = ${blindIndex(typed)}`,
  );
  const words = foldText(text)
    .split(" ")
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`)
    .map((like) => Prisma.sql`(r."nameFolded" LIKE ${like} OR lower(r."email") LIKE ${like} OR lower(r."reference") LIKE ${like})`);
  return [Prisma.sql`((${Prisma.join(words, " AND ")}) OR ${byNumber})`];
}

function accountsWith(merchantId: string, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`r."id" IN (SELECT a."receiverId" FROM "receiver_account_version" v JOIN "receiver_account" a ON a."id" = v."accountId"
    WHERE v."merchantId" = ${merchantId} AND ${condition})`;
}

function cursorOf(row: ReceiverRow | undefined): Cursor | null {
  return row ? { at: row.createdAt, id: row.id } : null;
}
