"use client";

import { NoteText } from "@/components/display/note-text";
import { PersonLabel } from "@/components/display/person-label";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timeline, type TimelineEntry } from "@/components/display/timeline";
import { Card } from "@/components/ui/card";
import type { PayoutView, TimelineItem, WhoView } from "@/lib/domain/payout/payout-view";
import { EvidenceOnDemand } from "./evidence-on-demand";
import { timelineWords } from "./timeline-words";

/** Everything that happened to a payout, newest first, with the proof of each step one press away. */
export function PayoutTimeline({ payout }: { payout: PayoutView }) {
  return (
    <Card title="What happened">
      <Timeline label="What happened, newest first" entries={payout.timeline.map((item) => entryOf(item, payout))} />
    </Card>
  );
}

function entryOf(item: TimelineItem, { id: payoutId, connection }: PayoutView): TimelineEntry {
  const proof = "evidenceId" in item ? (item.deliveryId ?? item.evidenceId) : null;
  return {
    id: item.id,
    at: item.at,
    ...timelineWords(item, connection.providerLabel),
    ...(item.kind === "note" ? { note: <NoteText words={item.words} /> } : {}),
    who: <Who who={item.who} provider={connection.provider} />,
    evidence: proof
      ? {
          summary: "deliveryId" in item && item.deliveryId ? "Webhook" : "Request and answer",
          body: <EvidenceOnDemand payoutId={payoutId} evidenceId={proof} />,
        }
      : undefined,
  };
}

export function Who({ who, provider }: { who: WhoView; provider: string }) {
  if (who.kind === "provider") return <ProviderMark id={provider} label={who.name} />;
  if (who.kind === "system") return <span>{who.name}</span>;
  return <PersonLabel name={who.name} isYou={who.isYou} roleLabel={who.kind === "apiKey" ? "API key" : undefined} />;
}
