import { addDays, startOfDay } from "@/lib/base/day";
import { bareNumber } from "@/lib/base/id";
import { walletIndex } from "@/lib/db/account-index";
import { Prisma } from "@/lib/db/generated/client";
import { blindIndex } from "@/lib/db/seal";
import type { LookUpReading } from "@/lib/domain/payout/look-up-question";
import { SLACK_DAYS } from "@/lib/domain/payout/look-up-rank";

// What look-up asks the database: one statement for each way to understand what was pasted. Each goes to its rows by an index and
// takes the newest few of them, so that a word that everybody has costs no more than one that nobody has. All of them give
// `wanted` (what was asked for), `how` it was found, `id`, `createdAt`, and `detail`, a word that the reason may need.

/** Of one question. */
export const MOST_HITS = 20;
/** One more, so that it is known whether there are more. */
const MOST_READ = MOST_HITS + 1;
/** Of one customer, where several are found. */
const MOST_OF_EACH = 10;
const MOST_OWNERS = 50;

export type Asker = { readonly merchantId: string; readonly timeZone: string };

/** Everything that was pasted may mean, in one statement: a round trip costs more than any of them. */
export function lookUpStatement(readings: readonly LookUpReading[], asker: Asker): Prisma.Sql {
  const statements = readings.map((reading) => Prisma.sql`(${readingStatement(reading, asker)})`);
  return Prisma.join(statements, " UNION ALL ");
}

function readingStatement(reading: LookUpReading, { merchantId, timeZone }: Asker): Prisma.Sql {
  switch (reading.kind) {
    case "number":
      return numberStatement(merchantId, reading.number);
    case "identifier":
      return identifierStatement(merchantId, { ids: spellings(reading.text), limit: MOST_READ });
    case "account":
      return accountStatement(merchantId, reading.number);
    case "lastFour":
      return lastFourStatement(merchantId, reading.ending);
    case "email":
      return emailStatement(merchantId, reading.email);
    case "amount":
      return amountStatement(merchantId, reading, timeZone);
    case "name":
      return nameStatement(merchantId, reading.words);
  }
}

function numberStatement(merchantId: string, number: string): Prisma.Sql {
  return Prisma.sql`SELECT ${number} AS "wanted", 'number' AS "how", p."id", p."createdAt", NULL AS "detail"
    FROM "payout" p WHERE p."number" = ${number} AND p."merchantId" = ${merchantId}`;
}

