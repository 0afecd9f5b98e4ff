import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { inTransactionUnlessRefused } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { sayPlan } from "@/lib/domain/schedule/plan";
import { asOrder, type CreateSchedule } from "@/lib/domain/schedule/schema";
import { chooseConnection } from "@/lib/operations/payouts/choose-connection";
import { nextTurn } from "./next-turn";
import { wakeSchedule } from "./wake-schedule";
import { type Person, type VersionWish, writeVersion } from "./write-version";

export type CreatedSchedule = { readonly scheduleId: string; readonly replayed: boolean };

/** Sets up what is paid again and again. It pays nobody by itself: each of its days makes a payout that is approved like any other. */
export async function createSchedule(actor: Actor, input: CreateSchedule): Promise<Result<CreatedSchedule, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.create")) return failed(denial("forbidden"));
  const replay = await findReplay(actor, input);
  if (replay) return replay;
  const chosen = await chooseConnection(actor, asOrder(input.payout));
  if (!chosen.ok) return chosen;
  try {
    return await inTransactionUnlessRefused((tx) => create(tx, actor, { ...input, chosen: chosen.value }));
  } catch (error) {
    const made = isUniqueViolation(error) ? await findReplay(actor, input) : null;
    if (made) return made;
    throw error;
  }
}

async function findReplay({ merchantId }: Actor, { submissionKey }: CreateSchedule): Promise<Result<CreatedSchedule, Denial> | null> {
  const made = await db().schedule.findUnique({ where: { merchantId_submissionKey: { merchantId, submissionKey } }, select: { id: true } });
  return made && ok({ scheduleId: made.id, replayed: true });
}

async function create(
  tx: Tx,
  actor: Person,
  { submissionKey, ...wish }: VersionWish & { submissionKey: string },
): Promise<Result<CreatedSchedule, Denial>> {
  const scheduleId = newId("schedule");
  const { merchantId, personId, name } = actor;
  const now = currentTime();
  const { payout, plan } = wish;
  const { next, lookAt } = await nextTurn(tx, { merchantId, currency: payout.currency, plan }, null);
  if (!next) return failed(denial("invalidInput", NO_DAY, { "plan.end.day": [NO_DAY] }));
  await tx.schedule.create({
    data: {
      ...{ id: scheduleId, merchantId, state: "active", submissionKey, nextLookAt: lookAt },
      ...{ createdById: personId, createdByName: name, createdAt: now, stateAt: now },
    },
  });
  const written = await writeVersion(tx, actor, { ...wish, scheduleId, version: 1 });
  if (!written.ok) return written;
  await writeAudit(tx, {
    actor,
    event: "schedule.created",
    subject: { kind: "schedule", id: scheduleId },
    details: { plan: sayPlan(plan), amountMinor: payout.amountMinor.toString(), currency: payout.currency, reference: payout.reference },
  });
  await wakeSchedule(tx, scheduleId, lookAt);
  return ok({ scheduleId, replayed: false });
}

const NO_DAY = "No day of the rule lies between its first and its last.";
