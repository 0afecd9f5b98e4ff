import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { hashIdempotencyKey } from "@/lib/db/hash-idempotency-key";
import type { RequestShow } from "@/lib/domain/api-request/schema";
import { NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";
import { type Page, readPage, type Slice } from "./read-page";

const Row = z.object({
  id: z.string(),
  apiKeyId: z.string(),
  keyName: z.string(),
  keyPrefix: z.string(),
  at: z.date(),
  method: z.string(),
  path: z.string(),
  status: z.int(),
  durationMs: z.int(),
  problemCode: z.string().nullable(),
  hasIdempotencyKey: z.boolean(),
  isReplayed: z.boolean(),
  withOldSecret: z.boolean(),
  subjectId: z.string().nullable(),
  address: z.string().nullable(),
});
export type ApiRequestRow = z.infer<typeof Row>;

export type ApiRequestQuestion = {
  readonly show: RequestShow;
  readonly apiKeyId?: string;
  /** A request id, an idempotency key, or the id of what it made or was about, in full. */
  readonly text?: string;
  readonly position?: PagePosition;
};

const PAGE_SIZE = 50;

const SHOWN: Record<RequestShow, Prisma.Sql> = {
  all: Prisma.empty,
  changes: Prisma.sql`AND r."method" NOT IN ('GET', 'HEAD')`,
  refused: Prisma.sql`AND r."status" BETWEEN 400 AND 499`,
  failed: Prisma.sql`AND r."status" >= 500`,
};

/** What a merchant's own systems asked of the REST door, newest first. */
export async function listApiRequests(merchantId: string, question: ApiRequestQuestion): Promise<Page<ApiRequestRow>> {
  const { show, apiKeyId, text, position = NEWEST } = question;
  const of = apiKeyId ? Prisma.sql`AND r."apiKeyId" = ${apiKeyId}` : Prisma.empty;
  const where = Prisma.sql`r."merchantId" = ${merchantId} ${of} ${SHOWN[show]} ${text ? named(text) : Prisma.empty}`;
  const key = Prisma.sql`(r."at", r."id")`;
  return readPage({ position, size: PAGE_SIZE, key, cursorOf: ({ at, id }) => ({ at, id }), read: (slice) => readRows(where, slice) });
}

function named(text: string): Prisma.Sql {
  return Prisma.sql`AND (r."id" = ${text} OR r."subjectId" = ${text} OR r."idempotencyKeyHash" = ${hashIdempotencyKey(text)})`;
}

async function readRows(where: Prisma.Sql, { side, direction, limit }: Slice): Promise<readonly ApiRequestRow[]> {
  const order = Prisma.sql`ORDER BY r."at" ${direction}, r."id" ${direction}`;
  const rows = await db().$queryRaw`
    SELECT r."id", r."apiKeyId", k."name" AS "keyName", k."prefix" AS "keyPrefix", r."at", r."method", r."path", r."status", r."durationMs",
      r."problemCode", r."idempotencyKeyHash" IS NOT NULL AS "hasIdempotencyKey", r."isReplayed", r."withOldSecret", r."subjectId", r."address"
    FROM (SELECT * FROM "api_request" r WHERE ${where} ${side} ${order} LIMIT ${limit}) r
    JOIN "api_key" k ON k."id" = r."apiKeyId"
    ${order}`;
  return z.array(Row).parse(rows);
}