/** Whose id it may be: ours, the merchant's for order or receiver, the provider's for payout or payment, a bank's or a chain's. */
export function identifierStatement(merchantId: string, { ids, limit }: { ids: readonly string[]; limit: number }): Prisma.Sql {
  const payouts = (how: string, condition: Prisma.Sql) => Prisma.sql`
    SELECT w."wanted", ${how} AS "how", p."id", p."createdAt", NULL AS "detail"
    FROM wanted w CROSS JOIN LATERAL (${newest(merchantId, condition, limit)}) p`;
  const sources = (condition: Prisma.Sql) => Prisma.sql`
    SELECT w."wanted", 'paidIn' AS "how", p."id", p."createdAt", NULL AS "detail"
    FROM wanted w CROSS JOIN LATERAL (
      SELECT s."id" FROM "payment_source" s WHERE s."merchantId" = ${merchantId} AND ${condition} LIMIT ${most(MOST_OWNERS)}) s
    CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."paymentSourceId" = s."id"`, limit)}) p`;
  return Prisma.sql`
    WITH wanted AS MATERIALIZED (
      ${wantedIds(ids)}),
    theirs AS MATERIALIZED (SELECT c."id" FROM "connection" c WHERE c."merchantId" = ${merchantId})
    SELECT w."wanted", 'number' AS "how", p."id", p."createdAt", NULL AS "detail"
      FROM wanted w JOIN "payout" p ON p."number" = w."number" AND p."merchantId" = ${merchantId}
    UNION ALL SELECT w."wanted", 'number', p."id", p."createdAt", NULL
      FROM wanted w JOIN "payout" p ON p."id" = w."wanted" AND p."merchantId" = ${merchantId}
    UNION ALL SELECT w."wanted", 'providerId', p."id", p."createdAt", NULL FROM wanted w CROSS JOIN theirs c
      JOIN "payout" p ON p."connectionId" = c."id" AND p."providerPayoutId" = w."wanted" AND p."merchantId" = ${merchantId}
    UNION ALL ${payouts("traceId", Prisma.sql`p."traceId" = w."wanted"`)}
    UNION ALL ${payouts("orderId", Prisma.sql`p."orderId" = w."wanted"`)}
    UNION ALL ${payouts("reference", Prisma.sql`p."reference" = w."wanted"`)}
    UNION ALL ${sources(Prisma.sql`s."orderReference" = w."wanted"`)}
    UNION ALL ${sources(Prisma.sql`s."sourceId" = w."wanted"`)}
    UNION ALL ${sources(Prisma.sql`s."userId" = w."wanted"`)}
    UNION ALL ${sources(Prisma.sql`s."id" IN (
      SELECT n."paymentSourceId" FROM "payment_source_name" n WHERE n."merchantId" = ${merchantId} AND n."name" = w."wanted")`)}
    UNION ALL SELECT w."wanted", 'receiverReference', p."id", p."createdAt", NULL FROM wanted w
      JOIN "receiver" r ON r."merchantId" = ${merchantId} AND r."reference" = w."wanted"
      CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."receiverId" = r."id"`, limit)}) p`;
}

/** A few are written out, since of a list the planner expects ten; of hundreds there are as many parameters. */
function wantedIds(ids: readonly string[]): Prisma.Sql {
  if (ids.length > 3) return Prisma.sql`SELECT * FROM unnest(${[...ids]}::text[], ${ids.map(bareNumber)}::text[]) AS w("wanted", "number")`;
  const rows = ids.map((id) => Prisma.sql`(${id}::text, ${bareNumber(id)}::text)`);
  return Prisma.sql`SELECT * FROM (VALUES ${Prisma.join(rows)}) AS w("wanted", "number")`;
}

/** By blind indexes alone: which account a payout went to stands in no column that could be read. */
function accountStatement(merchantId: string, number: string): Prisma.Sql {
  return Prisma.sql`
    SELECT ${number} AS "wanted", found."how", p."id", p."createdAt", NULL AS "detail"
    FROM (${accountVersions(merchantId, number)}) found
    CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."receiverAccountVersionId" = found."id"`, MOST_READ)}) p
    UNION ALL ${sourcesStatement(merchantId, { wanted: number, how: "account", condition: bySourceIndex(number) })}`;
}

function accountVersions(merchantId: string, number: string): Prisma.Sql {
  const index = blindIndex(number);
  return Prisma.sql`
    (SELECT v."id", 'account' AS "how" FROM "receiver_account_version" v
      WHERE v."merchantId" = ${merchantId} AND v."blindIndex" IN (${index}, ${walletIndex(number)}) LIMIT ${most(MOST_OWNERS)})
    UNION ALL (SELECT v."id", 'accountPart' FROM "receiver_account_version" v
      WHERE v."merchantId" = ${merchantId} AND v."partIndexes" @> ARRAY[${index}]::bytea[] AND v."partIndexes" <> '{}' LIMIT ${most(MOST_OWNERS)})`;
}

function bySourceIndex(number: string): Prisma.Sql {
  return Prisma.sql`s."blindIndex" IN (${blindIndex(number)}, ${walletIndex(number)})`;
}

function lastFourStatement(merchantId: string, ending: string): Prisma.Sql {
  return Prisma.sql`
    SELECT ${ending} AS "wanted", 'lastFour' AS "how", p."id", p."createdAt", said."ending" AS "detail"
    FROM (VALUES ${Prisma.join(spellings(ending).map((one) => Prisma.sql`(${one}::text)`))}) AS said("ending")
    CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."accountLastFour" = said."ending"`, MOST_READ)}) p`;
}

