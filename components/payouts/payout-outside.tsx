"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ReceiptLink } from "@/components/display/receipt-link";
import { Timestamp } from "@/components/display/timestamp";
import { SharePayout } from "@/components/fields/share-payout";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { endShareAction } from "@/lib/actions/shares";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";
import { refreshPayout } from "./use-live-payout";

/** What may be handed to people outside, each with no more than they need. */
export function PayoutOutside({ payout: { id: payoutId, shares } }: { payout: PayoutView }) {
  const client = useQueryClient();
  const { run, isPending, refused } = useDeed(payoutId);
  const end = (shareId: string) => run(() => endShareAction({ shareId }), { done: "The link is ended", refused: "The link was not ended" });
  return (
    <Card title="For people outside">
      <div className="flex flex-col gap-3">
        <p className="text-grey-5">
          The receipt proves how the payout stands, by a code that a bank can check.
          {shares ? " The link tells a customer how it stands, without names, amount or account." : null}
        </p>
        <div className="flex flex-wrap gap-2">
          <ReceiptLink payoutId={payoutId} />
          {shares ? <SharePayout payoutId={payoutId} onShared={() => refreshPayout(client, { id: payoutId })} /> : null}
        </div>
        <Refusal {...refused} />
        {shares && shares.length > 0 ? (
          <ul aria-label="Links that work" className="divide-y divide-grey-2 border-grey-2 border-t">
            {shares.map((share) => (
              <li key={share.id} className="flex items-center justify-between gap-3 py-2">
                <ShareStory share={share} />
                <Button size="small" onPress={() => end(share.id)} isDisabled={isPending}>
                  End it
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
}

type Share = NonNullable<PayoutView["shares"]>[number];

function ShareStory({ share: { madeBy, madeAt, expiresAt, opens } }: { share: Share }) {
  return (
    <p className="min-w-0 text-small">
      Link by {madeBy.isYou ? "you" : madeBy.name}, <Timestamp at={madeAt} dateOnly />. Works until <Timestamp at={expiresAt} dateOnly />;{" "}
      {opens === 0 ? "not opened yet" : opens === 1 ? "opened once" : `opened ${opens} times`}.
    </p>
  );
}
