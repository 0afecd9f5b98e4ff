"use client";

import { Button } from "@/components/ui/button";
import { switchConnectionAction } from "@/lib/actions/connections";
import type { ConnectionView } from "@/lib/domain/connection/connection-view";
import { useConnectionDeed } from "./use-connection-deed";

type Props = { connection: Pick<ConnectionView, "id" | "name" | "isActive" | "mode" | "change"> };

/** Off at once; on again at once where no real money moves, by two admins where it does. */
export function ConnectionSwitch({ connection: { id, name, isActive, mode, change } }: Props) {
  const { run, isPending, refusal } = useConnectionDeed();
  const to = isActive ? "disabled" : "active";
  const turn = () =>
    run(
      () => switchConnectionAction({ connectionId: id, to }),
      ({ waitsForAnother }) => (waitsForAnother ? "Another admin has to confirm it." : `${name} is ${isActive ? "off" : "on"}.`),
    );
  if (!isActive && change?.kind === "activate") return null;
  const label = isActive ? "Switch off" : mode === "live" ? "Ask to switch on" : "Switch on";
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      {refusal ? (
        <span role="alert" className="text-red text-small">
          {refusal}
        </span>
      ) : null}
      <Button onPress={turn} isPending={isPending} pendingLabel="Switching">
        {label}
      </Button>
    </span>
  );
}
