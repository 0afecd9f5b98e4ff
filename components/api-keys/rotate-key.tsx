"use client";

import { useState } from "react";
import { ShownOnce } from "@/components/display/shown-once";
import { OverlapChoice, type OverlapHours } from "@/components/fields/overlap-choice";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { rotateApiKeyAction } from "@/lib/actions/api-keys";

export type RotateKeyProps = { apiKeyId: string; name: string; hasOldSecret: boolean };

export function RotateKey(props: RotateKeyProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" onPress={() => setIsOpen(true)}>
        New secret
      </Button>
      {isOpen ? <RotateDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** The new secret is shown once and now; it opens nothing, and the old one goes on, until a second admin has confirmed it. */
function RotateDialog({ apiKeyId, name, hasOldSecret, onClose }: RotateKeyProps & { onClose: () => void }) {
  const { run, isPending, refusal } = useAnswer();
  const [overlapHours, setOverlapHours] = useState<OverlapHours>(24);
  const [key, setKey] = useState<string | null>(null);
  const rotate = () =>
    run(
      () => rotateApiKeyAction({ apiKeyId, overlapHours }),
      "The new secret waits for a second admin.",
      (made) => setKey(made.key),
    );
  if (key) {
    return (
      <Dialog
        title="The new secret"
        isOpen
        onClose={onClose}
        role="alertdialog"
        actions={<Button onPress={onClose}>I have kept it</Button>}
      >
        <ShownOnce title="Shown this once" text={key} copyLabel="Copy the secret">
          Keep it where your system reads its secrets. It opens nothing until a second admin has confirmed it; the old one goes on until
          then.
        </ShownOnce>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`New secret for ${name}`}
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} onPress={rotate} isPending={isPending} pendingLabel="Making the secret">
          Make the secret
        </DialogActions>
      }
    >
      <div className="flex flex-col gap-4">
        <p>The key stays what it is: its name, its scopes and its end. Only what your system sends changes.</p>
        <div className="flex flex-col gap-1.5">
          <OverlapChoice label="The old secret opens beside it for" value={overlapHours} onChange={setOverlapHours} />
          <p className="text-grey-5 text-small">
            From when it is confirmed. {hasOldSecret ? "The secret before that, which still opens, ends then." : null} Has somebody got hold
            of it? Then revoke the key instead.
          </p>
        </div>
        <Refusal title="No secret was made" sentence={refusal} />
      </div>
    </Dialog>
  );
}
