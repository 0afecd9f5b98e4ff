"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextField } from "@/components/ui/text-field";
import { resolveContradictionAction } from "@/lib/actions/payouts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";

/** The provider says what does not fit. It stays in sight until a person has found out which is true and written it down. */
export function PayoutContradiction({ payout }: { payout: PayoutView }) {
  const { contradiction, connection, mayResolve, id: payoutId } = payout;
  const [note, setNote] = useState("");
  const { run, isPending, refused } = useDeed(payoutId);
  if (!contradiction) return null;
  return (
    <Callout tone="warning" title="The provider contradicts what is known here">
      <div className="flex flex-col gap-2">
        <p className="whitespace-pre-line">{contradiction}</p>
        <p>Nothing is sent again because of it. A person has to find out at {connection.providerLabel} which is true.</p>
        {mayResolve ? (
          <form
            noValidate
            className="flex flex-wrap items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              run(() => resolveContradictionAction({ payoutId, note }), { done: "It is written down", refused: "It was not written down" });
            }}
          >
            <div className="min-w-60 flex-1">
              <TextField
                label="What you found out"
                value={note}
                onChange={setNote}
                maxLength={500}
                autoComplete="off"
                error={refused?.sentence}
              />
            </div>
            <Button type="submit" isPending={isPending}>
              It is settled
            </Button>
          </form>
        ) : null}
      </div>
    </Callout>
  );
}
