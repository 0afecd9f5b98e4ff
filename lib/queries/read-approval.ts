import { db } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import { readSenseFacts } from "@/lib/db/sense-facts";
import type { Actor } from "@/lib/domain/access/actor";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { isSenseRule, senseWarnings } from "@/lib/domain/payout/sense-rules";
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
  const { sense: limits } = await readPolicy(db(), merchantId);
  const facts = await readSenseFacts(db(), {
    ...{ merchantId, limits, amount: payout.amount, reference: payout.reference, payoutId: payout.id, submissionKey: row.submissionKey },
    maker: { id: row.makerId, name: row.makerName },
    target: {
      receiverId: row.receiverId,
      accountVersionId: row.receiverAccountVersionId,
      paymentSourceId: row.paymentSourceId,
      blindIndex: null,
    },
  });
  const warnings = compare(payout, senseWarnings(facts, limits), row.warnings);
  const { paidTimes, lastPaidAt, usual } = facts;
  return {
    payout,
    account: await readFacts(actor, row.receiverAccountVersionId),
    warnings,
    makerReason: row.makerReason,
    past: { paidTimes, lastPaidAt, usual },
  };
}

type Kept = { rule: string; subject: string; sentence: string; number: string | null; at: Date | null };
type Shown = ApprovalView["warnings"];

/** What stands out now, marked with whether the maker saw it; then what stood out then and no longer does. */
function compare({ source }: PayoutView, now: ReturnType<typeof senseWarnings>, then: readonly Kept[]): Shown {
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

async function readFacts(actor: Actor, versionId: string | null): Promise<ApprovalView["account"]> {
  if (versionId === null) return null;
  return (await readAccountFacts(actor, [versionId]))[versionId] ?? null;
}