/** The receiver's, the payer's, or the account itself where a wallet is known by it. */
function emailStatement(merchantId: string, email: string): Prisma.Sql {
  return Prisma.sql`
    SELECT ${email} AS "wanted", 'email' AS "how", p."id", p."createdAt", NULL AS "detail" FROM (
      SELECT r."id" FROM "receiver" r WHERE r."merchantId" = ${merchantId} AND r."email" = ${email} LIMIT ${most(MOST_OWNERS)}) r
    CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."receiverId" = r."id"`, MOST_READ)}) p
    UNION ALL ${sourcesStatement(merchantId, { wanted: email, how: "email", condition: Prisma.sql`s."holderEmail" = ${email}` })}
    UNION ALL SELECT ${email}, 'email', p."id", p."createdAt", NULL FROM (${accountVersions(merchantId, email)}) found
    CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."receiverAccountVersionId" = found."id"`, MOST_READ)}) p`;
}

type Sources = { readonly wanted: string; readonly how: string; readonly condition: Prisma.Sql };

function sourcesStatement(merchantId: string, { wanted, how, condition }: Sources): Prisma.Sql {
  return Prisma.sql`SELECT ${wanted}, ${how}, p."id", p."createdAt", NULL FROM (
      SELECT s."id" FROM "payment_source" s WHERE s."merchantId" = ${merchantId} AND ${condition} LIMIT ${most(MOST_OWNERS)}) s
    CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."paymentSourceId" = s."id"`, MOST_READ)}) p`;
}

type AmountReading = Extract<LookUpReading, { kind: "amount" }>;

/** Exactly that much; where a day was named, around it, since the day that a caller names is often that of their bank. */
function amountStatement(merchantId: string, { amounts, day }: AmountReading, timeZone: string): Prisma.Sql {
  const start = day && startOfDay(addDays(day, -SLACK_DAYS), timeZone);
  const end = day && startOfDay(addDays(day, SLACK_DAYS + 1), timeZone);
  const around = start && end ? Prisma.sql`AND p."createdAt" >= ${start} AND p."createdAt" < ${end}` : Prisma.empty;
  const said = Prisma.sql`p."currency" = a."currency" AND p."amountMinor" = a."minor" ${around}`;
  return Prisma.sql`
    SELECT a."minor"::text AS "wanted", 'amount' AS "how", p."id", p."createdAt", NULL AS "detail"
    FROM unnest(${amounts.map(({ currency }) => currency)}::text[], ${amounts.map(({ minor }) => minor.toString())}::numeric[])
      AS a("currency", "minor")
    CROSS JOIN LATERAL (${newest(merchantId, said, MOST_READ)}) p`;
}

/** How many names are looked at further; who has more of them types more. */
const MOST_NAMES = 60;

/**
 * Every word, in any order, somewhere in the name; those that have them as whole words first. Where so many are called so that not all
 * were looked at, whoever is among the payouts of last as well.
 */
function nameStatement(merchantId: string, words: readonly string[]): Prisma.Sql {
  const every = words.map((word) => Prisma.sql`n."folded" LIKE ${containing(word)}`);
  const isWhole = Prisma.sql`string_to_array(regexp_replace(n."folded", '[\\s,.-]+', ' ', 'g'), ' ') @> ${[...words]}::text[]`;
  const names = Prisma.sql`SELECT n."name", ${isWhole} AS "isWhole"
    FROM "payee_name" n WHERE n."merchantId" = ${merchantId} AND ${Prisma.join(every, " AND ")} LIMIT ${most(MOST_NAMES)}`;
  const wanted = words.join(" ");
  return Prisma.sql`
    WITH named AS MATERIALIZED (SELECT DISTINCT c."name", c."isWhole" FROM (${names}) c),
    recent AS (${recentNamesStatement(merchantId, words)})
    ${payoutsOfNamed(merchantId, { wanted, how: "name" })}
    UNION ALL SELECT * FROM recent WHERE (SELECT count(*) FROM named) >= ${most(MOST_NAMES)}`;
}

/** Groups of three letters that a heard word shares with a written one, out of all that the two have: "smyth" and "smith" share a third. */
const LEAST_ALIKE = 0.3;
const MOST_ALIKE = 3_000;

/**
 * Names that a word may be a mishearing of. How alike is alike is a setting that the index looks at when it is asked, so it is set first,
 * for this statement alone.
 */
export function alikeNamesStatement(merchantId: string, word: string): Prisma.Sql {
  return Prisma.sql`
    WITH setting AS MATERIALIZED (SELECT set_config('pg_trgm.word_similarity_threshold', ${String(LEAST_ALIKE)}, true) AS "least")
    SELECT n."name" FROM setting CROSS JOIN LATERAL (
      SELECT o."name" FROM "payee_name" o WHERE o."merchantId" = ${merchantId} AND ${word} <% o."folded" AND setting."least" IS NOT NULL
      LIMIT ${most(MOST_ALIKE)}) n`;
}

/** The payouts of names that are nearly what was heard. */
export function nearNamesStatement(merchantId: string, { wanted, names }: { wanted: string; names: readonly string[] }): Prisma.Sql {
  return Prisma.sql`
    WITH named AS MATERIALIZED (SELECT DISTINCT unnest(${names.slice(0, MOST_NAMES)}::text[]) AS "name", false AS "isWhole")
    ${payoutsOfNamed(merchantId, { wanted, how: "likeName" })}`;
}

/** In the order in which they are ranked, so that no more are read than are shown. */
function payoutsOfNamed(merchantId: string, { wanted, how }: { wanted: string; how: string }): Prisma.Sql {
  return Prisma.sql`(
    SELECT ${wanted} AS "wanted", ${how} AS "how", p."id", p."createdAt", named."name" AS "detail"
    FROM named CROSS JOIN LATERAL (${newest(merchantId, Prisma.sql`p."receiverName" = named."name"`, MOST_OF_EACH)}) p
    ORDER BY named."isWhole" DESC, p."createdAt" DESC LIMIT ${most(MOST_READ)})`;
}

/** Of so many names that not all were looked at: among the payouts of last, whoever is called so. */
export function recentNamesStatement(merchantId: string, words: readonly string[]): Prisma.Sql {
  const every = words.map((word) => Prisma.sql`newest."searchText" LIKE ${containing(word)}`);
  return Prisma.sql`
    SELECT ${words.join(" ")} AS "wanted", 'name' AS "how", newest."id", newest."createdAt", newest."receiverName" AS "detail" FROM (
      SELECT p."id", p."createdAt", p."searchText", p."receiverName" FROM "payout" p WHERE p."merchantId" = ${merchantId}
      ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${most(MOST_RECENT)}) newest
    WHERE ${Prisma.join(every, " AND ")} ORDER BY newest."createdAt" DESC LIMIT ${most(MOST_READ)}`;
}

const MOST_RECENT = 5_000;

function newest(merchantId: string, condition: Prisma.Sql, limit: number): Prisma.Sql {
  return Prisma.sql`SELECT p."id", p."createdAt" FROM "payout" p WHERE p."merchantId" = ${merchantId} AND ${condition}
    ORDER BY p."createdAt" DESC LIMIT ${most(limit)}`;
}

/** Written into the statement and not handed to it: a plan that is kept for any limit is made for a tenth of all there is. */
function most(rows: number): Prisma.Sql {
  return Prisma.raw(String(rows));
}

/** Ids are compared as they stand; whoever reads one out does not say which letters are large. */
function spellings(text: string): string[] {
  return [...new Set([text, text.toUpperCase(), text.toLowerCase()])];
}

function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&")}%`;
}
