import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { decimalOf } from "@/lib/db/minor";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { SchedulePlan } from "@/lib/domain/schedule/plan";
import type { ScheduledPayout } from "@/lib/domain/schedule/schema";
import type { Chosen } from "@/lib/operations/payouts/choose-connection";
import { resolveTarget } from "@/lib/operations/payouts/resolve-target";
import { lockReceivers } from "@/lib/operations/receivers/lock-receivers";

export type Person = Extract<Actor, { kind: "person" }>;
export type VersionWish = { readonly payout: ScheduledPayout; readonly plan: SchedulePlan; readonly chosen: Chosen };

/** Writes what is paid and when, if it could be paid today; the account as it stands now is the one that is ever paid. */
export async function writeVersion(
  tx: Tx,
  actor: Person,
  { scheduleId, version, payout, plan, chosen }: VersionWish & { scheduleId: string; version: number },
): Promise<Result<null, Denial>> {
  const { merchantId, personId, name } = actor;
  const { timeZone } = await tx.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const wrong = whyNotPlan(plan, dayOf(currentTime(), timeZone));
  if (wrong) return failed(wrong);
  const { connection, manifest } = chosen;
  const { amountMinor, currency, receiverAccountId } = payout;
  const target = { type: "receiverAccount", receiverAccountId } as const;
  await lockReceivers(tx, merchantId, "share");
  const resolved = await resolveTarget(tx, actor, { target, amount: { minor: amountMinor, currency }, connection, manifest });
  if (!resolved.ok) return resolved;
  const { receiverId, receiverAccountVersionId, receiverName, accountMasked } = resolved.value;
  if (receiverId === null || receiverAccountVersionId === null) throw new Error("An account on file has a receiver and a version.");
  await tx.scheduleVersion.create({
    data: {
      ...{ scheduleId, version, merchantId, connectionId: connection.id, amountMinor: decimalOf(amountMinor), currency },
      ...{ receiverId, receiverAccountId, receiverAccountVersionId, receiverName, accountMasked: accountMasked ?? "" },
      ...{ reference: payout.reference, statementText: payout.statementText || null, plan },
      ...{ madeById: personId, madeByName: name, at: currentTime() },
    },
  });
  return ok(null);
}

function whyNotPlan({ startDay, end }: SchedulePlan, today: string): Denial | null {
  const wrong = (field: string, sentence: string) => denial("invalidInput", sentence, { [field]: [sentence] });
  if (startDay < today) return wrong("plan.startDay", "This day has passed.");
  if (end.kind === "on" && end.day < startDay) return wrong("plan.end.day", "It ends before it begins.");
  return null;
}
