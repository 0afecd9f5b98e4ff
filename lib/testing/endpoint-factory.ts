import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Endpoint, EndpointDelivery, Merchant } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import { TEST_EVENT } from "@/lib/domain/endpoint/event-types";
import { newEndpointSecret } from "@/lib/operations/endpoints/sign-event";

export type EndpointWish = {
  readonly merchant: Merchant;
  readonly url?: string;
  readonly description?: string;
  readonly types?: readonly string[];
  readonly state?: "on" | "off";
};

/** An endpoint that two admins let in, with its secret. */
export async function anEndpoint(db: Tx, wish: EndpointWish): Promise<{ readonly endpoint: Endpoint; readonly secret: string }> {
  const { merchant, url = "https://shop.example.com/webhooks", description = "Shop back end", types = [], state = "on" } = wish;
  const merchantId = merchant.id;
  const endpoint = await db.endpoint.create({ data: { id: newId("endpoint"), merchantId, url, description, types: [...types], state } });
  const secret = newEndpointSecret();
  const id = newId("endpointSecret");
  const { sealed, keyId } = seal(secret, id);
  await db.endpointSecret.create({ data: { id, merchantId, endpointId: endpoint.id, secretSealed: sealed, secretKeyId: keyId } });
  return { endpoint, secret };
}

/** An event that the endpoint missed while it was off. */
export async function aMissedEvent(db: Tx, { endpoint }: { endpoint: Endpoint }): Promise<EndpointDelivery> {
  const { id: endpointId, merchantId } = endpoint;
  const eventId = newId("endpointEvent");
  await db.endpointEvent.create({ data: { id: eventId, merchantId, type: TEST_EVENT, at: new Date(), body: "{}" } });
  return db.endpointDelivery.create({ data: { id: newId("endpointDelivery"), merchantId, endpointId, eventId, state: "missed" } });
}
