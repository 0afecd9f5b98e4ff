import { liveResponse } from "@/lib/auth/live-response";
import { readJson } from "@/lib/auth/read-input";
import { sessionRoute } from "@/lib/auth/rest-route";
import { AccountQuestion } from "@/lib/domain/account/account-facts";
import { listAccountHolders } from "@/lib/queries/list-account-holders";

/** Who has an account of this number already. Asked in the body: a number does not belong in an address. */
export const POST = sessionRoute("receiver.view", async ({ actor, request }) => {
  const input = await readJson(request, AccountQuestion);
  if (!input.ok) return input.error;
  return liveResponse(request, await listAccountHolders(actor.merchantId, input.value.valid.address));
});
