import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { narrowAudit } from "@/lib/db/narrow-audit";
import type { AuditShow } from "@/lib/domain/audit/show";
import { NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";
import { type Page, readPage, type Slice } from "./read-page";

const Row = z.object({
  id: z.string(),
  at: z.date(),
  event: z.string(),
  actorKind: z.string(),
  actorName: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  details: z.record(z.string(), z.json()),
  ipAddress: z.string().nullable(),
  /** Its place in the chain; null for the moment before it has one. */
  sequence: z
    .bigint()
    .nullable()
    .transform((place) => (place === null ? null : Number(place))),
  payoutNumber: z.string().nullable(),
  subjectName: z.string().nullable(),
});
export type AuditRow = z.infer<typeof Row>;

export type AuditQuestion = { readonly show: AuditShow; readonly personId?: string; readonly position?: PagePosition };

const PAGE_SIZE = 50;

/** Who did what at this merchant, newest first. */
export async function listAudit(merchantId: string, question: AuditQuestion): Promise<Page<AuditRow>> {
  const { show, personId, position = NEWEST } = question;
  const where = narrowAudit(merchantId, { show, personId });
  const cursorOf = ({ at, id }: AuditRow) => ({ at, id });
  return readPage({ position, size: PAGE_SIZE, key: Prisma.sql`(e."at", e."id")`, cursorOf, read: (slice) => readRows(where, slice) });
}

async function readRows(where: Prisma.Sql, { side, direction, limit }: Slice): Promise<readonly AuditRow[]> {
  const order = Prisma.sql`ORDER BY e."at" ${direction}, e."id" ${direction}`;
  const rows = await db().$queryRaw`
    SELECT e."id", e."at", e."event", e."actorKind", e."actorName", e."subjectKind", e."subjectId", e."details", e."ipAddress", l."sequence",
      p."number" AS "payoutNumber", COALESCE(r."name", c."name") AS "subjectName"
    FROM (SELECT * FROM "audit_entry" e WHERE ${where} ${side} ${order} LIMIT ${limit}) e
    LEFT JOIN "audit_link" l ON l."entryId" = e."id"
    LEFT JOIN "payout" p ON e."subjectKind" = 'payout' AND p."id" = e."subjectId" AND p."merchantId" = e."merchantId"
    LEFT JOIN "receiver" r ON e."subjectKind" = 'receiver' AND r."id" = e."subjectId" AND r."merchantId" = e."merchantId"
    LEFT JOIN "connection" c ON e."subjectKind" = 'connection' AND c."id" = e."subjectId" AND c."merchantId" = e."merchantId"
    ${order}`;
  return z.array(Row).parse(rows);
}
