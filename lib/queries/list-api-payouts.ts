import * as z from "zod";
import { API_PAYOUT_COLUMNS, ApiPayoutRow, JOIN_API_PAYOUT } from "@/lib/db/api-payout";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { narrowPayouts, type PayoutQuestion } from "@/lib/db/narrow-payouts";
import { type Cursor, writeCursor } from "@/lib/domain/paging/cursor";
import type { RestPayout } from "@/lib/domain/rest/payout";

export type ApiPage<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/** The history for programs: the same conditions as the screen's, newest first, by keyset. */
export async function listApiPayouts(
  question: PayoutQuestion,
  { limit, cursor }: { limit: number; cursor?: Cursor },
): Promise<ApiPage<RestPayout>> {
  const where = await narrowPayouts(question);
  const older = cursor ? Prisma.sql`AND (p."createdAt", p."id") < (${cursor.at}, ${cursor.id})` : Prisma.empty;
  // The page is cut first, so that the joins never see more than it.
  const slice = Prisma.sql`SELECT * FROM "payout" p WHERE ${where} ${older} ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${limit + 1}`;
  const rows = z.array(ApiPayoutRow).parse(
    await db().$queryRaw(Prisma.sql`
      SELECT ${API_PAYOUT_COLUMNS} FROM (${slice}) p ${JOIN_API_PAYOUT} ORDER BY p."createdAt" DESC, p."id" DESC`),
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? writeCursor({ at: new Date(last.createdAt), id: last.id }) : null };
}
