import { PAYEE_RESULTS } from "@/lib/domain/account/payee-check";
import { standingOf } from "@/lib/domain/account/standing";
import { type Risk, riskOf } from "@/lib/domain/approval/risk";
import type { SenseFacts } from "@/lib/domain/payout/sense-rules";
import { type SenseWarning, senseWarnings } from "@/lib/domain/payout/sense-rules";
import type { Tx } from "./client";
import type { Payout } from "./generated/client";
import { moneyOf } from "./minor";
import { readPolicy } from "./read-policy";
import { readSenseFacts } from "./sense-facts";

type Judged = Omit<Payout, "state">;

export type ReadRisk = { readonly risk: Risk; readonly warnings: readonly SenseWarning[]; readonly facts: SenseFacts };

/** How much there is to look at before a payout is approved, as it stands now. */
export async function readRisk(tx: Tx, payout: Judged): Promise<ReadRisk> {
  const { id: payoutId, merchantId, submissionKey, receiverId, receiverAccountVersionId: accountVersionId, paymentSourceId } = payout;
  const { sense: limits } = await readPolicy(tx, merchantId);
  const occurrence = await tx.scheduleOccurrence.findUnique({
    where: { merchantId_payoutId: { merchantId, payoutId } },
    select: { scheduleId: true },
  });
  const facts = await readSenseFacts(tx, {
    scheduleId: occurrence?.scheduleId,
    ...{ merchantId, limits, payoutId, submissionKey, reference: payout.reference },
    amount: moneyOf(payout.amountMinor, payout.currency),
    maker: { id: payout.makerId, name: payout.makerName },
    target: { receiverId, accountVersionId, paymentSourceId, blindIndex: null },
  });
  const warnings = senseWarnings(facts, limits);
  const { timeZone } = await tx.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const before = await tx.payout.findFirst({
    where: { merchantId, makerId: payout.makerId, id: { not: payoutId }, createdAt: { lt: payout.createdAt } },
    select: { id: true },
  });
  const risk = riskOf({
    ...(await readAccount(tx, payout)),
    warnings: warnings.length,
    stepUp: payout.stepUp,
    makerTimes: before ? 1 : 0,
    maker: { kind: payout.makerKind, name: payout.makerName },
    askedAt: payout.submittedAt ?? payout.createdAt,
    timeZone,
  });
  return { risk, warnings, facts };
}

async function readAccount(tx: Tx, { merchantId, receiverAccountVersionId: id }: Judged) {
  if (id === null) return { payee: null, isAccountUnconfirmed: false };
  const version = await tx.receiverAccountVersion.findFirst({
    where: { id, merchantId },
    include: { decision: true, checks: { orderBy: { at: "desc" }, take: 1, select: { result: true } } },
  });
  return {
    payee: PAYEE_RESULTS.find((result) => result === version?.checks[0]?.result) ?? null,
    isAccountUnconfirmed: version ? standingOf(version) !== "confirmed" : false,
  };
}
