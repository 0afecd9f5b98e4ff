import { db } from "@/lib/db/client";
import type { RestTimelineEntry } from "@/lib/domain/rest/payout";
import type { WhichPayout } from "./read-api-payout";

type Entry = Omit<RestTimelineEntry, "at"> & { readonly at: Date };

/** Everything that happened to a payout in one stream, newest first; null for another merchant's. */
export async function readApiTimeline({ merchantId, payoutId }: WhichPayout): Promise<readonly RestTimelineEntry[] | null> {
  const payout = await db().payout.findFirst({
    where: { id: payoutId, merchantId },
    select: { provider: true, transitions: { orderBy: { sequence: "desc" } }, decisions: true, attemptRows: true },
  });
  if (!payout) return null;
  const observations = await db().observation.findMany({ where: { payoutId, merchantId } });

  // Of what happened in one moment the move comes first, being the newest: it is what the others led to.
  const entries: Entry[] = [
    ...payout.transitions.map(({ at, actorKind, actorName, event, fromState, toState, note }) => ({
      ...plain("move", at, event),
      by: { kind: actorKind, name: actorName },
      from: fromState,
      to: toState,
      note,
    })),
    ...payout.decisions.map(({ at, checkerName, verdict, reason, note }) => ({
      ...plain("decision", at, verdict),
      by: { kind: "person", name: checkerName },
      note: [reason, note].filter(Boolean).join(": ") || null,
    })),
    ...observations.map(({ at, status, note }) => ({
      ...plain("observation", at, status),
      by: { kind: "provider", name: payout.provider },
      note,
    })),
    ...payout.attemptRows.map(({ startedAt, endedAt, end }) => plain("attempt", endedAt ?? startedAt, end ?? "started")),
  ];
  return entries.sort((a, b) => b.at.getTime() - a.at.getTime()).map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry }));
}

/** Done by the desk itself unless the caller says otherwise. */
function plain(kind: Entry["kind"], at: Date, event: string): Entry {
  return { at, kind, by: { kind: "system", name: "Counterfoil" }, event, from: null, to: null, note: null };
}
