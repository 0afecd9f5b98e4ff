import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { narrowReceivers } from "@/lib/db/narrow-receivers";
import { ENROLMENT_STATES } from "@/lib/domain/enrolment/state";
import { NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";
import { NO_FILTERS, type ReceiverFilters } from "@/lib/domain/receiver/filters";
import { type Page, readPage, type Slice } from "./read-page";

const ReceiverRow = z.object({
  id: z.string(),
  kind: z.enum(["person", "company"]),
  name: z.string(),
  email: z.string().nullable(),
  reference: z.string().nullable(),
  country: z.string().nullable(),
  state: z.enum(["active", "closed"]),
  mergedIntoId: z.string().nullable(),
  createdAt: z.date(),
  tags: z.array(z.string()),
  /** Version in force of the oldest open account, masked; null where there is none. */
  accountMasked: z.string().nullable(),
  accountCount: z.int(),
  /** Where they stand with providers that pay only those whom they know; each state once. */
  readiness: z.array(z.enum(ENROLMENT_STATES)),
  /** What arrived, by currency; what went to merged duplicates is counted in. */
  paid: z.array(z.object({ currency: z.enum(CURRENCIES), minor: z.string(), count: z.int() })),
  lastPayoutAt: z.date().nullable(),
});
export type ReceiverRow = z.infer<typeof ReceiverRow>;

export const RECEIVER_PAGE_SIZE = 50;

type Wish = Partial<ReceiverFilters> & { readonly position?: PagePosition; readonly limit?: number };

/** Who may be paid, newest first; or those that a name, an e-mail, a reference, last four digits or a whole account number finds. */
export async function listReceivers(merchantId: string, wish: Wish = {}): Promise<Page<ReceiverRow>> {
  const { position = NEWEST, limit = RECEIVER_PAGE_SIZE, ...filters } = wish;
  const where = await narrowReceivers(merchantId, { ...NO_FILTERS, ...filters });
  const cursorOf = ({ createdAt, id }: ReceiverRow) => ({ at: createdAt, id });
  const key = Prisma.sql`(r."createdAt", r."id")`;
  return readPage({ position, size: limit, key, cursorOf, read: (slice) => readRows(where, slice) });
}

async function readRows(where: Prisma.Sql, slice: Slice): Promise<readonly ReceiverRow[]> {
  return z.array(ReceiverRow).parse(await db().$queryRaw(receiverPageQuery(where, slice)));
}

/** The page's rows first; everything that is told of them is asked for those alone. */
export function receiverPageQuery(where: Prisma.Sql, { side, direction, limit }: Slice): Prisma.Sql {
  const order = Prisma.sql`ORDER BY r."createdAt" ${direction}, r."id" ${direction}`;
  const slice = Prisma.sql`SELECT * FROM "receiver" r WHERE ${where} ${side} ${order} LIMIT ${limit}`;
  return Prisma.sql`
    SELECT r."id", r."kind", r."name", r."email", r."reference", r."country", r."state", r."mergedIntoId", r."createdAt",
      account."masked" AS "accountMasked", count_of."accounts" AS "accountCount", latest."at" AS "lastPayoutAt",
      ARRAY(SELECT t."tag" FROM "receiver_tag" t WHERE t."receiverId" = r."id" ORDER BY t."tag") AS "tags",
      ARRAY(SELECT DISTINCT e."state" FROM "enrolment" e WHERE e."merchantId" = r."merchantId" AND e."receiverId" = r."id") AS "readiness",
      COALESCE(totals."paid", '[]'::jsonb) AS "paid"
    FROM (${slice}) r
    CROSS JOIN LATERAL (
      SELECT ARRAY(SELECT r."id" UNION ALL SELECT m."id" FROM "receiver" m
        WHERE m."merchantId" = r."merchantId" AND m."mergedIntoId" = r."id") AS "ids") family
    LEFT JOIN LATERAL (
      SELECT v."masked" FROM "receiver_account" a JOIN "receiver_account_version" v ON v."accountId" = a."id"
      LEFT JOIN "account_decision" d ON d."versionId" = v."id"
      WHERE a."receiverId" = r."id" AND a."closedAt" IS NULL AND d."verdict" IS DISTINCT FROM 'rejected' AND d."verdict" IS DISTINCT FROM 'superseded'
      ORDER BY a."createdAt", a."id", v."version" DESC LIMIT 1) account ON true
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS "accounts" FROM "receiver_account" a WHERE a."receiverId" = r."id" AND a."closedAt" IS NULL) count_of ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('currency', c."currency", 'minor', c."minor", 'count', c."count") ORDER BY c."count" DESC) AS "paid"
      FROM (
        SELECT p."currency", sum(p."amountMinor")::text AS "minor", count(*)::int AS "count" FROM "payout" p
        WHERE p."merchantId" = r."merchantId" AND p."receiverId" = ANY(family."ids") AND p."state" = 'settled'
        GROUP BY p."currency") c) totals ON true
    LEFT JOIN LATERAL (
      SELECT max(newest."createdAt") AS "at" FROM unnest(family."ids") one("id") CROSS JOIN LATERAL (
        SELECT p."createdAt" FROM "payout" p WHERE p."merchantId" = r."merchantId" AND p."receiverId" = one."id"
        ORDER BY p."createdAt" DESC LIMIT 1) newest) latest ON true
    ${order}`;
}
