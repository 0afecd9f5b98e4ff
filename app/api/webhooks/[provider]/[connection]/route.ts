import { readBody } from "@/lib/auth/read-body";
import { deniedResponse, jsonResponse, wireResponse } from "@/lib/auth/rest-answers";
import { denial } from "@/lib/domain/access/denial";
import { receiveDelivery } from "@/lib/operations/webhooks/receive-delivery";

const MAX_BODY_BYTES = 256 * 1024;

type Context = { params: Promise<{ provider: string; connection: string }> };

/** Public: the proof lies in the delivery itself. 200 only when it is stored; until then the provider has to send it again. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { provider, connection } = await params;
  const body = await readBody(request, MAX_BODY_BYTES);
  if ("fault" in body) return wireResponse("bodyTooLarge");
  const received = await receiveDelivery({
    provider,
    connectionId: connection,
    delivery: {
      path: new URL(request.url).pathname,
      // Names come in lower case. A header that was sent twice arrives joined by a comma, so no proof can hide behind another.
      headers: Object.fromEntries(request.headers),
      body,
      receivedAt: new Date(),
    },
  });
  if (received.kind === "unknownConnection") return deniedResponse(denial("notFound"));
  if (received.kind === "forged") return deniedResponse(denial("unauthenticated", "The proof of this delivery does not hold."));
  return jsonResponse(200, { received: received.kind });
}
