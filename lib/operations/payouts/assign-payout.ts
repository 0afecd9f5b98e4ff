import { currentTime } from "@/lib/base/clock";
import { formatPayoutNumber, newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { type PersonWith, peopleWith } from "@/lib/db/people-with";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import type { AssignPayout } from "@/lib/domain/note/schema";
import { queueMail } from "@/lib/operations/mail/queue-mail";
import { lockPayout } from "./lock-payout";

/** Says whose a payout is: one takes it, gives it to somebody, or puts it down. It decides nothing about the payout itself. */
export async function assignPayout(
  actor: Actor,
  { payoutId, assigneeId, from }: AssignPayout,
): Promise<Result<{ assigneeId: string | null }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.assign")) return failed(denial("forbidden"));
  const { merchantId, personId: byId, name: byName } = actor;
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId });
    if (!payout) return failed(denial("notFound"));
    // Of two who take it at once the second one learns whose it is.
    if (payout.assigneeId !== from) return failed(denial("changedMeanwhile"));
    const assignee = assigneeId === null ? null : findPerson(await peopleWith(tx, merchantId, "payout.view"), assigneeId);
    if (assignee === undefined) return failed(denial("notFound", "Nobody by that name may see this payout."));
    if (assigneeId === from) return ok({ assigneeId });
    const whose = { assigneeId, assigneeName: assignee?.name ?? null };
    await tx.payout.update({ where: { id: payoutId }, data: whose });
    await tx.payoutAssignment.create({
      data: { id: newId("payoutAssignment"), merchantId, payoutId, ...whose, byId, byName, at: currentTime() },
    });
    const details = { number: payout.number, before: { assignee: payout.assigneeName }, after: { assignee: whose.assigneeName } };
    await writeAudit(tx, { actor, event: "payout.assigned", subject: { kind: "payout", id: payoutId }, details });
    if (assignee && assignee.personId !== byId) {
      const subject = `${byName} gave you payout ${formatPayoutNumber(payout.number)}`;
      const text = `${subject} to ${leaveOutAddresses(payout.receiverName)}. It is yours until you put it down or somebody takes it.`;
      await queueMail(tx, { merchantId, to: { personId: assignee.personId }, subject, text, path: `/payouts/${payout.number}` });
    }
    return ok({ assigneeId });
  });
}

function findPerson(people: readonly PersonWith[], id: string): PersonWith | undefined {
  return people.find(({ personId }) => personId === id);
}
