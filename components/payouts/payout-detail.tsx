"use client";

import { Callout } from "@/components/ui/callout";
import { PayoutAssignee } from "./payout-assignee";
import { PayoutAttachments } from "./payout-attachments";
import { PayoutAudit } from "./payout-audit";
import { PayoutCard } from "./payout-card";
import { PayoutDeeds } from "./payout-deeds";
import { PayoutFacts } from "./payout-facts";
import { PayoutMoney } from "./payout-money";
import { PayoutNeed } from "./payout-need";
import { PayoutNotes } from "./payout-notes";
import { PayoutNotices } from "./payout-notices";
import { PayoutOnce } from "./payout-once";
import { PayoutOutside } from "./payout-outside";
import { PayoutSkeleton } from "./payout-skeleton";
import { PayoutTimeline } from "./payout-timeline";
import { useLivePayout } from "./use-live-payout";

/** One payout, whole: on its own page, and in the sheet over the history. It moves by itself until its story is told. */
export function PayoutDetail({ payoutId }: { payoutId: string }) {
  const { data: payout, isError } = useLivePayout(payoutId);
  if (!payout) return <PayoutSkeleton />;
  return (
    <div className="@container flex flex-col gap-4">
      {isError ? (
        <Callout tone="warning" title="This may be out of date" isLive>
          The last try to read it again failed. What you see is how it stood before; it is tried again by itself.
        </Callout>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-4 @4xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <PayoutCard payout={payout} actions={<PayoutDeeds payout={payout} />} />
          <PayoutNotices payout={payout} />
          <PayoutNotes payout={payout} />
          <PayoutTimeline payout={payout} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <PayoutAssignee payout={payout} />
          <PayoutMoney payout={payout} />
          <PayoutNeed payout={payout} />
          <PayoutOnce payout={payout} />
          <PayoutOutside payout={payout} />
          <PayoutAttachments payout={payout} />
          <PayoutFacts payout={payout} />
          <PayoutAudit payout={payout} />
        </div>
      </div>
    </div>
  );
}
