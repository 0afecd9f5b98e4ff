import { currentTime } from "@/lib/base/clock";
import type { Tx } from "@/lib/db/client";

export type EnrolmentHint = {
  readonly connectionId: string;
  readonly providerReceiverId: string;
  readonly providerAccountId: string | null;
};

/**
 * A webhook says that an enrolment moved: the provider is asked, and only its answer counts. The next look moves forward and no job is
 * made, so that ten hints are one question: anybody can send an unsigned one. False when nobody here is known by it.
 */
export async function noticeEnrolment(tx: Tx, { connectionId, providerReceiverId, providerAccountId }: EnrolmentHint): Promise<boolean> {
  const rows = await tx.enrolment.findMany({
    where: { connectionId, providerReceiverId, ...(providerAccountId === null ? {} : { providerAccountId }) },
    select: { id: true, state: true },
    // One order for everybody: two webhooks about one receiver must not wait for each other.
    orderBy: { id: "asc" },
  });
  for (const { id, state } of rows) {
    if (state === "refused") continue;
    await tx.enrolment.update({ where: { id }, data: { nextCheckAt: currentTime() } });
  }
  return rows.length > 0;
}
