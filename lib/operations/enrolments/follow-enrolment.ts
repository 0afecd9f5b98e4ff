import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db, type Tx } from "@/lib/db/client";
import type { Enrolment } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { openConnection } from "@/lib/operations/connections/open-connection";
import type { ProviderConnection } from "@/lib/providers/contract/connection";
import type { EnrolmentLookUpOutcome, EnrolOutcome } from "@/lib/providers/contract/receiver";
import { type Claimed, concludeEnrolment, type Followed } from "./conclude-enrolment";
import { receiverDetails } from "./receiver-details";

/**
 * Longer than all calls of one enrolment may take: a list of ten pages and an invitation, each with twenty seconds to answer. After
 * this, whoever was asking is gone.
 */
const BUSY_MS = 5 * MINUTE_MS;

/**
 * Makes a receiver known to the provider, or asks how far that is. One worker at a time asks for one receiver at one connection, so
 * that nobody is made known twice; a crash leaves a claim that runs out, and enrolling again finds what was made.
 */
export async function followEnrolment({ enrolmentId }: { enrolmentId: string }): Promise<Followed> {
  const claimed = await inTransaction((tx) => claim(tx, enrolmentId));
  if (typeof claimed === "string") return claimed;

  crashPoint("enrol.claimed");
  const outcome = await ask(claimed);
  crashPoint("enrol.answered");
  return inTransaction((tx) => concludeEnrolment(tx, claimed, outcome));
}

/** The next look is due when the claim runs out: any other time that stands there later was written by somebody who knows more. */
async function claim(tx: Tx, enrolmentId: string): Promise<Claimed | "notDue" | "busy"> {
  await tx.$queryRaw`SELECT "id" FROM "enrolment" WHERE "id" = ${enrolmentId} FOR UPDATE`;
  const enrolment = await tx.enrolment.findUnique({ where: { id: enrolmentId }, include: { connection: { select: { state: true } } } });
  if (!enrolment || enrolment.state === "refused" || enrolment.connection.state !== "active") return "notDue";
  const now = currentTime();
  // By receiver, not by account: the provider's receiver is one, whatever accounts are added to it.
  await tx.$queryRaw`SELECT "id" FROM "receiver" WHERE "id" = ${enrolment.receiverId} FOR UPDATE`;
  const { connectionId, receiverId } = enrolment;
  const busy = await tx.enrolment.count({ where: { connectionId, receiverId, busyUntil: { gt: now } } });
  if (busy > 0) return "busy";
  const busyUntil = addMs(now, BUSY_MS);
  return { ...(await tx.enrolment.update({ where: { id: enrolmentId }, data: { busyUntil, nextCheckAt: busyUntil } })), busyUntil };
}

async function ask(enrolment: Enrolment): Promise<EnrolOutcome | EnrolmentLookUpOutcome> {
  const row = await db().connection.findUniqueOrThrow({ where: { id: enrolment.connectionId } });
  const connection: ProviderConnection = openConnection(row).connect();
  const { enrolReceiver, lookUpEnrolment } = connection;
  if (!enrolReceiver || !lookUpEnrolment) throw new Error(`The provider ${row.provider} enrols nobody.`);
  const { providerReceiverId, providerAccountId } = enrolment;
  if (enrolment.state !== "wanted" && providerReceiverId !== null) {
    return lookUpEnrolment.call(connection, { providerReceiverId, providerAccountId });
  }
  return enrolReceiver.call(connection, await receiverDetails(db(), enrolment));
}
