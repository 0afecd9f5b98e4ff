import { currentTime } from "@/lib/base/clock";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { TRIES_AT_ONCE } from "@/lib/domain/endpoint/retry";
import { enqueueMany } from "@/lib/queue/enqueue";

/** Begins another round for these deliveries; how many there were. The caller holds the endpoint. */
export async function queueAgain(tx: Tx, endpointId: string, which: Prisma.EndpointDeliveryWhereInput): Promise<number> {
  const { count } = await tx.endpointDelivery.updateMany({
    where: { ...which, endpointId },
    data: { state: "waiting", step: 0, nextTryAt: currentTime() },
  });
  const jobs = Math.min(count, TRIES_AT_ONCE.healthy);
  await enqueueMany(
    tx,
    "deliverEvents",
    Array.from({ length: jobs }, () => ({ endpointId })),
  );
  return count;
}
