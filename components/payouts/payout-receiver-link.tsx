"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { revealReceiverLinkAction } from "@/lib/actions/payouts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

/** Where the receiver names the account themselves: the page to hand to them, shown on request and written down. */
export function PayoutReceiverLink({ payout }: { payout: PayoutView }) {
  const [link, setLink] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  if (!payout.hasReceiverLink || payout.state !== "inFlight") return null;
  const show = () =>
    start(async () => {
      const answer = await revealReceiverLinkAction({ payoutId: payout.id });
      if (answer.ok) setLink(answer.value.link);
      setRefusal(answer.ok ? null : answer.denial.sentence);
    });
  return (
    <Callout tone="info" title="The receiver names the account">
      <div className="flex flex-col gap-2">
        <p>Hand {payout.receiver.name} this page, and nobody else: whoever opens it can name the account that the money goes to.</p>
        {link ? (
          <div className="flex items-center gap-2">
            <code className="wrap-anywhere min-w-0 font-mono text-small">{link}</code>
            <CopyButton text={link} label="Copy the link for the receiver" />
          </div>
        ) : (
          <div>
            <Button onPress={show} isPending={isPending} pendingLabel="Showing it">
              Show the link
            </Button>
          </div>
        )}
        {refusal ? (
          <p role="alert" className="text-red">
            {refusal}
          </p>
        ) : null}
      </div>
    </Callout>
  );
}
