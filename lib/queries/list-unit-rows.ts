import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { foldText } from "@/lib/base/text";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { readJudgedUnit } from "@/lib/db/read-judged-unit";
import { outlierQuery } from "@/lib/db/unit-outliers";
import type { Actor } from "@/lib/domain/access/actor";
import { isApartCode, UNIT_ROWS_A_PAGE, type UnitRowPage } from "@/lib/domain/approval/unit-view";

const Row = z.object({
  payoutId: z.string(),
  number: z.string(),
  line: z.int(),
  receiverName: z.string(),
  accountMasked: z.string().nullable(),
  reference: z.string(),
  amountMinor: z.string().transform(BigInt),
  currency: z.enum(CURRENCIES),
  makerReason: z.string().nullable(),
  marks: z
    .array(z.string())
    .nullable()
    .transform((marks) => marks ?? []),
  total: z.int(),
});

type Person = Extract<Actor, { kind: "person" }>;
type Question = { readonly unitId: string; readonly view: "outliers" | "all"; readonly q: string; readonly from: number };

/** A stretch of a unit's payouts that wait: what stands out most first, or in the order of the file; only those that a search finds. Null for another merchant's. */
export async function listUnitRows(actor: Person, { unitId, view, q, from }: Question): Promise<UnitRowPage | null> {
  const { merchantId } = actor;
  if ((await db().batchSubmission.count({ where: { id: unitId, merchantId } })) === 0) return null;
  const which = { unitId, merchantId };
  const words = foldText(q).split(/\s+/).filter(Boolean);
  const found = words.map((word) => Prisma.sql`AND p."searchText" LIKE ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`);
  const order =
    view === "outliers"
      ? Prisma.sql`coalesce(jsonb_array_length(m."marks"), 0) DESC, p."amountMinor" DESC, p."submissionPart"`
      : Prisma.sql`p."submissionPart", p."id"`;
  const rows = z.array(Row).parse(
    await db().$queryRaw`
      WITH o AS (${outlierQuery(which)}),
        m AS (SELECT o."id", jsonb_agg(o."sentence" ORDER BY o."kind", o."sentence") AS "marks" FROM o GROUP BY 1)
      SELECT p."id" AS "payoutId", p."number", p."submissionPart" AS "line", p."receiverName", p."accountMasked", p."reference",
        p."amountMinor"::text AS "amountMinor", p."currency", p."makerReason", m."marks", (count(*) OVER ())::int AS "total"
      FROM "payout" p LEFT JOIN m ON m."id" = p."id"
      WHERE p."unitId" = ${unitId} AND p."merchantId" = ${merchantId} AND p."state" = 'awaitingApproval'
        ${view === "outliers" ? Prisma.sql`AND m."id" IS NOT NULL` : Prisma.empty} ${Prisma.join([Prisma.empty, ...found], " ")}
      ORDER BY ${order} LIMIT ${UNIT_ROWS_A_PAGE} OFFSET ${from}`,
  );
  const judged = await judge(actor, unitId, rows);
  return {
    total: rows[0]?.total ?? 0,
    from,
    rows: rows.map(({ amountMinor, currency, total: _, ...row }) => ({
      ...row,
      amount: { minor: amountMinor, currency },
      ...(judged.get(row.payoutId) ?? { shownHash: "", apart: "changedMeanwhile" as const }),
    })),
  };
}

async function judge(actor: Person, unitId: string, rows: readonly { payoutId: string }[]) {
  const found = new Map<string, Pick<UnitRowPage["rows"][number], "shownHash" | "apart">>();
  const payoutIds = rows.map(({ payoutId }) => payoutId);
  for await (const { signed, apart } of readJudgedUnit(db(), actor, { unitId, merchantId: actor.merchantId, payoutIds })) {
    for (const { payout, shownHash } of signed) found.set(payout.id, { shownHash, apart: null });
    for (const { payout, shownHash, code } of apart) found.set(payout.id, { shownHash, apart: isApartCode(code) ? code : "forbidden" });
  }
  return found;
}
