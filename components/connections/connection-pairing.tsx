"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { checkPairingAction } from "@/lib/actions/connections";
import { useConnectionDeed } from "./use-connection-deed";

/** While nobody has approved the codes, the connection is off; asking again finds out. */
export function ConnectionPairing({ connectionId }: { connectionId: string }) {
  const { run, isPending, refusal } = useConnectionDeed();
  const ask = () =>
    run(
      () => checkPairingAction({ connectionId }),
      ({ sentence }) => sentence,
    );
  return (
    <Callout
      tone="info"
      title="Was it paired?"
      actions={
        <Button onPress={ask} isPending={isPending} pendingLabel="Asking the provider">
          See whether the codes are approved
        </Button>
      }
    >
      {refusal ?? "If its credentials came by pairing, it is switched on as soon as the codes are approved in the provider's dashboard."}
    </Callout>
  );
}
