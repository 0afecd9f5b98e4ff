import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type AuditShow, eventsShown } from "@/lib/domain/audit/show";
import { type Cursor, NEWEST, type PagePosition } from "@/lib/domain/paging/cursor";

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

export type AuditPage = { readonly rows: readonly AuditRow[]; readonly older: Cursor | null; readonly newer: Cursor | null };
export type AuditQuestion = { readonly show: AuditShow; readonly personId?: string; readonly position?: PagePosition };

const PAGE_SIZE = 50;

/** Who did what at this merchant, newest first. */
export async function listAudit(merchantId: string, question: AuditQuestion): Promise<AuditPage> {
  const { show, personId, position = NEWEST } = question;
  const events = eventsShown(show);
  const where = Prisma.sql`e."merchantId" = ${merchantId}
    ${events === null ? Prisma.empty : Prisma.sql`AND e."event" = ANY (${[...events]})`}
    ${personId ? Prisma.sql`AND e."actorId" = ${personId}` : Prisma.empty}`;
  if (position.kind === "newer") {
    const { at, id } = position.than;
    const rows = await readRows(Prisma.sql`${where} AND (e."at", e."id") > (${at}, ${id})`, Prisma.sql`ASC`);
    if (rows.length <= PAGE_SIZE) return listAudit(merchantId, { ...question, position: NEWEST });
    const page = rows.slice(0, PAGE_SIZE).reverse();
    return { rows: page, older: cursorOf(page.at(-1)), newer: cursorOf(page[0]) };
  }
  const than = position.kind === "older" ? position.than : null;
  const side = than ? Prisma.sql`AND (e."at", e."id") < (${than.at}, ${than.id})` : Prisma.empty;
  const rows = await readRows(Prisma.sql`${where} ${side}`, Prisma.sql`DESC`);
  const page = rows.slice(0, PAGE_SIZE);
  return { rows: page, older: rows.length > PAGE_SIZE ? cursorOf(page.at(-1)) : null, newer: than ? (cursorOf(page[0]) ?? than) : null };
}

async function readRows(where: Prisma.Sql, direction: Prisma.Sql): Promise<readonly AuditRow[]> {
  const order = Prisma.sql`ORDER BY e."at" ${direction}, e."id" ${direction}`;
  const rows = await db().$queryRaw`
    SELECT e."id", e."at", e."event", e."actorKind", e."actorName", e."subjectKind", e."subjectId", e."details", e."ipAddress", l."sequence",
      p."number" AS "payoutNumber", COALESCE(r."name", c."name") AS "subjectName"
    FROM (SELECT * FROM "audit_entry" e WHERE ${where} ${order} LIMIT ${PAGE_SIZE + 1}) e
    LEFT JOIN "audit_link" l ON l."entryId" = e."id"
    LEFT JOIN "payout" p ON e."subjectKind" = 'payout' AND p."id" = e."subjectId" AND p."merchantId" = e."merchantId"
    LEFT JOIN "receiver" r ON e."subjectKind" = 'receiver' AND r."id" = e."subjectId" AND r."merchantId" = e."merchantId"
    LEFT JOIN "connection" c ON e."subjectKind" = 'connection' AND c."id" = e."subjectId" AND c."merchantId" = e."merchantId"
    ${order}`;
  return z.array(Row).parse(rows);
}

function cursorOf(row: AuditRow | undefined): Cursor | null {
  return row ? { at: row.at, id: row.id } : null;
}
