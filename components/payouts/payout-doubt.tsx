"use client";

import { useState } from "react";
import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextField } from "@/components/ui/text-field";
import { askResendAction, attachProviderPayoutAction, decideResendAction } from "@/lib/actions/payouts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";

type Doubt = NonNullable<PayoutView["doubt"]>;

const TITLES = {
  safeByKey: "Is it safe to send again? It is being asked under its key",
  safeToSendAgain: "Is it safe to send again? Yes",
  notSafe: "Is it safe to send again? No",
  cannotTellYet: "Is it safe to send again? Nobody can tell yet",
} as const satisfies Record<Doubt["kind"], string>;

/** What is known of a payout in doubt, computed and not guessed, and what a person may do about it. */
export function PayoutDoubt({ payout }: { payout: PayoutView }) {
  const { doubt, mayResolve, id: payoutId, connection } = payout;
  const { run, isPending, refused } = useDeed(payoutId);
  if (!doubt) return null;
  return (
    <Callout tone="warning" title={TITLES[doubt.kind]}>
      <div className="flex flex-col gap-3">
        <p>
          {doubt.why}
          {doubt.until ? (
            <>
              {" "}
              Until <Timestamp at={doubt.until} withSeconds />.
            </>
          ) : null}
        </p>
        {doubt.wish ? <Wish payoutId={payoutId} wish={doubt.wish} mayResolve={mayResolve} deed={{ run, isPending }} /> : null}
        {doubt.kind === "safeToSendAgain" && !doubt.wish && mayResolve ? (
          <div>
            <Button
              isPending={isPending}
              onPress={() =>
                run(() => askResendAction({ payoutId }), { done: "Someone else has to confirm it", refused: "It was not asked for" })
              }
            >
              Ask to send it again
            </Button>
          </div>
        ) : null}
        {mayResolve && doubt.kind !== "notSafe" ? (
          <Attach payoutId={payoutId} providerLabel={connection.providerLabel} deed={{ run, isPending }} />
        ) : null}
        {refused ? (
          <p role="alert" className="text-red">
            {refused.title}. {refused.sentence}
          </p>
        ) : null}
      </div>
    </Callout>
  );
}

type Deed = Pick<ReturnType<typeof useDeed>, "run" | "isPending">;

function Wish({
  payoutId,
  wish,
  mayResolve,
  deed,
}: {
  payoutId: string;
  wish: NonNullable<Doubt["wish"]>;
  mayResolve: boolean;
  deed: Deed;
}) {
  const decide = (verdict: "confirmed" | "withdrawn") =>
    deed.run(() => decideResendAction({ payoutId, verdict }), {
      done: verdict === "confirmed" ? "It is judged once more, and sent" : "The wish is taken back",
      refused: "Nothing was sent",
    });
  return (
    <div className="flex flex-col gap-2">
      <p>
        {wish.isYours ? "You asked" : `${wish.askedByName} asked`} on <Timestamp at={wish.askedAt} /> to send it again. Someone else has to
        confirm it.
      </p>
      {mayResolve ? (
        <div className="flex flex-wrap gap-2">
          <Button isPending={deed.isPending} onPress={() => decide("withdrawn")}>
            {wish.isYours ? "Take it back" : "Do not send"}
          </Button>
          {wish.isYours ? null : (
            <Button tone="primary" isPending={deed.isPending} onPress={() => decide("confirmed")}>
              Send it again
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}

/** Found in the provider's own pages: the desk reads it there before it believes it. */
function Attach({ payoutId, providerLabel, deed }: { payoutId: string; providerLabel: string; deed: Deed }) {
  const [isOpen, setIsOpen] = useState(false);
  const [providerPayoutId, setProviderPayoutId] = useState("");
  if (!isOpen) {
    return (
      <div>
        <Button onPress={() => setIsOpen(true)}>I have found it at {providerLabel}</Button>
      </div>
    );
  }
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        deed.run(() => attachProviderPayoutAction({ payoutId, providerPayoutId }), {
          done: "It was found there",
          refused: "It was not attached",
        });
      }}
    >
      <div className="min-w-60 flex-1">
        <TextField
          label={`Its id at ${providerLabel}`}
          value={providerPayoutId}
          onChange={setProviderPayoutId}
          isMono
          autoFocus
          autoComplete="off"
        />
      </div>
      <Button type="submit" isPending={deed.isPending} pendingLabel="Reading it there">
        Read it there
      </Button>
    </form>
  );
}
