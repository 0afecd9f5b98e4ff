import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";
import { DELIVERY_PROOFS, DELIVERY_STATES, type DeliveryShow } from "@/lib/domain/webhook/schema";
import { providerOf } from "@/lib/providers/registry";
import { type Page, readPage, type Slice } from "./read-page";

const Row = z.object({
  id: z.string(),
  provider: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  proof: z.enum(DELIVERY_PROOFS),
  state: z.enum(DELIVERY_STATES),
  note: z.string().nullable(),
  forgedWhy: z.string().nullable(),
  receivedAt: z.date(),
  appliedAt: z.date().nullable(),
  payoutNumber: z.string().nullable(),
  /** What came of the observation in it; null where it only hinted, or said nothing about a payout. */
  effect: z.string().nullable(),
});
export type DeliveryRow = z.infer<typeof Row> & { readonly providerLabel: string };

export type DeliveryQuestion = { readonly show: DeliveryShow; readonly connectionId?: string; readonly position?: PagePosition };

const PAGE_SIZE = 50;

/** Forged ones are kept apart: they are seen only by whoever asks for them. */
const SHOWN: Record<DeliveryShow, Prisma.Sql> = {
  all: Prisma.sql`d."proof" <> 'forged'`,
  waiting: Prisma.sql`d."state" IN ('waiting', 'stored') AND d."proof" <> 'forged'`,
  unsigned: Prisma.sql`d."proof" = 'unsigned'`,
  forged: Prisma.sql`d."proof" = 'forged'`,
};

/** The webhook inbox, newest first. */
export async function listDeliveries(merchantId: string, question: DeliveryQuestion): Promise<Page<DeliveryRow>> {
  const { show, connectionId, position = NEWEST } = question;
  const from = connectionId ? Prisma.sql`AND d."connectionId" = ${connectionId}` : Prisma.empty;
  const where = Prisma.sql`d."merchantId" = ${merchantId} AND ${SHOWN[show]} ${from}`;
  const cursorOf = ({ receivedAt, id }: DeliveryRow) => ({ at: receivedAt, id });
  const key = Prisma.sql`(d."receivedAt", d."id")`;
  return readPage({ position, size: PAGE_SIZE, key, cursorOf, read: (slice) => readRows(where, slice) });
}

async function readRows(where: Prisma.Sql, { side, direction, limit }: Slice): Promise<readonly DeliveryRow[]> {
  const order = Prisma.sql`ORDER BY d."receivedAt" ${direction}, d."id" ${direction}`;
  const rows = await db().$queryRaw`
    SELECT d."id", d."provider", d."connectionId", c."name" AS "connectionName", d."proof", d."state", d."note", d."forgedWhy",
      d."receivedAt", d."appliedAt", p."number" AS "payoutNumber", o."effect"
    FROM (SELECT * FROM "webhook_delivery" d WHERE ${where} ${side} ${order} LIMIT ${limit}) d
    JOIN "connection" c ON c."id" = d."connectionId"
    LEFT JOIN "payout" p ON p."id" = d."payoutId"
    LEFT JOIN LATERAL (
      SELECT o."effect" FROM "observation" o WHERE o."payoutId" = d."payoutId" AND o."deliveryId" = d."id" ORDER BY o."at" LIMIT 1) o ON true
    ${order}`;
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({ ...row, providerLabel: providerOf(row.provider).manifest.label }));
}
