import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EventDetail } from "@/components/endpoints/event-detail";
import { ReplayEvent } from "@/components/endpoints/replay-event";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { readEventDelivery } from "@/lib/queries/read-event-delivery";

export const metadata: Metadata = { title: "Webhook" };

export default async function EventPage({ params }: PageProps<"/settings/webhooks/[endpointId]/[outgoingId]">) {
  const actor = await requireActor("endpoint.view");
  const { endpointId, outgoingId: deliveryId } = await params;
  const delivery = await readEventDelivery(actor.merchantId, { endpointId, deliveryId });
  if (!delivery) notFound();
  const { endpoint, state } = delivery;
  const mayReplay = may(actor, "delivery.replay") && endpoint.isOn && state !== "sending";
  return (
    <>
      <PageHeader
        title={delivery.type}
        back={{ href: `/settings/webhooks/${endpoint.id}`, label: endpoint.description }}
        actions={mayReplay ? <ReplayEvent endpointId={endpoint.id} deliveryId={delivery.id} /> : null}
      />
      <EventDetail delivery={delivery} />
      {delivery.nextTryAt ? <KeepFresh /> : null}
    </>
  );
}
