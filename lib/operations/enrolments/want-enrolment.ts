import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Enrolment, Payout } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/queue/enqueue";

/**
 * The enrolment that this payout needs, made now if nobody has wanted it before. Two payouts to one account at once want the same
 * row. Asking the provider is the job's work: no network call sits in a transaction.
 */
export async function wantEnrolment(tx: Tx, payout: Payout): Promise<Enrolment> {
  const { merchantId, connectionId, receiverAccountVersionId: accountVersionId } = payout;
  if (accountVersionId === null) throw new Error(`Payout ${payout.id} names no account to enrol.`);
  const where = { connectionId_accountVersionId: { connectionId, accountVersionId } };
  // Held until this dispatch has committed: becoming ready meanwhile waits, and then finds the payout that it has to wake.
  await tx.$queryRaw`
    SELECT "id" FROM "enrolment" WHERE "connectionId" = ${connectionId} AND "accountVersionId" = ${accountVersionId} FOR SHARE`;
  const known = await tx.enrolment.findUnique({ where });
  if (known) return known;

  // Whose account it is now: a merge may have moved it since the payout was made.
  const { account } = await tx.receiverAccountVersion.findUniqueOrThrow({ where: { id: accountVersionId }, include: { account: true } });
  const { receiverId } = account;
  const id = newId("enrolment");
  const now = currentTime();
  const { count } = await tx.enrolment.createMany({
    data: [{ id, merchantId, connectionId, receiverId, accountVersionId, createdAt: now, stateAt: now, nextCheckAt: now }],
    skipDuplicates: true,
  });
  if (count > 0) await enqueue(tx, "followEnrolment", { enrolmentId: id });
  return tx.enrolment.findUniqueOrThrow({ where });
}
