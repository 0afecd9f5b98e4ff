import { drawReceipt } from "@/components/receipts/draw-receipt";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { formatPayoutNumber } from "@/lib/base/id";
import { takeReceipt } from "@/lib/operations/receipts/take-receipt";

/** The receipt as a PDF, to be saved: what is taken here is for somebody else. */
export const GET = sessionRoute<{ payoutId: string }>("payout.view", async ({ actor, params: { payoutId } }) => {
  const taken = await takeReceipt(actor, { payoutId });
  if (!taken.ok) return deniedResponse(taken.error);
  return new Response(await drawReceipt(taken.value), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="receipt-${formatPayoutNumber(taken.value.number)}.pdf"`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});
