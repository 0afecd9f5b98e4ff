"use client";

import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { disableEndpointAction, enableEndpointAction, testEndpointAction } from "@/lib/actions/endpoints";

/** Off is one press, and can be undone; on again takes a second admin. */
export function SwitchEndpoint({ endpointId, isOn }: { endpointId: string; isOn: boolean }) {
  const { run, isPending, refusal } = useAnswer();
  const test = () => run(() => testEndpointAction({ endpointId }), "A test is on its way; the log tells how it goes.");
  const off = () => run(() => disableEndpointAction({ endpointId }), "It is off. What moves from now on is kept for it.");
  const on = () => run(() => enableEndpointAction({ endpointId }), "Switching it on waits for a second admin.");
  return (
    <>
      {refusal ? (
        <span role="alert" className="text-red text-small">
          {refusal}
        </span>
      ) : null}
      {isOn ? (
        <Button onPress={test} isPending={isPending} pendingLabel="Working on it">
          Send a test
        </Button>
      ) : null}
      <Button onPress={isOn ? off : on} isPending={isPending} pendingLabel="Working on it">
        {isOn ? "Switch off" : "Switch on"}
      </Button>
    </>
  );
}
