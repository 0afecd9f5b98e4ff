"use client";

import { Link2 } from "lucide-react";
import { useState } from "react";
import { ShownOnce } from "@/components/display/shown-once";
import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { sharePayoutAction } from "@/lib/actions/shares";
import { SHARE_DAYS, USUAL_SHARE_DAYS } from "@/lib/domain/share/schema";
import { useAnswer } from "./use-answer";

export type SharePayoutProps = { payoutId: string; onShared?: () => void };

type Made = { readonly address: string; readonly expiresAt: Date };

/** Makes a link that whoever waits for the money may open. It is shown once: afterwards only its end can be brought about. */
export function SharePayout({ payoutId, onShared }: SharePayoutProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [days, setDays] = useState<(typeof SHARE_DAYS)[number]>(USUAL_SHARE_DAYS);
  const [made, setMade] = useState<Made | null>(null);
  const { run, isPending, refusal } = useAnswer();
  const make = () =>
    run(
      () => sharePayoutAction({ payoutId, days }),
      "The link is made.",
      ({ token, expiresAt }) => {
        setMade({ address: `${window.location.origin}/share/${token}`, expiresAt });
        onShared?.();
      },
    );
  const close = () => {
    setIsOpen(false);
    setMade(null);
  };
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>
        <Link2 aria-hidden /> Share link
      </Button>
      <Dialog
        title="A link for whoever waits for the money"
        isOpen={isOpen}
        onClose={close}
        actions={
          made ? (
            <Button onPress={close}>Done</Button>
          ) : (
            <Button tone="primary" onPress={make} isPending={isPending} pendingLabel="Making it">
              Make the link
            </Button>
          )
        }
      >
        <Refusal title="That was not done" sentence={refusal} />
        {made ? (
          <ShownOnce title="Shown once" text={made.address} copyLabel="Copy the link">
            Whoever has it sees how the payout stands, until <Timestamp at={made.expiresAt} /> or until somebody ends it.
          </ShownOnce>
        ) : (
          <>
            <p>It tells how the payout stands and when the money may be expected. No name, no amount and no account.</p>
            <Select
              label="Works for"
              choices={SHARE_DAYS.map((count) => ({ id: String(count), text: `${count} days` }))}
              value={String(days)}
              onChange={(id) => setDays(SHARE_DAYS.find((count) => String(count) === id) ?? USUAL_SHARE_DAYS)}
            />
          </>
        )}
      </Dialog>
    </>
  );
}
