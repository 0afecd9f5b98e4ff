import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { CURRENCIES } from "@/lib/base/currency";
import { dayOf, startOfDay } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { peopleWith } from "@/lib/db/people-with";
import { readPolicy } from "@/lib/db/read-policy";
import { readRates } from "@/lib/db/read-rates";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { PAYEE_RESULTS } from "@/lib/domain/account/payee-check";
import type { NeedFacts } from "@/lib/domain/approval/conditions";
import { convert, type Rate } from "@/lib/domain/approval/exchange";
import { needOf } from "@/lib/domain/approval/need";
import { sayApproval } from "@/lib/domain/approval/say-approval";
import { DOUBT_KINDS } from "@/lib/domain/batch/row";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import type { SenseLimits } from "@/lib/domain/payout/sense-limits";
import { type SenseFacts, type SenseRule, senseWarnings, type Usual } from "@/lib/domain/payout/sense-rules";
import { providerOf } from "@/lib/providers/registry";

export type ForeseenNeeds = {
  /** Who approves, of how many rows. */
  readonly approvals: readonly { readonly sentence: string; readonly isStuck: boolean; readonly rows: number }[];
  /** Which rules fire for how many; `sentence` is about one of them. */
  readonly rules: readonly { readonly name: string; readonly sentence: string; readonly rows: number }[];
  /** What a checker will see first: amounts far above what is usual, the largest before the others. */
  readonly outliers: readonly {
    readonly line: number;
    readonly name: string;
    readonly amount: Money;
    readonly sentences: readonly string[];
  }[];
  readonly outlierCount: number;
};

const MOST_OUTLIERS = 20;
/** As many of a receiver's and a maker's past as one payout is judged by (`lib/db/sense-facts.ts`). */
const RECEIVERS_LAST = 1000;
const MAKERS_LAST = 200;

const Row = z.object({
  line: z.int(),
  name: z.string(),
  amountMinor: z.string().transform(BigInt),
  currency: z.enum(CURRENCIES),
  provider: z.string(),
  loop: z.enum(["closed", "open"]),
  doubts: z.array(z.enum(DOUBT_KINDS)),
  since: z.date().nullable(),
  country: z.string().nullable(),
  tags: z.array(z.string()).nullable(),
  payee: z.enum(PAYEE_RESULTS).nullable().catch(null),
  paidTimes: z.int(),
  times: z.int(),
  median: z.string().transform(BigInt).nullable(),
});
type Row = z.infer<typeof Row>;

/** What policy will ask of each row that is ready, in one question; each payout is judged once more, and by all of its past, when it is made. */
export async function foreseeNeeds(actor: Actor, batchId: string): Promise<ForeseenNeeds> {
  const { merchantId } = actor;
  const policy = await readPolicy(db(), merchantId);
  const maker = { id: actorId(actor) ?? "", name: actor.name };
  const [rows, rates, members, merchant, makersUsual] = await Promise.all([
    readRows(merchantId, batchId),
    readRates(db(), { merchantId, currency: policy.currency }),
    peopleWith(db(), merchantId, "payout.approve"),
    db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } }),
    readMakersUsual({ merchantId, makerId: maker.id }),
  ]);
  const others = members.filter(({ personId }) => personId !== maker.id);
  const now = currentTime();
  const { timeZone } = merchant;
  const sumsUp = policy.rules.some(({ when }) => when.makerDay !== undefined);
  const before = sumsUp ? await readMakerDay({ merchantId, makerId: maker.id, since: startOfDay(dayOf(now, timeZone), timeZone) }) : [];
  let makerDay = sumsUp ? addUp(before, policy.currency, rates) : null;
  const approvals = new Map<string, ForeseenNeeds["approvals"][number]>();
  const rules = new Map<string, ForeseenNeeds["rules"][number]>();
  const outliers: ForeseenNeeds["outliers"][number][] = [];
  for (const row of rows) {
    const amount = { minor: row.amountMinor, currency: row.currency };
    if (makerDay) makerDay = addUp([makerDay, amount], policy.currency, rates);
    const warnings = warningsOf(row, { amount, maker: { name: maker.name, usual: makersUsual.get(row.currency) ?? null } }, policy.sense);
    const above = warnings.filter(({ rule }) => rule === "amountAbove" || rule === "makerAbove").map(({ sentence }) => sentence);
    if (above.length > 0) outliers.push({ line: row.line, name: row.name, amount, sentences: above });
    const risks = [...twinRisksOf(row), ...warnings.map(({ rule }) => rule)];
    const { manifest } = providerOf(row.provider);
    const facts: NeedFacts = {
      ...{ amount, maker, now, timeZone, makerDay, loop: row.loop, source: "batch", payee: row.payee, risks },
      converted: convert(amount, policy.currency, rates),
      ...{ provider: { id: manifest.id, label: manifest.label }, rails: manifest.rails },
      receiver: row.loop === "closed" ? null : { since: row.since ?? now, country: row.country, tags: row.tags ?? [] },
    };
    const { steps, fired } = needOf(policy, facts);
    const said = sayApproval(steps, others);
    approvals.set(said.sentence, { ...said, rows: (approvals.get(said.sentence)?.rows ?? 0) + 1 });
    for (const { name, sentence } of fired) rules.set(name, { name, sentence, rows: (rules.get(name)?.rows ?? 0) + 1 });
  }
  const most = <T extends { rows: number }>(found: Iterable<T>) => [...found].sort((a, b) => b.rows - a.rows);
  return {
    approvals: most(approvals.values()),
    rules: most(rules.values()),
    outliers: outliers.sort((a, b) => Number(b.amount.minor - a.amount.minor)).slice(0, MOST_OUTLIERS),
    outlierCount: outliers.length,
  };
}

