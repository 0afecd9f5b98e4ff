import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { enqueue } from "@/lib/queue/enqueue";

/** After a refusal a person has corrected the facts, or the provider has; before it, somebody does not want to wait. */
export async function askEnrolmentAgain(
  actor: Actor,
  { enrolmentId }: { enrolmentId: string },
): Promise<Result<{ enrolmentId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "enrolment" WHERE "id" = ${enrolmentId} FOR UPDATE`;
    const enrolment = await tx.enrolment.findFirst({ where: { id: enrolmentId, merchantId: actor.merchantId } });
    if (!enrolment) return failed(denial("notFound"));
    const state = enrolment.state === "refused" ? "wanted" : enrolment.state;
    const now = currentTime();
    const changed = state === enrolment.state ? {} : { state, stateAt: now, checks: 0, nextStep: null };
    await tx.enrolment.update({ where: { id: enrolmentId }, data: { ...changed, nextCheckAt: now } });
    await enqueue(tx, "followEnrolment", { enrolmentId });
    await writeAudit(tx, {
      actor,
      event: "enrolment.askedAgain",
      subject: { kind: "receiver", id: enrolment.receiverId },
      details: { connectionId: enrolment.connectionId, from: enrolment.state },
    });
    return ok({ enrolmentId });
  });
}
