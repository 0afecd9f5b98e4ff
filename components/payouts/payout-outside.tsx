"use client";

import { ReceiptLink } from "@/components/display/receipt-link";
import { Card } from "@/components/ui/card";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

/** What may be handed to people outside, each with no more than they need. */
export function PayoutOutside({ payout: { id: payoutId, state } }: { payout: PayoutView }) {
  return (
    <Card title="For people outside">
      <div className="flex flex-col gap-3">
        <p className="text-grey-5">
          The receipt has a code by which a bank or the receiver checks it.{" "}
          {state === "settled" ? "" : "It says in large letters that this payout has not been reported as paid."}
        </p>
        <div>
          <ReceiptLink payoutId={payoutId} />
        </div>
      </div>
    </Card>
  );
}
