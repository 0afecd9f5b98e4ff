import { currentTime } from "@/lib/base/clock";
import type { Day } from "@/lib/base/day";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { ScheduleVersion } from "@/lib/db/generated/client";
import type { Occurrence } from "@/lib/domain/schedule/plan";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { nextTurn } from "./next-turn";

export type Left = { readonly outcome: "refused" | "missed" | "closed" | "paused"; readonly sentence: string };
type Which = {
  /** Null: this day is not to be left. Asked of one day after the other, until then. */
  readonly leaves: (occurrence: Occurrence, today: Day) => Left | null;
  readonly onLeft?: (occurrence: Occurrence, left: Left) => void;
};

/** Writes down days on which nothing is made, and why. Answers the last day that was dealt with. Ask under the schedule's lock. */
export async function leaveDays(tx: Tx, written: ScheduleVersion, lastDay: Day | null, { leaves, onLeft }: Which): Promise<Day | null> {
  const { scheduleId, version, merchantId } = written;
  let last = lastDay;
  for (;;) {
    const { next, today } = await nextTurn(tx, written, last);
    const left = next && leaves(next, today);
    if (!next || !left) return last;
    const { day, sendDay } = next;
    await tx.scheduleOccurrence.create({ data: { scheduleId, day, merchantId, version, sendDay, ...left, at: currentTime() } });
    await writeAudit(tx, {
      actor: deskActor(merchantId),
      event: "schedule.occurrenceLeft",
      subject: { kind: "schedule", id: scheduleId },
      details: { day, ...left },
    });
    onLeft?.(next, left);
    last = day;
  }
}