/** What is known of whoever has the row's account, the first of them where several have it. */
async function readRows(merchantId: string, batchId: string): Promise<readonly Row[]> {
  return z.array(Row).parse(
    await db().$queryRaw`
      SELECT r."line", r."name", r."amountMinor"::text AS "amountMinor", r."currency", c."provider", r."loop", known.*,
        ARRAY(SELECT jsonb_path_query(r."doubts" || r."foundDoubts", '$[*].kind') #>> '{}') AS "doubts",
        paid."paidTimes", paid."times", paid."median"
      FROM "batch_row" r JOIN "connection" c ON c."id" = r."connectionId"
      LEFT JOIN LATERAL (
        SELECT x."id" AS "receiverId", x."createdAt" AS "since", x."country",
          ARRAY(SELECT t."tag" FROM "receiver_tag" t WHERE t."receiverId" = x."id" ORDER BY 1) AS "tags",
          (SELECT k."result" FROM "payee_check" k WHERE k."versionId" = v."id" ORDER BY k."at" DESC LIMIT 1) AS "payee"
        FROM "receiver_account_version" v
        JOIN "receiver_account" a ON a."id" = v."accountId" AND a."closedAt" IS NULL
        JOIN "receiver" x ON x."id" = a."receiverId" AND x."state" = 'active'
        WHERE v."merchantId" = ${merchantId} AND v."blindIndex" = r."blindIndex" ORDER BY v."createdAt", v."id" LIMIT 1) known ON true
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS "paidTimes", (count(*) FILTER (WHERE p."currency" = r."currency"))::int AS "times",
          (percentile_disc(0.5) WITHIN GROUP (ORDER BY p."amountMinor") FILTER (WHERE p."currency" = r."currency"))::text AS "median"
        FROM (
          (SELECT p."currency", p."amountMinor" FROM "payout" p
            WHERE r."paymentSourceId" IS NULL AND p."merchantId" = ${merchantId} AND p."state" = 'settled'
              AND p."receiverId" = ANY(known."receiverId" || ARRAY(
                SELECT f."id" FROM "receiver" f WHERE f."merchantId" = ${merchantId} AND f."mergedIntoId" = known."receiverId"))
            ORDER BY p."createdAt" DESC LIMIT ${RECEIVERS_LAST})
          UNION ALL
          (SELECT p."currency", p."amountMinor" FROM "payout" p
            WHERE p."merchantId" = ${merchantId} AND p."paymentSourceId" = r."paymentSourceId" AND p."state" = 'settled'
            ORDER BY p."createdAt" DESC LIMIT ${RECEIVERS_LAST})) p) paid
      WHERE r."batchId" = ${batchId} AND r."merchantId" = ${merchantId} AND r."state" = 'ready' ORDER BY r."line"`,
  );
}

/** What comparing the rows has found already. */
function twinRisksOf({ doubts }: Row): readonly SenseRule[] {
  return [
    ...(doubts.includes("sameRow") ? (["sameRow"] as const) : []),
    ...(doubts.some((kind) => kind === "sameFile" || kind === "samePayout") ? (["sameAmount"] as const) : []),
  ];
}

/** By the rules that judge every payout, with what can be known of so many rows at once. */
function warningsOf({ loop, paidTimes, times, median }: Row, { amount, maker }: Pick<SenseFacts, "amount" | "maker">, limits: SenseLimits) {
  const usual = median === null ? null : { median: { minor: median, currency: amount.currency }, times };
  const unread = { sameAmount: [], sameReference: [], lastPaidAt: null, account: null, sharedWith: [] };
  return senseWarnings({ ...unread, loop, amount, paidTimes, usual, maker }, limits);
}

const MakersUsual = z.array(z.object({ currency: z.enum(CURRENCIES), times: z.int(), median: z.string().transform(BigInt) }));

async function readMakersUsual({ merchantId, makerId }: Omit<Day, "since">): Promise<ReadonlyMap<string, Usual>> {
  const rows = MakersUsual.parse(
    await db().$queryRaw`
      SELECT m."currency", count(*)::int AS "times", (percentile_disc(0.5) WITHIN GROUP (ORDER BY m."amountMinor"))::text AS "median"
      FROM (SELECT p."amountMinor", p."currency" FROM "payout" p WHERE p."merchantId" = ${merchantId} AND p."makerId" = ${makerId}
        ORDER BY p."createdAt" DESC LIMIT ${MAKERS_LAST}) m GROUP BY 1`,
  );
  return new Map(rows.map(({ currency, times, median }) => [currency, { median: { minor: median, currency }, times }]));
}

const Sums = z.array(z.object({ currency: z.enum(CURRENCIES), minor: z.string().transform(BigInt) }));
type Day = { readonly merchantId: string; readonly makerId: string; readonly since: Date };

async function readMakerDay({ merchantId, makerId, since }: Day): Promise<readonly Money[]> {
  const ended: string[] = [
    "draft",
    ...RELEASED_STATES.filter((state) => state === "discarded" || state === "rejected" || state === "expired"),
  ];
  return Sums.parse(
    await db().$queryRaw`
      SELECT p."currency", sum(p."amountMinor")::text AS "minor" FROM "payout" p
      WHERE p."merchantId" = ${merchantId} AND p."makerId" = ${makerId} AND p."createdAt" >= ${since} AND p."state" <> ALL (${ended})
      GROUP BY 1`,
  );
}

function addUp(sums: readonly Money[], currency: Money["currency"], rates: readonly Rate[]): Money | null {
  let minor = 0n;
  for (const one of sums) {
    const converted = convert(one, currency, rates);
    if (converted === null) return null;
    minor += converted.money.minor;
  }
  return { minor, currency };
}
