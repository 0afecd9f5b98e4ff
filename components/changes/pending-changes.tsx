"use client";

import { useState } from "react";
import { ShownOnce } from "@/components/display/shown-once";
import { decideKeyChangeAction } from "@/lib/actions/api-keys";
import { decideEndpointChangeAction } from "@/lib/actions/endpoints";
import { decideRateChangeAction } from "@/lib/actions/policies";
import { decideTeamChangeAction } from "@/lib/actions/team";
import type { ChangeView } from "@/lib/queries/list-access-changes";
import { PendingChange } from "./pending-change";

const DECIDE = {
  team: decideTeamChangeAction,
  apiKeys: decideKeyChangeAction,
  webhooks: decideEndpointChangeAction,
  rates: decideRateChangeAction,
} as const;

/** What somebody asked for and a second person has to confirm, each with what would be different. */
export function PendingChanges({ of, changes }: { of: keyof typeof DECIDE; changes: readonly ChangeView[] }) {
  const [link, setLink] = useState<string | null>(null);
  if (changes.length === 0 && !link) return null;
  return (
    <section aria-label="Waits for a second admin" className="flex flex-col gap-3">
      {link ? (
        <ShownOnce title="The invitation's link, shown once" text={link} copyLabel="Copy the link">
          No mail goes out here. Hand it to the invited person, and to nobody else: whoever has it can come in.
        </ShownOnce>
      ) : null}
      {changes.map((change) => (
        <PendingChange key={change.id} change={change} decide={DECIDE[of]} onLink={(path) => setLink(`${window.location.origin}${path}`)} />
      ))}
    </section>
  );
}
