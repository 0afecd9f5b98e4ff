import { notDone } from "@/lib/auth/not-done";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readApiReceiver } from "@/lib/queries/list-api-receivers";

export const GET = restRoute<{ receiverId: string }>("receiver.view", async ({ actor, params: { receiverId } }) => {
  const receiver = await readApiReceiver(actor.merchantId, receiverId);
  return receiver ? jsonResponse(200, receiver) : deniedResponse(denial("notFound"));
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
