import { formatPayoutNumber } from "@/lib/base/id";
import type { Receipt } from "@/lib/domain/receipt/receipt";
import { drawReceipt } from "./draw-receipt";

/** To be saved, never shown in place of a page; no cache keeps whose money it was. */
export async function receiptResponse(receipt: Receipt): Promise<Response> {
  return new Response(await drawReceipt(receipt), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="receipt-${formatPayoutNumber(receipt.number)}.pdf"`,
      "Cache-Control": "private, no-store",
    },
  });
}
