"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { PayoutConnection } from "@/lib/domain/payout/connection-fit";
import type { PayoutDraft } from "@/lib/domain/payout/draft";
import type { ApprovalRule } from "@/lib/queries/read-approval-rule";
import { type DraftPlace, type KeptDraft, openDraft } from "./kept-draft";
import { NewPayoutForm } from "./new-payout-form";
import { NewPayoutSkeleton } from "./new-payout-skeleton";

export type NewPayoutProps = {
  place: DraftPlace;
  /** What the form opens with, unless this tab has kept something. */
  start: Partial<PayoutDraft>;
  connections: readonly PayoutConnection[];
  rule: ApprovalRule;
};

/** Opens the draft that this tab has kept, or begins one; only the browser knows which, so the server draws the shape. */
export function NewPayout({ place, start, connections, rule }: NewPayoutProps) {
  const [kept, setKept] = useState<KeptDraft | null>(null);
  const { origin } = place;
  const open = useEffectEvent(() => setKept(openDraft(place, start)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it is begun from is what makes it another draft.
  useEffect(() => open(), [origin]);
  return kept ? <NewPayoutForm key={origin} place={place} kept={kept} connections={connections} rule={rule} /> : <NewPayoutSkeleton />;
}
