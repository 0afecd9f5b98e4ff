import { db } from "@/lib/db/client";
import type { RestTimelineEntry } from "@/lib/domain/rest/payout";
import type { WhichPayout } from "./read-api-payout";

type Entry = Omit<RestTimelineEntry, "at"> & { readonly at: Date; readonly id: string };

/** Everything that happened to a payout in one stream, newest first; null for another merchant's. */
export async function readApiTimeline({ merchantId, payoutId }: WhichPayout): Promise<readonly RestTimelineEntry[] | null> {
  const payout = await db().payout.findFirst({
    where: { id: payoutId, merchantId },
    select: { provider: true, transitions: true, decisions: true, attemptRows: true },
  });
  if (!payout) return null;
  const observations = await db().observation.findMany({ where: { payoutId, merchantId } });

  const entries: Entry[] = [
    ...payout.transitions.map(({ id, at, actorKind, actorName, event, fromState, toState, note }) => {
      const by = { kind: actorKind, name: actorName };
      return { id, at, kind: "move" as const, by, event, from: fromState, to: toState, note };
    }),
    ...payout.decisions.map(({ id, at, checkerName, verdict, reason, note }) => {
      const by = { kind: "person", name: checkerName };
      return {
        id,
        at,
        kind: "decision" as const,
        by,
        event: verdict,
        from: null,
        to: null,
        note: [reason, note].filter(Boolean).join(": ") || null,
      };
    }),
    ...payout.attemptRows.map(({ id, startedAt, endedAt, end }) => {
      const by = { kind: "system", name: "Counterfoil" };
      return { id, at: endedAt ?? startedAt, kind: "attempt" as const, by, event: end ?? "started", from: null, to: null, note: null };
    }),
    ...observations.map(({ id, at, status, note }) => {
      const by = { kind: "provider", name: payout.provider };
      return { id, at, kind: "observation" as const, by, event: status, from: null, to: null, note };
    }),
  ];
  return entries
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .map(({ id: _id, at, ...entry }) => ({ at: at.toISOString(), ...entry }));
}
