"use client";

import { useState } from "react";
import { ShownOnce } from "@/components/display/shown-once";
import { OverlapChoice, type OverlapHours } from "@/components/fields/overlap-choice";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { rotateSecretAction } from "@/lib/actions/endpoints";

export type RotateSecretProps = { endpointId: string; description: string; hasOldSecret: boolean };

export function RotateSecret(props: RotateSecretProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>New secret</Button>
      {isOpen ? <RotateDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** The new secret is shown once and now; it signs nothing, and the old one goes on, until a second admin has confirmed it. */
function RotateDialog({ endpointId, description, hasOldSecret, onClose }: RotateSecretProps & { onClose: () => void }) {
  const { run, isPending, refusal } = useAnswer();
  const [overlapHours, setOverlapHours] = useState<OverlapHours>(24);
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = () =>
    run(
      () => rotateSecretAction({ endpointId, overlapHours }),
      "The new secret waits for a second admin.",
      (told) => setSecret(told.secret),
    );
  if (secret) {
    return (
      <Dialog
        title="The new secret"
        isOpen
        onClose={onClose}
        role="alertdialog"
        actions={<Button onPress={onClose}>I have kept it</Button>}
      >
        <ShownOnce title="Shown this once" text={secret} copyLabel="Copy the secret">
          Teach your system to take either of the two now. This one signs nothing until a second admin has confirmed it; the old one goes on
          until then.
        </ShownOnce>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`New secret for ${description}`}
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} onPress={rotate} isPending={isPending} pendingLabel="Making the secret">
          Make the secret
        </DialogActions>
      }
    >
      <div className="flex flex-col gap-4">
        <p>While the two overlap, both sign every webhook: whoever knows either of them can check it.</p>
        <div className="flex flex-col gap-1.5">
          <OverlapChoice label="The old secret signs beside it for" value={overlapHours} onChange={setOverlapHours} />
          <p className="text-grey-5 text-small">
            From when it is confirmed. {hasOldSecret ? "The secret before that, which still signs, ends then." : null} Has somebody got hold
            of it? Then switch the endpoint off first.
          </p>
        </div>
        <Refusal title="No secret was made" sentence={refusal} />
      </div>
    </Dialog>
  );
}
