import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { readRisk } from "@/lib/db/read-risk";
import type { Actor } from "@/lib/domain/access/actor";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { isSenseRule, type SenseWarning } from "@/lib/domain/payout/sense-rules";
import { readAccountFacts } from "./read-account-facts";
import { readPayout } from "./read-payout";

/** One payout as a checker sees it, and what stands out about it: now, and when it was asked for. Null for other merchants' and none. */
export async function readApproval(actor: Actor, idOrNumber: string): Promise<ApprovalView | null> {
  const payout = await readPayout(actor, idOrNumber);
  if (!payout) return null;
  const { merchantId } = actor;
  const row = await db().payout.findFirstOrThrow({
    where: { id: payout.id, merchantId },
    include: { warnings: true },
  });
  const [{ risk, warnings: now, facts }, account, balance] = await Promise.all([
    readRisk(db(), row),
    readFacts(actor, row.receiverAccountVersionId),
    readBalance(row),
  ]);
  const warnings = compare(payout, now, row.warnings);
  const { paidTimes, lastPaidAt, usual } = facts;
  return {
    payout,
    account,
    warnings,
    makerReason: row.makerReason,
    risk: { level: risk.level, marks: [...risk.marks] },
    balance,
    past: { paidTimes, lastPaidAt, usual },
  };
}

type Kept = { rule: string; subject: string; sentence: string; number: string | null; at: Date | null };
type Shown = ApprovalView["warnings"];

/** What stands out now, marked with whether the maker saw it; then what stood out then and no longer does. */
function compare({ source }: PayoutView, now: readonly SenseWarning[], then: readonly Kept[]): Shown {
  const isSame = (a: { rule: string; subject: string }) => (b: { rule: string; subject: string }) =>
    a.rule === b.rule && a.subject === b.subject;
  // What a machine made was seen by nobody.
  const wasSeen = (one: { rule: string; subject: string }) => source !== "screen" || then.some(isSame(one));
  const gone = then.flatMap(({ rule, subject, sentence, number, at }): Shown => {
    if (!isSenseRule(rule) || now.some(isSame({ rule, subject }))) return [];
    return [{ rule, subject, sentence, number, at, since: "gone" }];
  });
  return [...now.map((one) => ({ ...one, since: wasSeen(one) ? ("seen" as const) : ("new" as const) })), ...gone];
}

const BALANCE_HOLDS_FOR_MS = 15 * MINUTE_MS;

async function readBalance({ connectionId, currency, amountMinor }: Payout): Promise<ApprovalView["balance"]> {
  const read = await db().connectionBalance.findUnique({ where: { connectionId_currency: { connectionId, currency } } });
  if (!read || read.readAt < addMs(currentTime(), -BALANCE_HOLDS_FOR_MS)) return null;
  return { after: moneyOf(read.availableMinor.sub(amountMinor), currency), readAt: read.readAt };
}

async function readFacts(actor: Actor, versionId: string | null): Promise<ApprovalView["account"]> {
  if (versionId === null) return null;
  return (await readAccountFacts(actor, [versionId]))[versionId] ?? null;
}
