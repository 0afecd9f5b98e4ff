import { FileDown } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";

/** The receipt as a PDF, of whatever state the payout is in. */
export function ReceiptLink({ payoutId }: { payoutId: string }) {
  return (
    <a href={`/api/live/payouts/${payoutId}/receipt`} download className={buttonStyle({})}>
      <FileDown aria-hidden /> Receipt
    </a>
  );
}
