import { receiptResponse } from "@/components/receipts/receipt-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { takeReceipt } from "@/lib/operations/receipts/take-receipt";

/** The receipt as a PDF, to be saved: what is taken here is for somebody else. */
export const GET = sessionRoute<{ payoutId: string }>("payout.view", async ({ actor, params: { payoutId } }) => {
  const taken = await takeReceipt(actor, { payoutId });
  return taken.ok ? receiptResponse(taken.value) : deniedResponse(taken.error);
});
