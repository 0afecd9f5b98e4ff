import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { CURRENCIES } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { readOrganisation } from "@/lib/db/read-organisation";
import { readPolicy } from "@/lib/db/read-policy";
import { readRates } from "@/lib/db/read-rates";
import { PAYEE_RESULTS } from "@/lib/domain/account/payee-check";
import { type BackTest, BackTester } from "@/lib/domain/approval/back-test";
import type { NeedFacts } from "@/lib/domain/approval/conditions";
import { convert, type Rate } from "@/lib/domain/approval/exchange";
import { type ApprovalPolicy, PAYOUT_SOURCES } from "@/lib/domain/approval/policy";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import { isSenseRule } from "@/lib/domain/payout/sense-rules";
import { providerOf } from "@/lib/providers/registry";

export type BackTestView = BackTest & {
  readonly days: number;
  /** How many payouts there were, and how many of them were judged: all, or as many as are read in a moment. */
  readonly total: number;
  readonly judged: number;
};

const DAYS = 90;
/** More are not read: of a longer past each so-manieth is judged, drawn by its id, and the answer says so. */
const MOST_JUDGED = 20_000;
/** What a maker asked for in a day is added up anew for each payout. */
const MOST_ADDED_UP = 4_000;
const SLICE = 2_000;

/** What a version of the policy would have done with the payouts of the last 90 days, beside what the one in force would. Null: no such version. */
export async function backTestPolicy(merchantId: string, version: number): Promise<BackTestView | null> {
  const row = await db().policyVersion.findUnique({ where: { merchantId_version: { merchantId, version } }, select: { body: true } });
  if (!row) return null;
  const draft = ApprovalPolicyShape.parse(row.body);
  const present = await readPolicy(db(), merchantId);
  const { timeZone } = await db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const rates = {
    present: await readRates(db(), { merchantId, currency: present.currency }),
    draft: await readRates(db(), { merchantId, currency: draft.currency }),
  };
  const from = addMs(currentTime(), -DAYS * DAY_MS);
  const addsUp = [...present.rules, ...draft.rules].some(({ when }) => when.makerDay !== undefined);
  const total = await countPayouts(merchantId, from);
  const oneIn = Math.max(1, Math.ceil(total / (addsUp ? MOST_ADDED_UP : MOST_JUDGED)));

  const tester = new BackTester({ present, draft, organisation: await readOrganisation(db(), merchantId) });
  let judged = 0;
  let after: Cursor = { at: from, id: "" };
  for (;;) {
    const slice = Rows.parse(await db().$queryRaw(sliceQuery({ merchantId, timeZone, oneIn, addsUp, after })));
    for (const payout of slice) {
      const facts = (policy: ApprovalPolicy, known: readonly Rate[]) => factsOf(payout, { policy, rates: known, timeZone });
      const { number, receiverName, createdAt: at } = payout;
      tester.judge({ number, receiverName, at, facts: { present: facts(present, rates.present), draft: facts(draft, rates.draft) } });
    }
    judged += slice.length;
    const last = slice.at(-1);
    if (!last || slice.length < SLICE) break;
    after = { at: last.createdAt, id: last.id };
  }
  return { ...tester.result(), days: DAYS, total, judged };
}

async function countPayouts(merchantId: string, from: Date): Promise<number> {
  return db().payout.count({ where: { merchantId, createdAt: { gte: from }, state: { not: "draft" } } });
}

const Sum = z.object({ currency: z.enum(CURRENCIES), minor: z.string().transform(BigInt) });
const Rows = z.array(
  z.object({
    id: z.string(),
    number: z.string(),
    receiverName: z.string(),
    createdAt: z.date(),
    amountMinor: z.string().transform(BigInt),
    currency: z.enum(CURRENCIES),
    provider: z.string(),
    loop: z.enum(["closed", "open"]),
    source: z.enum(PAYOUT_SOURCES),
    makerId: z.string(),
    makerName: z.string(),
    receiverSince: z.date().nullable(),
    country: z.string().nullable(),
    tags: z.array(z.string()).nullable(),
    rules: z.array(z.string()).nullable(),
    payee: z.enum(PAYEE_RESULTS).nullable(),
    makerDay: z.array(Sum).nullable(),
  }),
);
type Row = z.infer<typeof Rows>[number];

