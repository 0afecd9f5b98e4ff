import * as z from "zod";
import { stripSpaces } from "@/lib/base/text";
import { type PayoutFilters, timesOf, wordsOf } from "@/lib/domain/payout/filters";
import { db } from "./client";
import { Prisma } from "./generated/client";
import { receiverFamily } from "./receiver-family";

/** What is asked of the history: whose payouts, which of them, and in whose zone a day begins. */
export type PayoutQuestion = {
  readonly merchantId: string;
  readonly filters: PayoutFilters;
  readonly timeZone: string;
};

/**
 * The conditions of a question, for the list, the count and the export alike, so that they always speak of the same rows.
 * The merchant comes first in all of them: every index begins with it, and nothing is ever seen across.
 */
export async function narrowPayouts(question: PayoutQuestion): Promise<Prisma.Sql> {
  const { merchantId, filters } = question;
  const [connectionIds, receiverIds, sameIdentity] = await Promise.all([
    filters.connection.length > 0 ? findConnectionIds(merchantId, filters.connection) : null,
    filters.receiverId ? receiverFamily(db(), merchantId, filters.receiverId) : [],
    filters.q ? findByIdentity(merchantId, filters.q) : [],
  ]);
  const { from, before, changedFrom } = timesOf(filters, question.timeZone);

  const conditions = [
    Prisma.sql`p."merchantId" = ${merchantId}`,
    oneOf(Prisma.sql`p."state"`, filters.state),
    oneOf(Prisma.sql`p."provider"`, filters.provider),
    oneOf(Prisma.sql`p."currency"`, filters.currency),
    connectionIds && Prisma.sql`p."connectionId" = ANY(${connectionIds}::text[])`,
    from && Prisma.sql`p."createdAt" >= ${from}`,
    before && Prisma.sql`p."createdAt" < ${before}`,
    changedFrom && Prisma.sql`p."stateAt" >= ${changedFrom}`,
    filters.loop && Prisma.sql`p."loop" = ${filters.loop}`,
    filters.reference && Prisma.sql`p."reference" = ${filters.reference}`,
    filters.orderId && Prisma.sql`p."orderId" = ${filters.orderId}`,
    oneOf(Prisma.sql`p."receiverId"`, receiverIds),
    filters.makerId && Prisma.sql`p."makerId" = ${filters.makerId}`,
    filters.assigneeId && Prisma.sql`p."assigneeId" = ${filters.assigneeId}`,
    filters.checkerId && decidedBy(merchantId, filters.checkerId),
    filters.batchId && Prisma.sql`p."batchId" = ${filters.batchId}`,
    oneOf(Prisma.sql`p."rail"`, filters.rail),
    oneOf(Prisma.sql`p."failureReason"`, filters.failureReason),
    filters.amountFrom !== null && Prisma.sql`p."amountMinor" >= ${filters.amountFrom.toString()}::numeric`,
    filters.amountTo !== null && Prisma.sql`p."amountMinor" <= ${filters.amountTo.toString()}::numeric`,
    filters.contradicted && Prisma.sql`p."contradiction" IS NOT NULL`,
    ...(sameIdentity.length > 0 ? [Prisma.sql`p."id" = ANY(${sameIdentity}::text[])`] : textConditions(filters.q)),
  ];
  return Prisma.join(
    conditions.filter((condition) => condition instanceof Prisma.Sql),
    " AND ",
  );
}

function decidedBy(merchantId: string, checkerId: string): Prisma.Sql {
  return Prisma.sql`p."id" IN (SELECT d."payoutId" FROM "approval_decision" d WHERE d."merchantId" = ${merchantId} AND d."checkerId" = ${checkerId})`;
}

/** One value is compared and not searched for in a list: only then does the index also give the order. */
function oneOf(column: Prisma.Sql, values: readonly string[]): Prisma.Sql | null {
  const [first, ...rest] = values;
  if (first === undefined) return null;
  return rest.length === 0 ? Prisma.sql`${column} = ${first}` : Prisma.sql`${column} = ANY(${[...values]}::text[])`;
}

/** Every word must occur. Hyphens may stand in a word or be left out of it, since numbers are read out in groups. */
function textConditions(text: string | null): readonly Prisma.Sql[] {
  return wordsOf(text ?? "").map((word) => {
    const bare = word.replaceAll("-", "");
    const asTyped = Prisma.sql`p."searchText" LIKE ${containing(word)}`;
    return bare === word || bare === "" ? asTyped : Prisma.sql`(${asTyped} OR p."searchText" LIKE ${containing(bare)})`;
  });
}

function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&")}%`;
}

const Ids = z.array(z.object({ id: z.string() }));

/** Payouts that the text names exactly: by their number or the provider's id. Asked first, so that a pasted id answers alone. */
async function findByIdentity(merchantId: string, text: string): Promise<readonly string[]> {
  const pasted = text.trim();
  if (/\s/.test(pasted) || pasted.length < 8) return [];
  const rows = await db().$queryRaw`
    SELECT p."id" FROM "payout" p WHERE p."number" = ${stripSpaces(pasted).toUpperCase()} AND p."merchantId" = ${merchantId}
    UNION
    SELECT p."id" FROM "connection" c JOIN "payout" p ON p."connectionId" = c."id" AND p."providerPayoutId" = ${pasted}
    WHERE c."merchantId" = ${merchantId} AND p."merchantId" = ${merchantId}`;
  return Ids.parse(rows).map(({ id }) => id);
}

async function findConnectionIds(merchantId: string, namesOrIds: readonly string[]): Promise<readonly string[]> {
  const asked = [...namesOrIds];
  const found = await db().connection.findMany({
    where: { merchantId, OR: [{ name: { in: asked } }, { id: { in: asked } }] },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}
