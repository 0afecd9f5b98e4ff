"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { AccountRule } from "@/lib/domain/approval/policy";
import type { Calendars } from "@/lib/domain/calendar/working-days";
import type { PayoutConnection } from "@/lib/domain/payout/connection-fit";
import type { PayoutDraft } from "@/lib/domain/payout/draft";
import type { Mends } from "@/lib/queries/read-payout-draft";
import type { EditedSchedule } from "@/lib/queries/read-schedule-draft";
import { type DraftPlace, type KeptDraft, openDraft } from "./kept-draft";
import { NewPayoutForm } from "./new-payout-form";
import { NewPayoutSkeleton } from "./new-payout-skeleton";

export type NewPayoutProps = {
  place: DraftPlace;
  /** What the form opens with, unless this tab has kept something. */
  start: Partial<PayoutDraft>;
  connections: readonly PayoutConnection[];
  rule: AccountRule;
  calendars: Calendars;
  /** The payout that is changed, where none is made. */
  mends?: Mends;
  /** The schedule that is changed. */
  edits?: EditedSchedule;
};

/** Opens the draft that this tab has kept, or begins one; only the browser knows which, so the server draws the shape. */
export function NewPayout({ place, start, ...form }: NewPayoutProps) {
  const [opened, setOpened] = useState<{ readonly origin: string; readonly kept: KeptDraft } | null>(null);
  const { origin } = place;
  const open = useEffectEvent(() => setOpened({ origin, kept: openDraft(place, start) }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it is begun from is what makes it another draft.
  useEffect(() => open(), [origin]);
  // One form may lead to the next without leaving the page: the last one's draft must not be taken for the new one's.
  if (opened?.origin !== origin) return <NewPayoutSkeleton />;
  return <NewPayoutForm key={origin} place={place} kept={opened.kept} {...form} />;
}
