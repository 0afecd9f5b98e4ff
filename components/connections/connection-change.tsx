"use client";

import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { decideChangeAction } from "@/lib/actions/connections";
import type { ConnectionView } from "@/lib/domain/connection/connection-view";
import { useConnectionDeed } from "./use-connection-deed";

/** What somebody wants of a live connection: what would differ, by name and never by value, and the two answers. */
export function ConnectionChange({ change }: { change: NonNullable<ConnectionView["change"]> }) {
  const { run, isPending, refusal } = useConnectionDeed();
  const { id: changeId, kind, changed, proposedByName, isYours, proposedAt, expiresAt } = change;
  const decide = (verdict: "confirmed" | "declined") =>
    run(
      () => decideChangeAction({ changeId, verdict }),
      () => (verdict === "confirmed" ? "It is confirmed." : "It is taken back; nothing was changed."),
    );
  return (
    <Callout
      tone="warning"
      title={kind === "activate" ? "This live connection waits to be switched on" : "Other credentials wait to be confirmed"}
      actions={
        <>
          <Button onPress={() => decide("declined")} isPending={isPending} pendingLabel="Declining">
            {isYours ? "Take it back" : "Decline"}
          </Button>
          {isYours ? null : (
            <Button tone="primary" onPress={() => decide("confirmed")} isPending={isPending} pendingLabel="Confirming">
              Confirm
            </Button>
          )}
        </>
      }
    >
      <p>
        Asked for by {isYours ? "you" : proposedByName} on <Timestamp at={proposedAt} />, open until <Timestamp at={expiresAt} />.
        {isYours ? " Another admin has to confirm it." : ""}
      </p>
      {changed.length > 0 ? (
        <table className="mt-2 w-full max-w-120 text-small">
          <thead>
            <tr className="text-left text-grey-5">
              <th className="py-1 font-normal">Setting</th>
              <th className="py-1 font-normal">Now</th>
              <th className="py-1 font-normal">Then</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((label) => (
              <tr key={label}>
                <th scope="row" className="py-1 text-left font-medium">
                  {label}
                </th>
                <td className="py-1">stored</td>
                <td className="py-1">another value</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {refusal ? (
        <p role="alert" className="text-red">
          {refusal}
        </p>
      ) : null}
    </Callout>
  );
}