type Cursor = { readonly at: Date; readonly id: string };
type Slice = {
  readonly merchantId: string;
  readonly timeZone: string;
  readonly oneIn: number;
  readonly addsUp: boolean;
  readonly after: Cursor;
};

function sliceQuery({ merchantId, timeZone, oneIn, addsUp, after }: Slice): Prisma.Sql {
  const drawn = oneIn === 1 ? Prisma.sql`true` : Prisma.sql`abs(hashtext(p."id")::bigint) % ${oneIn} = 0`;
  const makerDay = addsUp
    ? Prisma.sql`(SELECT json_agg(s) FROM (
        SELECT b."currency", sum(b."amountMinor")::text AS "minor" FROM "payout" b
        WHERE b."merchantId" = p."merchantId" AND b."makerId" = p."makerId" AND b."createdAt" <= p."createdAt"
          AND b."createdAt" >= date_trunc('day', p."createdAt" AT TIME ZONE ${timeZone}) AT TIME ZONE ${timeZone} AND b."state" <> 'draft'
        GROUP BY b."currency") s)`
    : Prisma.sql`NULL::json`;
  return Prisma.sql`
    SELECT p."id", p."number", p."receiverName", p."createdAt", p."amountMinor"::text AS "amountMinor", p."currency", p."provider", p."loop", p."source",
      p."makerId", p."makerName", r."createdAt" AS "receiverSince", r."country",
      (SELECT array_agg(t."tag") FROM "receiver_tag" t WHERE t."receiverId" = p."receiverId") AS "tags",
      (SELECT array_agg(w."rule") FROM "payout_warning" w WHERE w."payoutId" = p."id") AS "rules",
      (SELECT c."result" FROM "payee_check" c WHERE c."versionId" = p."receiverAccountVersionId" AND c."at" <= p."createdAt"
        ORDER BY c."at" DESC LIMIT 1) AS "payee",
      ${makerDay} AS "makerDay"
    FROM (
      SELECT p.* FROM "payout" p
      WHERE p."merchantId" = ${merchantId} AND (p."createdAt", p."id") > (${after.at}, ${after.id}) AND p."state" <> 'draft' AND ${drawn}
      ORDER BY p."createdAt", p."id" LIMIT ${SLICE}) p
    LEFT JOIN "receiver" r ON r."id" = p."receiverId" AND r."merchantId" = p."merchantId"
    ORDER BY p."createdAt", p."id"`;
}

type Asked = { readonly policy: ApprovalPolicy; readonly rates: readonly Rate[]; readonly timeZone: string };

/** As it stood when it was asked for, as far as that was kept; tags, countries and rates are those of today. */
function factsOf(row: Row, { policy, rates, timeZone }: Asked): NeedFacts {
  const { manifest } = providerOf(row.provider);
  const amount = { minor: row.amountMinor, currency: row.currency };
  return {
    amount,
    converted: convert(amount, policy.currency, rates),
    makerDay: row.makerDay && addUp(row.makerDay, policy, rates),
    provider: { id: manifest.id, label: manifest.label },
    rails: manifest.rails,
    loop: row.loop,
    source: row.source,
    maker: { id: row.makerId, name: row.makerName },
    receiver: row.loop === "closed" ? null : { since: row.receiverSince ?? row.createdAt, country: row.country, tags: row.tags ?? [] },
    risks: (row.rules ?? []).filter(isSenseRule),
    payee: row.payee,
    now: row.createdAt,
    timeZone,
  };
}

function addUp(sums: readonly Money[], { currency }: ApprovalPolicy, rates: readonly Rate[]): Money | null {
  let minor = 0n;
  for (const sum of sums) {
    const converted = convert(sum, currency, rates);
    if (converted === null) return null;
    minor += converted.money.minor;
  }
  return { minor, currency };
}
