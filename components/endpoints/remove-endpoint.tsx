"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { removeEndpointAction } from "@/lib/actions/endpoints";

/** One person's word ends an endpoint at once. */
export function RemoveEndpoint({ endpointId, description }: { endpointId: string; description: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const { run, isPending, refusal } = useAnswer();
  const close = () => setIsOpen(false);
  const remove = () => run(() => removeEndpointAction({ endpointId }), `${description} hears of nothing any more.`, close);
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>Remove</Button>
      <Dialog
        title={`Remove ${description}?`}
        role="alertdialog"
        isOpen={isOpen}
        onClose={close}
        actions={
          <DialogActions onCancel={close} tone="danger" onPress={remove} isPending={isPending} pendingLabel="Removing">
            Remove the endpoint
          </DialogActions>
        }
      >
        <p>Nothing more is sent there or kept for it, and its secret is gone. This cannot be taken back; the log stays for thirty days.</p>
        <Refusal title="The endpoint was not removed" sentence={refusal} />
      </Dialog>
    </>
  );
}
