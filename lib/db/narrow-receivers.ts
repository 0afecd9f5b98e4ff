import * as z from "zod";
import { foldText, stripSpaces } from "@/lib/base/text";
import type { Readiness, ReceiverFilters, ReceiverStateFilter } from "@/lib/domain/receiver/filters";
import { walletIndex } from "./account-index";
import { db } from "./client";
import { Prisma } from "./generated/client";
import { blindIndex } from "./seal";

/**
 * The conditions of a question, for the list and the export alike. The merchant comes first: every index begins with it. What child
 * tables know is asked first and handed on as ids, so that no question reads the receivers from end to end.
 */
export async function narrowReceivers(merchantId: string, filters: ReceiverFilters): Promise<Prisma.Sql> {
  const { text, state, readiness, country, tag } = filters;
  const owners = text ? await findOwners(merchantId, text) : NOBODY;
  const conditions = [
    Prisma.sql`r."merchantId" = ${merchantId}`,
    // Who was merged away is found by the old name, and otherwise only when asked for.
    state ? STATES[state] : text ? null : Prisma.sql`r."mergedIntoId" IS NULL`,
    country && Prisma.sql`r."country" = ${country}`,
    tag &&
      Prisma.sql`r."id" = ANY(ARRAY(SELECT t."receiverId" FROM "receiver_tag" t WHERE t."merchantId" = ${merchantId} AND t."tag" = ${tag}))`,
    readiness && readinessCondition(merchantId, readiness),
    text ? textCondition(text, owners) : null,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition instanceof Prisma.Sql),
    " AND ",
  );
}

const STATES: Readonly<Record<ReceiverStateFilter, Prisma.Sql>> = {
  active: Prisma.sql`r."state" = 'active'`,
  closed: Prisma.sql`r."state" = 'closed' AND r."mergedIntoId" IS NULL`,
  merged: Prisma.sql`r."mergedIntoId" IS NOT NULL`,
};

function readinessCondition(merchantId: string, readiness: Readiness): Prisma.Sql {
  const rows = Prisma.sql`SELECT e."receiverId" FROM "enrolment" e WHERE e."merchantId" = ${merchantId}`;
  if (readiness === "none") return Prisma.sql`NOT EXISTS (${rows} AND e."receiverId" = r."id")`;
  return Prisma.sql`r."id" = ANY(ARRAY(${rows} AND e."state" = ${readiness}))`;
}

type Owners = { readonly ids: readonly string[]; readonly isWhole: boolean };
const NOBODY: Owners = { ids: [], isWhole: false };

const Ids = z.array(z.object({ receiverId: z.string() }));
/** Of one ending of four digits; who looks for more of them types more. */
const MOST_OWNERS = 500;

async function findOwners(merchantId: string, text: string): Promise<Owners> {
  const typed = stripSpaces(text);
  if (typed.length < 4) return NOBODY;
  const rows = await db().$queryRaw(ownersQuery(merchantId, typed));
  return { ids: Ids.parse(rows).map(({ receiverId }) => receiverId), isWhole: !isLastFour(typed) };
}

/** Whose account it is: by the whole number or the part without bank and branch, through blind indexes, or by its last four digits. */
export function ownersQuery(merchantId: string, typed: string): Prisma.Sql {
  const owners = (found: Prisma.Sql) => Prisma.sql`
    SELECT a."receiverId" FROM "receiver_account_version" v JOIN "receiver_account" a ON a."id" = v."accountId"
    WHERE v."merchantId" = ${merchantId} AND ${found}`;
  if (isLastFour(typed)) {
    return Prisma.sql`SELECT DISTINCT o."receiverId" FROM (${owners(Prisma.sql`v."lastFour" = ${typed}`)}) o LIMIT ${MOST_OWNERS}`;
  }
  const index = blindIndex(typed);
  // The parts are asked for as the index of them is written: for rows that have any.
  const byParts = Prisma.sql`v."partIndexes" @> ARRAY[${index}]::bytea[] AND v."partIndexes" <> '{}'`;
  return Prisma.sql`(${owners(Prisma.sql`v."blindIndex" IN (${index}, ${walletIndex(typed)})`)} UNION ${owners(byParts)}) LIMIT ${MOST_OWNERS}`;
}

function isLastFour(typed: string): boolean {
  return /^\d{4}$/.test(typed);
}

/** A pasted number answers alone. Otherwise every word has to be found in name, e-mail or reference. */
function textCondition(text: string, { ids, isWhole }: Owners): Prisma.Sql {
  const byNumber = Prisma.sql`r."id" = ANY(${[...ids]}::text[])`;
  if (isWhole && ids.length > 0) return byNumber;
  const words = foldText(text)
    .split(" ")
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`)
    .map((like) => Prisma.sql`receiver_search_text(r."nameFolded", r."email", r."reference") LIKE ${like}`);
  const byWords = Prisma.join(words, " AND ");
  return ids.length > 0 ? Prisma.sql`((${byWords}) OR ${byNumber})` : byWords;
}
