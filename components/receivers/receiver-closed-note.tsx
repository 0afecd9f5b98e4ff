"use client";

import { useState } from "react";
import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import type { ReceiverView } from "@/lib/queries/read-receiver";
import { ReceiverSwitchDialog } from "./receiver-switch-dialog";

export type ReceiverClosedNoteProps = { receiver: Pick<ReceiverView, "id" | "name" | "closed" | "mergedInto">; mayOpen: boolean };

/** Why nothing is paid to them, and the way on: to whoever is left of a merge, or to opening again. */
export function ReceiverClosedNote({ receiver: { id, name, closed, mergedInto }, mayOpen }: ReceiverClosedNoteProps) {
  const [isOpening, setIsOpening] = useState(false);
  if (!closed) return null;
  const who = (
    <>
      {closed.byName}, <Timestamp at={closed.at} />
    </>
  );
  if (mergedInto) {
    return (
      <Callout tone="info" title={`A duplicate of ${mergedInto.name}`}>
        Merged by {who}. Accounts moved there, and what was paid under this name is counted in there.{" "}
        <Link href={`/receivers/${mergedInto.id}`}>Go to {mergedInto.name}</Link>
      </Callout>
    );
  }
  return (
    <>
      <Callout
        tone="warning"
        title="Closed: nothing is paid to this receiver"
        actions={mayOpen ? <Button onPress={() => setIsOpening(true)}>Open again</Button> : null}
      >
        {who}: “{closed.reason}”
      </Callout>
      {isOpening ? <ReceiverSwitchDialog to="active" receiverId={id} name={name} onClose={() => setIsOpening(false)} /> : null}
    </>
  );
}
