import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import type { Schedule, ScheduleVersion } from "@/lib/db/generated/client";
import { minorOf } from "@/lib/db/minor";
import { may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { CreatePayout } from "@/lib/domain/payout/schema";
import type { Occurrence } from "@/lib/domain/schedule/plan";
import { referenceOn } from "@/lib/domain/schedule/schema";
import { readMaker } from "@/lib/operations/batches/read-maker";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { submitPayouts } from "@/lib/operations/payouts/submit-payouts";
import { lockSchedule } from "./lock-schedule";
import { nextTurn } from "./next-turn";

export type DueOccurrence = {
  readonly schedule: Schedule;
  readonly written: ScheduleVersion;
  readonly occurrence: Occurrence;
  /** Its day is past: it goes as soon as it is approved. */
  readonly isLate: boolean;
};

/** `stale`: it was dealt with, paused or edited meanwhile, so there is nothing to say. */
export type MadeOccurrence = "made" | "stale" | Denial;

/**
 * Makes the payout of one day, by the very operation that a person's form comes to: policy judges it anew, and whoever wrote the schedule is
 * its maker. The day is written down in the payout's own transaction, once for each schedule and day: killed anywhere, both exist or neither.
 */
export async function makeOccurrence(due: DueOccurrence): Promise<MadeOccurrence> {
  const { schedule, written, occurrence, isLate } = due;
  const { merchantId, madeById, madeByName, scheduleId } = written;
  const maker = await readMaker({ merchantId, byId: madeById, byKind: "person", byName: madeByName });
  if (!maker || !may(maker, "payout.create")) return denial("forbidden", `${madeByName}, who set it up, may no longer make payouts.`);
  let isStale = false;
  const answer = await submitPayouts(maker, {
    payouts: [payoutOf(written, occurrence, isLate)],
    source: "schedule",
    submissionKey: `${scheduleId}.${occurrence.day}`,
    occurrence: {
      scheduleId,
      editorIds: await othersWithAHand(written),
      claim: async (tx) => {
        const now = await lockSchedule(tx, { scheduleId, merchantId });
        isStale = now?.state !== "active" || now.version !== schedule.version || now.lastDay !== schedule.lastDay;
        crashPoint("schedule.claimed");
        return isStale ? failed(denial("changedMeanwhile")) : ok(null);
      },
      keep: (tx, payoutId) => keep(tx, due, payoutId),
    },
  });
  if (answer.ok) return "made";
  return isStale ? "stale" : answer.error;
}

function payoutOf(written: ScheduleVersion, { day, sendDay }: Occurrence, isLate: boolean): CreatePayout {
  return CreatePayout.parse({
    connection: written.connectionId,
    amountMinor: minorOf(written.amountMinor).toString(),
    currency: written.currency,
    to: { type: "receiverAccount", receiverAccountId: written.receiverAccountId },
    reference: referenceOn(written.reference, day),
    statementText: written.statementText ?? undefined,
    // The rule for closed days was applied already; it must not be applied to its own answer.
    sendOn: isLate ? undefined : (sendDay ?? undefined),
  });
}

/** Everybody who ever wrote a version of it, but for the maker. */
async function othersWithAHand({ scheduleId, madeById }: ScheduleVersion): Promise<readonly string[]> {
  const versions = await db().scheduleVersion.findMany({ where: { scheduleId, madeById: { not: madeById } }, distinct: ["madeById"] });
  return versions.map((one) => one.madeById);
}

async function keep(tx: Tx, { written, occurrence, isLate }: DueOccurrence, payoutId: string): Promise<Result<null, Denial>> {
  const { scheduleId, version, merchantId } = written;
  const { day, sendDay, sentence } = occurrence;
  const payout = await tx.payout.findUniqueOrThrow({ where: { id: payoutId } });
  if (payout.receiverAccountVersionId !== written.receiverAccountVersionId) return failed(denial("changedMeanwhile", ANOTHER_ACCOUNT));
  const frozen = await findReceiverFreeze(tx, payout);
  if (frozen) return failed(frozen);
  const said = isLate ? "It was made late, so it goes as soon as it is approved." : sentence;
  await tx.scheduleOccurrence.create({
    data: { scheduleId, day, merchantId, version, sendDay, outcome: "made", payoutId, sentence: said, at: currentTime() },
  });
  const { lookAt } = await nextTurn(tx, written, day);
  await tx.schedule.update({ where: { id: scheduleId }, data: { lastDay: day, nextLookAt: lookAt } });
  await writeAudit(tx, {
    actor: deskActor(merchantId),
    event: "schedule.occurrenceMade",
    subject: { kind: "schedule", id: scheduleId },
    details: { day, payoutId, number: payout.number, ...(said ? { sentence: said } : {}) },
  });
  crashPoint("schedule.kept");
  return ok(null);
}

const ANOTHER_ACCOUNT =
  "The receiver's account is no longer the one that this schedule was set up to pay. Edit the schedule to pay the new one.";

async function findReceiverFreeze(
  tx: Tx,
  { merchantId, receiverId }: { merchantId: string; receiverId: string | null },
): Promise<Denial | null> {
  if (receiverId === null) return null;
  const freeze = await tx.freeze.findFirst({ where: { merchantId, liftedAt: null, scope: "receiver", targetId: receiverId } });
  return freeze && denial("receiverClosed", `${freeze.setByName} has frozen everything to ${freeze.targetName}.`);
}
