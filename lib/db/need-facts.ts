import { z } from "zod";
import { currentTime } from "@/lib/base/clock";
import { CURRENCIES } from "@/lib/base/currency";
import { dayOf, startOfDay } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { PAYEE_RESULTS } from "@/lib/domain/account/payee-check";
import type { NeedFacts } from "@/lib/domain/approval/conditions";
import { convert, type Rate } from "@/lib/domain/approval/exchange";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import type { Tx } from "./client";
import { readRates } from "./read-rates";
import type { SenseTarget } from "./sense-facts";

export type NeedQuestion = Omit<NeedFacts, "converted" | "makerDay" | "receiver" | "payee" | "now" | "timeZone"> & {
  readonly merchantId: string;
  readonly policy: ApprovalPolicy;
  readonly target: SenseTarget;
  /** The payout itself, once it is made: it must not count twice in what its maker asked for. */
  readonly payoutId?: string;
};

/** What the rules of a policy ask of a payout, read as it stands now. */
export async function readNeedFacts(tx: Tx, question: NeedQuestion): Promise<NeedFacts> {
  const { merchantId, policy, target, payoutId: _, ...said } = question;
  const now = currentTime();
  const { timeZone } = await tx.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const rates = await readRates(tx, { merchantId, currency: policy.currency });
  return {
    ...said,
    converted: convert(said.amount, policy.currency, rates),
    makerDay: policy.rules.some(({ when }) => when.makerDay !== undefined) ? await makerDay(tx, question, { rates, timeZone, now }) : null,
    receiver: await readReceiver(tx, merchantId, target, now),
    payee: await lastPayeeCheck(tx, merchantId, target.accountVersionId),
    now,
    timeZone,
  };
}

async function readReceiver(tx: Tx, merchantId: string, target: SenseTarget, now: Date): Promise<NeedFacts["receiver"]> {
  if (target.paymentSourceId !== null) return null;
  const NEW = { since: now, country: null, tags: [] };
  if (target.receiverId === null) return NEW;
  const row = await tx.receiver.findFirst({
    where: { id: target.receiverId, merchantId },
    select: { createdAt: true, country: true, tags: { select: { tag: true }, orderBy: { tag: "asc" } } },
  });
  return row ? { since: row.createdAt, country: row.country, tags: row.tags.map(({ tag }) => tag) } : NEW;
}

async function lastPayeeCheck(tx: Tx, merchantId: string, versionId: string | null): Promise<NeedFacts["payee"]> {
  if (versionId === null) return null;
  const check = await tx.payeeCheck.findFirst({ where: { merchantId, versionId }, orderBy: { at: "desc" }, select: { result: true } });
  return PAYEE_RESULTS.find((result) => result === check?.result) ?? null;
}

const Sums = z.array(z.object({ currency: z.enum(CURRENCIES), minor: z.string().transform(BigInt) }));

type Day = { readonly rates: readonly Rate[]; readonly timeZone: string; readonly now: Date };

/** What was asked for and has not come to nothing before any money moved. */
async function makerDay(
  tx: Tx,
  { merchantId, policy, maker, amount, payoutId = "" }: NeedQuestion,
  { rates, timeZone, now }: Day,
): Promise<Money | null> {
  const since = startOfDay(dayOf(now, timeZone), timeZone);
  const before = Sums.parse(
    await tx.$queryRaw`
      SELECT p."currency", sum(p."amountMinor")::text AS "minor" FROM "payout" p
      WHERE p."merchantId" = ${merchantId} AND p."makerId" = ${maker.id} AND p."createdAt" >= ${since} AND p."id" <> ${payoutId}
        AND p."state" NOT IN ('draft', 'discarded', 'rejected', 'expired')
      GROUP BY p."currency"`,
  );
  let minor = 0n;
  for (const one of [amount, ...before]) {
    const converted = convert(one, policy.currency, rates);
    if (converted === null) return null;
    minor += converted.money.minor;
  }
  return { minor, currency: policy.currency };
}
