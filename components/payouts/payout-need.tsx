import { ApprovalNeed } from "@/components/display/approval-need";
import { Card } from "@/components/ui/card";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

/** What the approval policy asked for, and why. */
export function PayoutNeed({ payout }: { payout: PayoutView }) {
  return (
    <Card title="Approval">
      <ApprovalNeed need={payout.need} />
    </Card>
  );
}
