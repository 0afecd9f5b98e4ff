import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { DeliveryRef } from "@/lib/domain/webhook/schema";
import { enqueue } from "@/lib/queue/enqueue";

/**
 * Has a stored delivery applied once more, for instance after its payout turned up late. What it says is judged as it was at first,
 * so doing it again changes nothing that has been done; pressed twice it is queued once. A forged one is never applied.
 */
export async function replayDelivery(actor: Actor, { deliveryId }: DeliveryRef): Promise<Result<{ deliveryId: string }, Denial>> {
  if (!may(actor, "delivery.replay")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const where = { id: deliveryId, merchantId: actor.merchantId };
    await tx.$queryRaw`SELECT "id" FROM "webhook_delivery" WHERE "id" = ${deliveryId} AND "merchantId" = ${actor.merchantId} FOR UPDATE`;
    const delivery = await tx.webhookDelivery.findFirst({ where, select: { proof: true, state: true, provider: true } });
    if (!delivery) return failed(denial("notFound"));
    if (delivery.proof === "forged") return failed(denial("forgedDelivery"));
    // It is in the queue already, by the first arrival or by another press.
    if (delivery.state === "stored") return ok({ deliveryId });

    // What is still unproven is proven first, and waits for that.
    if (delivery.proof !== "undecided")
      await tx.webhookDelivery.update({ where: { id: deliveryId }, data: { state: "stored", note: null, nextTryAt: currentTime() } });
    await writeAudit(tx, {
      actor,
      event: "webhook.replayed",
      subject: { kind: "webhookDelivery", id: deliveryId },
      details: { provider: delivery.provider, before: delivery.state },
    });
    await enqueue(tx, "applyDelivery", { deliveryId });
    return ok({ deliveryId });
  });
}
