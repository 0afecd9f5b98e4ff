"use client";

import { useState, useTransition } from "react";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { confirmDone } from "@/components/ui/toast-queue";
import { changeEndpointAction } from "@/lib/actions/endpoints";
import type { Denial } from "@/lib/domain/access/denial";
import type { EndpointFacts } from "@/lib/domain/endpoint/schema";
import { EndpointForm } from "./endpoint-form";

export type ChangeEndpointProps = { endpointId: string; facts: EndpointFacts };

export function ChangeEndpoint(props: ChangeEndpointProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>Change</Button>
      {isOpen ? <ChangeDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** It goes on as it was until a second admin has confirmed what is asked for here. */
function ChangeDialog({ endpointId, facts, onClose }: ChangeEndpointProps & { onClose: () => void }) {
  const withStepUp = useStepUp();
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = (wanted: EndpointFacts) =>
    new Promise<Denial | null>((resolve) => {
      start(async () => {
        const answer = await withStepUp(() => changeEndpointAction({ endpointId, ...wanted }), `change the endpoint ${facts.description}`);
        resolve(answer.ok ? null : answer.denial);
        if (!answer.ok) return setRefusal(answer.denial.sentence);
        confirmDone("The change waits for a second admin.");
        onClose();
      });
    });
  return (
    <Dialog
      title={`Change ${facts.description}`}
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="change-endpoint" isPending={isPending} pendingLabel="Asking for it">
          Ask for the change
        </DialogActions>
      }
    >
      <div className="flex flex-col gap-4">
        <EndpointForm id="change-endpoint" start={facts} onSubmit={change} />
        <Refusal title="Nothing was asked for" sentence={refusal} />
      </div>
    </Dialog>
  );
}
