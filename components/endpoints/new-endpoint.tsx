"use client";

import { useState, useTransition } from "react";
import { ShownOnce } from "@/components/display/shown-once";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { createEndpointAction } from "@/lib/actions/endpoints";
import type { Denial } from "@/lib/domain/access/denial";
import type { EndpointFacts } from "@/lib/domain/endpoint/schema";
import { EndpointForm } from "./endpoint-form";

export function NewEndpoint() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button tone="primary" onPress={() => setIsOpen(true)}>
        New endpoint
      </Button>
      {isOpen ? <NewEndpointDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** The secret is shown to whoever asks for it, once and now; nothing is sent before a second admin has confirmed the endpoint. */
function NewEndpointDialog({ onClose }: { onClose: () => void }) {
  const withStepUp = useStepUp();
  const [isPending, start] = useTransition();
  const [secret, setSecret] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const make = (facts: EndpointFacts) =>
    new Promise<Denial | null>((resolve) => {
      start(async () => {
        const answer = await withStepUp(() => createEndpointAction(facts), `send webhooks to ${facts.description}`);
        if (answer.ok) setSecret(answer.value.secret);
        else setRefusal(answer.denial.sentence);
        resolve(answer.ok ? null : answer.denial);
      });
    });
  if (secret) {
    return (
      <Dialog
        title="The signing secret"
        isOpen
        onClose={onClose}
        role="alertdialog"
        actions={<Button onPress={onClose}>I have kept it</Button>}
      >
        <ShownOnce title="Shown this once" text={secret} copyLabel="Copy the secret">
          Keep it where your system reads its secrets: it proves that a webhook is ours. Nothing is sent until a second admin has confirmed
          the endpoint, and nobody else ever sees it.
        </ShownOnce>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="New webhook endpoint"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="new-endpoint" isPending={isPending} pendingLabel="Making the endpoint">
          Make the endpoint
        </DialogActions>
      }
    >
      <div className="flex flex-col gap-4">
        <EndpointForm id="new-endpoint" onSubmit={make} />
        <Refusal title="No endpoint was made" sentence={refusal} />
      </div>
    </Dialog>
  );
}
