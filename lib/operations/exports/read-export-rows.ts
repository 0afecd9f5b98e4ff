import * as z from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { EXPORT_COLUMNS, type ExportColumn, type ExportFormat } from "@/lib/domain/export/export-columns";

/** A payout's cells in the order of `EXPORT_COLUMNS`: texts, amounts in minor units, times as the format has them. */
export type ExportRow = readonly (string | null)[];

const SLICE_ROWS = 4_000;

export type ExportQuestion = { readonly where: Prisma.Sql; readonly format: ExportFormat; readonly timeZone: string };

/** Everything that is filtered, newest first as on the screen, slice by slice: no more than two are ever held. */
export async function* readExportRows(question: ExportQuestion): AsyncGenerator<readonly ExportRow[], void, undefined> {
  let coming = readSlice(question, null);
  for (;;) {
    const { rows, last } = await coming;
    // The next is read while this one is written.
    if (last) coming = readSlice(question, last);
    if (rows.length > 0) yield rows;
    if (!last) return;
  }
}

type Last = { readonly at: string; readonly id: string };
type Slice = { readonly rows: readonly ExportRow[]; readonly last: Last | null };

const Answer = z.tuple([z.object({ rows: z.string().nullable() })]);
const Rows = z.array(z.tuple([z.string(), z.string()]).rest(z.string().nullable()));

/** One value holds the whole slice, since fetching a million rows cell by cell costs the driver more than all the rest. */
async function readSlice(question: ExportQuestion, after: Last | null): Promise<Slice> {
  const [{ rows }] = Answer.parse(await db().$queryRaw(sliceStatement(question, after)));
  const read = Rows.parse(rows === null ? [] : JSON.parse(rows));
  const bottom = read.length < SLICE_ROWS ? undefined : read.at(-1);
  return { rows: read.map(([, , ...cells]) => cells), last: bottom ? { at: bottom[0], id: bottom[1] } : null };
}

/** The statement behind a slice, for whoever looks at its plan. */
export function sliceStatement({ where, format, timeZone }: ExportQuestion, after: Last | null): Prisma.Sql {
  const side = after ? Prisma.sql`AND (p."createdAt", p."id") < (${after.at}::timestamptz, ${after.id})` : Prisma.empty;
  const cells = EXPORT_COLUMNS.map(({ name, kind }) => (kind === "time" ? timeIn(format, CELLS[name], timeZone) : CELLS[name]));
  return Prisma.sql`
    SELECT json_agg(line."cells")::text AS "rows" FROM (
      SELECT json_build_array(p."createdAt", p."id", ${Prisma.join(cells)}) AS "cells" FROM (
        SELECT * FROM "payout" p WHERE ${where} ${side} ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${SLICE_ROWS}) p
      JOIN "connection" c ON c."id" = p."connectionId" ORDER BY p."createdAt" DESC, p."id" DESC) line`;
}

const CELLS: Readonly<Record<ExportColumn, Prisma.Sql>> = {
  number: Prisma.sql`p."number"`,
  status: Prisma.sql`p."state"`,
  created: Prisma.sql`p."createdAt"`,
  submitted: Prisma.sql`p."submittedAt"`,
  approved: Prisma.sql`p."approvedAt"`,
  sent: Prisma.sql`p."sentAt"`,
  settled: Prisma.sql`p."settledAt"`,
  status_since: Prisma.sql`p."stateAt"`,
  amount: Prisma.sql`p."amountMinor"::text`,
  currency: Prisma.sql`p."currency"`,
  fee: Prisma.sql`p."feeMinor"::text`,
  receiver: Prisma.sql`p."receiverName"`,
  account_masked: Prisma.sql`p."accountMasked"`,
  loop: Prisma.sql`p."loop"`,
  provider: Prisma.sql`p."provider"`,
  connection: Prisma.sql`c."name"`,
  rail: Prisma.sql`p."rail"`,
  reference: Prisma.sql`p."reference"`,
  order_id: Prisma.sql`p."orderId"`,
  provider_id: Prisma.sql`p."providerPayoutId"`,
  trace_id: Prisma.sql`p."traceId"`,
  maker: Prisma.sql`p."makerName"`,
  failure_reason: Prisma.sql`p."failureReason"`,
  id: Prisma.sql`p."id"`,
};

/** Programs get UTC. A spreadsheet knows no zones, so it gets the merchant's own clock, as the days since 1900 that it counts in. */
function timeIn(format: ExportFormat, at: Prisma.Sql, timeZone: string): Prisma.Sql {
  if (format === "csv") return Prisma.sql`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return Prisma.sql`round(extract(epoch FROM ${at} AT TIME ZONE ${timeZone}) / 86400 + 25569, 8)::text`;
}
