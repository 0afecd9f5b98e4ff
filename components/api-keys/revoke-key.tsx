"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { revokeApiKeyAction } from "@/lib/actions/api-keys";

/** One person's word ends a key at once. */
export function RevokeKey({ apiKeyId, name }: { apiKeyId: string; name: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const { run, isPending, refusal } = useAnswer();
  const close = () => setIsOpen(false);
  const revoke = () => run(() => revokeApiKeyAction({ apiKeyId }), `The key ${name} opens nothing any more.`, close);
  return (
    <>
      <Button size="small" onPress={() => setIsOpen(true)}>
        Revoke
      </Button>
      <Dialog
        title={`Revoke ${name}?`}
        role="alertdialog"
        isOpen={isOpen}
        onClose={close}
        actions={
          <DialogActions onCancel={close} tone="danger" onPress={revoke} isPending={isPending} pendingLabel="Revoking">
            Revoke the key
          </DialogActions>
        }
      >
        <p>The system that uses it is a stranger from its next request on. This cannot be taken back; payouts that it made go on.</p>
        <Refusal title="The key was not revoked" sentence={refusal} />
      </Dialog>
    </>
  );
}
