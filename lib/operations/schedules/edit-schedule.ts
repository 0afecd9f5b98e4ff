import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransactionUnlessRefused } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { sayPlan } from "@/lib/domain/schedule/plan";
import { asOrder, type EditSchedule } from "@/lib/domain/schedule/schema";
import { chooseConnection } from "@/lib/operations/payouts/choose-connection";
import { lockSchedule } from "./lock-schedule";
import { nextTurn } from "./next-turn";
import { wakeSchedule } from "./wake-schedule";
import { type Person, type VersionWish, writeVersion } from "./write-version";

/**
 * Changes what a schedule pays, or when, from its next day on. Payouts that it has made stay as they are. Whoever changed it is their maker
 * from then on, and nobody who ever had a hand in it decides on any of them.
 */
export async function editSchedule(actor: Actor, input: EditSchedule): Promise<Result<{ scheduleId: string }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.create")) return failed(denial("forbidden"));
  const chosen = await chooseConnection(actor, asOrder(input.payout));
  if (!chosen.ok) return chosen;
  return inTransactionUnlessRefused((tx) => edit(tx, actor, { ...input, chosen: chosen.value }));
}

async function edit(
  tx: Tx,
  actor: Person,
  { scheduleId, version, ...wish }: VersionWish & { scheduleId: string; version: number },
): Promise<Result<{ scheduleId: string }, Denial>> {
  const { merchantId } = actor;
  const schedule = await lockSchedule(tx, { scheduleId, merchantId });
  if (!schedule) return failed(denial("notFound"));
  if (schedule.state === "ended" || schedule.version !== version) return failed(denial("changedMeanwhile"));
  const written = await writeVersion(tx, actor, { ...wish, scheduleId, version: version + 1 });
  if (!written.ok) return written;
  const { payout, plan } = wish;
  const { next, lookAt } = await nextTurn(tx, { merchantId, currency: payout.currency, plan }, schedule.lastDay);
  if (!next) return failed(denial("invalidInput", NOTHING_LEFT, { "plan.end.day": [NOTHING_LEFT] }));
  const isActive = schedule.state === "active";
  await tx.schedule.update({ where: { id: scheduleId }, data: { version: version + 1, nextLookAt: isActive ? lookAt : null } });
  await writeAudit(tx, {
    actor,
    event: "schedule.edited",
    subject: { kind: "schedule", id: scheduleId },
    details: {
      ...{ version: version + 1, plan: sayPlan(plan), reference: payout.reference },
      ...{ amountMinor: payout.amountMinor.toString(), currency: payout.currency },
    },
  });
  if (isActive) await wakeSchedule(tx, scheduleId, lookAt);
  return ok({ scheduleId });
}

const NOTHING_LEFT = "Nothing would be left to come. End the schedule instead.";
