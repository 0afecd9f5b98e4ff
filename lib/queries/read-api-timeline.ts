import type { WhichPayout } from "@/lib/db/api-payout";
import { db } from "@/lib/db/client";
import { sayChecker } from "@/lib/domain/approval/delegation";
import type { PageQuery } from "@/lib/domain/rest/page";
import type { RestTimelineEntry } from "@/lib/domain/rest/payout";
import { cutPage } from "./cut-page";
import type { ApiPage } from "./list-api-payouts";

type Entry = Omit<RestTimelineEntry, "at"> & { readonly at: Date };

/** Everything that happened to a payout in one stream, newest first; null for another merchant's. */
export async function readApiTimeline({ merchantId, payoutId }: WhichPayout, page: PageQuery): Promise<ApiPage<RestTimelineEntry> | null> {
  const payout = await db().payout.findFirst({
    where: { id: payoutId, merchantId },
    select: { provider: true, transitions: { orderBy: { sequence: "desc" } }, decisions: true, attemptRows: true },
  });
  if (!payout) return null;
  const observations = await db().observation.findMany({ where: { payoutId, merchantId } });

  // Of what happened in one moment the move comes first, being the newest: it is what the others led to.
  const entries: Entry[] = [
    ...payout.transitions.map(({ id, at, actorKind, actorName, event, fromState, toState, note }) => ({
      ...plain("move", { id, at, event }),
      by: { kind: actorKind, name: actorName },
      from: fromState,
      to: toState,
      note,
    })),
    ...payout.decisions.map(({ id, at, checkerName, forName, verdict, reason, note }) => ({
      ...plain("decision", { id, at, event: verdict }),
      by: { kind: "person", name: sayChecker({ checkerName, forName }) },
      note: [reason, note].filter(Boolean).join(": ") || null,
    })),
    ...observations.map(({ id, at, status, note }) => ({
      ...plain("observation", { id, at, event: status }),
      by: { kind: "provider", name: payout.provider },
      note,
    })),
    ...payout.attemptRows.map(({ id, startedAt, endedAt, end }) =>
      plain("attempt", { id, at: endedAt ?? startedAt, event: end ?? "started" }),
    ),
  ];
  const all = entries.sort((a, b) => b.at.getTime() - a.at.getTime());
  const { rows, nextCursor } = cutPage(all, page, ({ at, id }) => ({ at, id }));
  return { items: rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })), nextCursor };
}

/** Done by the desk itself unless the caller says otherwise. */
function plain(kind: Entry["kind"], what: Pick<Entry, "id" | "at" | "event">): Entry {
  return { kind, by: { kind: "system", name: "Counterfoil" }, from: null, to: null, note: null, ...what };
}
