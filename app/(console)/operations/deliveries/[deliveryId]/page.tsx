import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/shell/page-header";
import { DeliveryDetail } from "@/components/webhooks/delivery-detail";
import { ReplayButton } from "@/components/webhooks/replay-button";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { readDelivery } from "@/lib/queries/read-delivery";

export const metadata: Metadata = { title: "Delivery" };

export default async function DeliveryPage({ params }: PageProps<"/operations/deliveries/[deliveryId]">) {
  const actor = await requireActor("operations.view");
  const delivery = await readDelivery(actor.merchantId, (await params).deliveryId);
  if (!delivery) notFound();
  const mayReplay = may(actor, "delivery.replay") && delivery.proof !== "forged";
  return (
    <>
      <PageHeader
        title={`Delivery from ${delivery.providerLabel}`}
        back={{ href: "/operations", label: "Operations" }}
        actions={mayReplay ? <ReplayButton deliveryId={delivery.id} /> : null}
      />
      <DeliveryDetail delivery={delivery} />
    </>
  );
}
