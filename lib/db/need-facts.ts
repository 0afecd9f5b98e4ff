import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { CURRENCIES } from "@/lib/base/currency";
import { addDays, dayOf, startOfDay } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { PAYEE_RESULTS } from "@/lib/domain/account/payee-check";
import { addsUpMakerDay } from "@/lib/domain/approval/adds-up-maker-day";
import type { NeedFacts } from "@/lib/domain/approval/conditions";
import { convert, type Rate } from "@/lib/domain/approval/exchange";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";
import { keepPlan } from "./kept-plan";
import type { HouseRules } from "./read-policy";
import { Rates, ratesQuery } from "./read-rates";
import type { SenseTarget } from "./sense-facts";

export type NeedQuestion = Omit<NeedFacts, "converted" | "makerDay" | "receiver" | "payee" | "now" | "timeZone"> & {
  readonly merchantId: string;
  readonly rules: HouseRules;
  readonly target: SenseTarget;
  /** The payout itself, once it is made: it must not count twice in what its maker asked for. */
  readonly payoutId?: string;
};

export type ReadNeedFacts = {
  readonly facts: NeedFacts;
  /** Which policy is in force as they are read: the one of the question, unless another has come to hold since that was read. */
  readonly policyVersion: number;
};

const Sums = z.array(z.object({ currency: z.enum(CURRENCIES), minor: z.string().transform(BigInt) }));
const Row = z.object({
  policyVersion: z.int(),
  rates: Rates.nullable(),
  sums: Sums.nullable(),
  since: z.date().nullable(),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  payee: z.enum(PAYEE_RESULTS).nullable().catch(null),
});
type Row = z.infer<typeof Row>;

/** What the rules of a policy ask of a payout, read as it stands now, in one question. */
export async function readNeedFacts(tx: Tx, question: NeedQuestion): Promise<ReadNeedFacts> {
  const { merchantId: _merchant, rules, target, payoutId: _payout, ...said } = question;
  const { policy, timeZone } = rules;
  const now = currentTime();
  const [row] = z.tuple([Row]).parse(await tx.$queryRaw(keepPlan(needQuery(question, now))));
  const rates = row.rates ?? [];
  const facts = {
    ...said,
    converted: convert(said.amount, policy.currency, rates),
    makerDay: addsUpMakerDay(policy) ? addUp([said.amount, ...(row.sums ?? [])], policy.currency, rates) : null,
    receiver: target.paymentSourceId === null ? receiverOf(row, now) : null,
    payee: row.payee,
    now,
    timeZone,
  };
  return { facts, policyVersion: row.policyVersion };
}

/** The maker's day is what was asked for and has not come to nothing before any money moved. */
function needQuery({ merchantId, rules, maker, target, payoutId = "" }: NeedQuestion, now: Date): Prisma.Sql {
  const { policy, timeZone } = rules;
  const day = dayOf(now, timeZone);
  const [since, until] = [startOfDay(day, timeZone), startOfDay(addDays(day, 1), timeZone)];
  const makerId = addsUpMakerDay(policy) ? maker.id : null;
  return Prisma.sql`
    SELECT v."version" AS "policyVersion", r."createdAt" AS "since", r."country",
      ARRAY(SELECT t."tag" FROM "receiver_tag" t WHERE t."merchantId" = r."merchantId" AND t."receiverId" = r."id" ORDER BY 1) AS "tags",
      (SELECT c."result" FROM "payee_check" c WHERE c."merchantId" = ${merchantId} AND c."versionId" = ${target.accountVersionId}
        ORDER BY c."at" DESC LIMIT 1) AS "payee",
      (SELECT json_agg(x) FROM (${ratesQuery({ merchantId, currency: policy.currency })}) x) AS "rates",
      (SELECT json_agg(x) FROM (
        SELECT p."currency", sum(p."amountMinor")::text AS "minor" FROM "payout" p
        WHERE p."merchantId" = ${merchantId} AND p."makerId" = ${makerId} AND p."createdAt" >= ${since} AND p."createdAt" < ${until}
          AND p."id" <> ${payoutId} AND p."state" NOT IN ('draft', 'discarded', 'rejected', 'expired')
        GROUP BY p."currency") x) AS "sums"
    FROM "policy_version" v LEFT JOIN "receiver" r ON r."merchantId" = v."merchantId" AND r."id" = ${target.receiverId}
    WHERE v."merchantId" = ${merchantId} AND v."state" = 'active'`;
}

/** Of somebody who is not on file yet, that they are new. */
function receiverOf({ since, country, tags }: Row, now: Date): NeedFacts["receiver"] {
  return since === null ? { since: now, country: null, tags: [] } : { since, country, tags };
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
