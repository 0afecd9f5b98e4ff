import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type Cursor, NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";
import { DELIVERY_PROOFS, DELIVERY_STATES, type DeliveryShow } from "@/lib/domain/webhook/schema";
import { providerOf } from "@/lib/providers/registry";

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

export type DeliveryPage = { readonly rows: readonly DeliveryRow[]; readonly older: Cursor | null; readonly newer: Cursor | null };
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
export async function listDeliveries(merchantId: string, question: DeliveryQuestion): Promise<DeliveryPage> {
  const { show, connectionId, position = NEWEST } = question;
  const from = connectionId ? Prisma.sql`AND d."connectionId" = ${connectionId}` : Prisma.empty;
  const where = Prisma.sql`d."merchantId" = ${merchantId} AND ${SHOWN[show]} ${from}`;
  if (position.kind === "newer") {
    const { at, id } = position.than;
    const rows = await readRows(Prisma.sql`${where} AND (d."receivedAt", d."id") > (${at}, ${id})`, Prisma.sql`ASC`);
    if (rows.length <= PAGE_SIZE) return listDeliveries(merchantId, { ...question, position: NEWEST });
    const page = rows.slice(0, PAGE_SIZE).reverse();
    return { rows: page, older: cursorOf(page.at(-1)), newer: cursorOf(page[0]) };
  }
  const than = position.kind === "older" ? position.than : null;
  const side = than ? Prisma.sql`AND (d."receivedAt", d."id") < (${than.at}, ${than.id})` : Prisma.empty;
  const rows = await readRows(Prisma.sql`${where} ${side}`, Prisma.sql`DESC`);
  const page = rows.slice(0, PAGE_SIZE);
  return { rows: page, older: rows.length > PAGE_SIZE ? cursorOf(page.at(-1)) : null, newer: than ? (cursorOf(page[0]) ?? than) : null };
}

async function readRows(where: Prisma.Sql, direction: Prisma.Sql): Promise<readonly DeliveryRow[]> {
  const order = Prisma.sql`ORDER BY d."receivedAt" ${direction}, d."id" ${direction}`;
  const rows = await db().$queryRaw`
    SELECT d."id", d."provider", d."connectionId", c."name" AS "connectionName", d."proof", d."state", d."note", d."forgedWhy",
      d."receivedAt", d."appliedAt", p."number" AS "payoutNumber", o."effect"
    FROM (SELECT * FROM "webhook_delivery" d WHERE ${where} ${order} LIMIT ${PAGE_SIZE + 1}) d
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

function cursorOf(row: DeliveryRow | undefined): Cursor | null {
  return row ? { at: row.receivedAt, id: row.id } : null;
}
