import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { DELIVERY_STATES, type LogShow } from "@/lib/domain/endpoint/schema";
import type { PagePosition } from "@/lib/domain/paging/cursor";
import { type Page, readPage, type Slice } from "./read-page";

const Row = z.object({
  id: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(DELIVERY_STATES),
  queuedAt: z.date(),
  tries: z.int(),
  nextTryAt: z.date().nullable(),
  deliveredAt: z.date().nullable(),
  payoutNumber: z.string().nullable(),
  /** What went wrong the last time. */
  fault: z.string().nullable(),
});
export type EventLogRow = z.infer<typeof Row>;

export type EventLogQuestion = { readonly endpointId: string; readonly show: LogShow; readonly position: PagePosition };

const PAGE_SIZE = 50;

const SHOWN: Record<LogShow, Prisma.Sql> = {
  all: Prisma.empty,
  delivered: Prisma.sql`AND d."state" = 'delivered'`,
  waiting: Prisma.sql`AND d."nextTryAt" IS NOT NULL AND d."step" = 0`,
  failing: Prisma.sql`AND ((d."nextTryAt" IS NOT NULL AND d."step" > 0) OR d."state" = 'givenUp')`,
  missed: Prisma.sql`AND d."state" = 'missed'`,
};

/** What was sent to an endpoint and how that went, newest first. */
export async function listEventLog(merchantId: string, { endpointId, show, position }: EventLogQuestion): Promise<Page<EventLogRow>> {
  const where = Prisma.sql`d."merchantId" = ${merchantId} AND d."endpointId" = ${endpointId} ${SHOWN[show]}`;
  const cursorOf = ({ queuedAt, id }: EventLogRow) => ({ at: queuedAt, id });
  const key = Prisma.sql`(d."queuedAt", d."id")`;
  return readPage({ position, size: PAGE_SIZE, key, cursorOf, read: (slice) => readRows(where, slice) });
}

async function readRows(where: Prisma.Sql, { side, direction, limit }: Slice): Promise<readonly EventLogRow[]> {
  const order = Prisma.sql`ORDER BY d."queuedAt" ${direction}, d."id" ${direction}`;
  const rows = await db().$queryRaw`
    SELECT d."id", d."eventId", e."type", d."state", d."queuedAt", d."tries", d."nextTryAt", d."deliveredAt", p."number" AS "payoutNumber", a."fault"
    FROM (SELECT * FROM "endpoint_delivery" d WHERE ${where} ${side} ${order} LIMIT ${limit}) d
    JOIN "endpoint_event" e ON e."id" = d."eventId"
    LEFT JOIN "payout" p ON p."id" = e."payoutId"
    LEFT JOIN LATERAL (
      SELECT a."fault" FROM "endpoint_attempt" a WHERE a."deliveryId" = d."id" AND a."outcome" IS NOT NULL ORDER BY a."number" DESC LIMIT 1) a ON true
    ${order}`;
  return z.array(Row).parse(rows);
}
