import { receiptResponse } from "@/components/receipts/receipt-response";
import { notDone } from "@/lib/auth/not-done";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { takeReceipt } from "@/lib/operations/receipts/take-receipt";

export const GET = restRoute<{ payoutId: string }>("payout.view", async ({ actor, params: { payoutId } }) => {
  const taken = await takeReceipt(actor, { payoutId });
  return taken.ok ? receiptResponse(taken.value) : deniedResponse(taken.error);
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
