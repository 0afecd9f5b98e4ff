import type { ApprovalDecision, Attempt, Evidence, Observation, PayoutAssignment, StateTransition } from "@/lib/db/generated/client";
import { sayChecker } from "@/lib/domain/approval/delegation";
import { isPayoutState } from "@/lib/domain/payout/lifecycle";
import type { PayoutView, TimelineItem, TimelineItemOf, WhoView } from "@/lib/domain/payout/payout-view";
import { TOKEN_PURPOSE } from "@/lib/providers/contract/transport";

/** What is on record about one payout, each list oldest first. */
export type PayoutRecord = {
  readonly round: number;
  readonly moves: readonly StateTransition[];
  readonly decisions: readonly ApprovalDecision[];
  readonly attempts: readonly Attempt[];
  readonly observations: readonly Observation[];
  readonly notes: PayoutView["notes"];
  readonly assignments: readonly PayoutAssignment[];
  readonly exchanges: readonly Pick<Evidence, "id" | "purpose" | "status" | "fault" | "startedAt" | "attemptId">[];
};

export type TimelineReader = {
  readonly personId: string | null;
  readonly providerLabel: string;
  statusText(word: string): string;
};

/**
 * One stream, newest first. What is on record twice is told once: a checker's word goes with the move that it made, what the
 * provider showed goes with the move that followed, and a run of looks that changed nothing is one entry with the last of them.
 * Exchanges that nothing refers to, such as a look-up without an answer, stand on their own.
 */
export function weaveTimeline(record: PayoutRecord, reader: TimelineReader): TimelineItem[] {
  const causes = new Map(record.moves.map((move) => [move.id, causeOf(move, record)]));
  const told = new Set([...causes.values()].flatMap(({ decision, seen }) => [decision?.id, seen?.id]));

  const items: TimelineItem[] = [
    ...record.moves.filter((move) => !isTwin(move, record)).map((move) => moveItem(move, causes.get(move.id) ?? NO_CAUSE, reader)),
    ...record.decisions.filter(({ id }) => !told.has(id)).map((decision) => decisionItem(decision, record.round, reader)),
    ...record.attempts.map((attempt) => attemptItem(attempt, record)),
    ...record.observations.filter(({ id }) => !told.has(id)).map((seen) => observationItem(seen, reader)),
    ...record.notes.map(({ kind: noteKind, ...note }): TimelineItemOf<"note"> => ({ ...note, kind: "note", noteKind })),
    ...record.assignments.map((assignment) => assignmentItem(assignment, reader)),
    ...strayExchanges(record).map((exchange) => exchangeItem(exchange)),
  ];
  return joinRepeats(items.sort(byTime)).reverse();
}

/**
 * Of two rows for one moment the plainer one is left out: sending begins with an attempt and is accepted by its end, and taking
 * back ends with a discard. Every other end of an attempt is a turn of its own, and stays.
 */
function isTwin(move: StateTransition, { moves, attempts }: PayoutRecord): boolean {
  if (move.event === "accept") return attempts.some(({ end, endedAt }) => end === "accepted" && endedAt && isClose(move, { at: endedAt }));
  if (move.event === "dispatch") return attempts.some(({ startedAt }) => isClose(move, { at: startedAt }));
  return move.event === "discard" && moves.some((other) => other.event === "withdraw" && isClose(move, other));
}

type Cause = { readonly decision: ApprovalDecision | null; readonly seen: Observation | null };
const NO_CAUSE: Cause = { decision: null, seen: null };

function causeOf(move: StateTransition, { decisions, observations }: PayoutRecord): Cause {
  const decided = move.event === "approve" || move.event === "reject";
  return {
    decision: decided
      ? (decisions.find((one) => one.verdict === move.event && one.checkerId === move.actorId && isClose(one, move)) ?? null)
      : null,
    seen: observations.find((one) => one.effect === "move" && isClose(one, move) && mayHaveCaused(one, move)) ?? null,
  };
}

/** Rows of one transaction carry times a few milliseconds apart. */
const TOGETHER_MS = 2000;

function isClose(one: { readonly at: Date }, other: { readonly at: Date }): boolean {
  return Math.abs(one.at.getTime() - other.at.getTime()) < TOGETHER_MS;
}

const EVENTS_OF_STATUS: Readonly<Record<string, readonly string[]>> = {
  received: ["accept", "resurface"],
  inFlight: ["accept", "resurface"],
  needsAction: ["accept", "resurface"],
  // A provider may have settled before it has answered us: then one look makes two moves, and is told with the last.
  settled: ["settle", "resurface"],
  failed: ["fail", "resurface"],
  cancelled: ["cancel", "resurface"],
  returned: ["bounce", "resurface"],
};

function mayHaveCaused({ status, evidenceId }: Observation, move: StateTransition): boolean {
  return evidenceId === move.evidenceId && (EVENTS_OF_STATUS[status] ?? []).includes(move.event);
}

function moveItem(move: StateTransition, { decision, seen }: Cause, reader: TimelineReader): TimelineItemOf<"move"> {
  return {
    kind: "move",
    id: move.id,
    at: move.at,
    who: seen ? providerOf(reader) : whoOf(move, reader),
    event: move.event,
    to: stateOf(move.toState),
    note: move.note,
    seen: seen ? { via: viaOf(seen.via), providerStatus: seen.providerStatus } : null,
    decision: decision ? { reason: decision.reason, note: decision.note } : null,
    evidenceId: seen?.deliveryId ? null : move.evidenceId,
    deliveryId: seen?.deliveryId ?? null,
  };
}

function decisionItem(decision: ApprovalDecision, round: number, reader: TimelineReader): TimelineItemOf<"decision"> {
  return {
    kind: "decision",
    id: decision.id,
    at: decision.at,
    who: { kind: "person", name: sayChecker(decision), isYou: decision.checkerId === reader.personId },
    verdict: decision.verdict === "reject" ? "reject" : "approve",
    reason: decision.reason,
    note: decision.note,
    isOutdated: decision.round !== round,
  };
}

function assignmentItem(
  { id, at, byId, byName, assigneeId, assigneeName }: PayoutAssignment,
  { personId }: TimelineReader,
): TimelineItemOf<"assignment"> {
  const person = (who: string, name: string): WhoView => ({ kind: "person", name, isYou: who === personId });
  const assignee = assigneeId === null ? null : person(assigneeId, assigneeName ?? "");
  return { kind: "assignment", id, at, who: person(byId, byName), assignee, isTaken: assigneeId === byId };
}

function attemptItem(attempt: Attempt, { moves }: PayoutRecord): TimelineItemOf<"attempt"> {
  return {
    kind: "attempt",
    id: attempt.id,
    at: attempt.startedAt,
    who: { kind: "system", name: "Counterfoil", isYou: false },
    sequence: attempt.sequence,
    end: endOf(attempt.end),
    endedAt: attempt.endedAt,
    guard: attempt.guard,
    guardKey: attempt.guardKey,
    detail: attempt.detail,
    isReplay: !moves.some((move) => move.event === "dispatch" && isClose(move, { at: attempt.startedAt })),
    evidenceId: attempt.evidenceId,
    deliveryId: null,
  };
}

function observationItem(seen: Observation, reader: TimelineReader): TimelineItemOf<"observation"> {
  return {
    kind: "observation",
    id: seen.id,
    at: seen.at,
    who: providerOf(reader),
    via: viaOf(seen.via),
    providerStatus: seen.providerStatus,
    providerStatusText: reader.statusText(seen.providerStatus),
    effect: effectOf(seen.effect),
    note: seen.note,
    times: 1,
    evidenceId: seen.deliveryId ? null : seen.evidenceId,
    deliveryId: seen.deliveryId,
  };
}

/** Exchanges that nothing else refers to: look-ups that got no answer, or an answer that names no payout. */
function strayExchanges({ moves, attempts, observations, exchanges }: PayoutRecord): PayoutRecord["exchanges"] {
  const referred = new Set([...moves, ...attempts, ...observations].map(({ evidenceId }) => evidenceId));
  return exchanges.filter(({ id, purpose, status }) => !referred.has(id) && !(purpose === TOKEN_PURPOSE && status === 200));
}

function exchangeItem(exchange: PayoutRecord["exchanges"][number]): TimelineItemOf<"exchange"> {
  return {
    kind: "exchange",
    id: exchange.id,
    at: exchange.startedAt,
    who: { kind: "system", name: "Counterfoil", isYou: false },
    purpose: exchange.purpose,
    status: exchange.status,
    fault: exchange.fault,
    times: 1,
    evidenceId: exchange.id,
    deliveryId: null,
  };
}

/** Polls that bring nothing new would bury the rest. The last of a run stands for all of it, and says how many. */
function joinRepeats(items: readonly TimelineItem[]): TimelineItem[] {
  const joined: TimelineItem[] = [];
  for (const item of items) {
    const before = joined.at(-1);
    const both = before ? repeatOf(before, item) : null;
    if (both) joined[joined.length - 1] = both;
    else joined.push(item);
  }
  return joined;
}

function repeatOf(before: TimelineItem, item: TimelineItem): TimelineItem | null {
  if (before.kind === "exchange" && item.kind === "exchange") {
    const isSame = before.purpose === item.purpose && before.status === item.status && before.fault === item.fault;
    return isSame ? { ...item, times: before.times + 1 } : null;
  }
  if (before.kind !== "observation" || item.kind !== "observation" || item.via === "webhook") return null;
  const isQuiet = item.effect === "already" || item.effect === "behind";
  const isSame = before.effect === item.effect && before.via === item.via && before.providerStatus === item.providerStatus;
  return isQuiet && isSame ? { ...item, times: before.times + 1 } : null;
}

/** At one moment: the attempt begins before anything comes of it. */
const ORDER = { attempt: 0, exchange: 1, decision: 2, observation: 3, move: 4, note: 5, assignment: 6 } as const satisfies Record<
  TimelineItem["kind"],
  number
>;

function byTime(a: TimelineItem, b: TimelineItem): number {
  return a.at.getTime() - b.at.getTime() || ORDER[a.kind] - ORDER[b.kind] || (a.id < b.id ? -1 : 1);
}

function whoOf({ actorKind, actorId, actorName }: StateTransition, { personId }: TimelineReader): WhoView {
  const kind = actorKind === "person" || actorKind === "apiKey" ? actorKind : "system";
  return { kind, name: actorName, isYou: actorId !== null && actorId === personId };
}

function providerOf({ providerLabel }: TimelineReader): WhoView {
  return { kind: "provider", name: providerLabel, isYou: false };
}

function stateOf(stored: string) {
  if (!isPayoutState(stored)) throw new Error(`The database holds an unknown payout state: ${stored}.`);
  return stored;
}

function viaOf(stored: string) {
  return stored === "send" || stored === "webhook" ? stored : "lookUp";
}

function effectOf(stored: string) {
  if (stored === "move" || stored === "already" || stored === "behind" || stored === "contradiction") return stored;
  return "unrecognised";
}

function endOf(stored: string | null) {
  if (stored === "accepted" || stored === "refused" || stored === "notSent" || stored === "unknown") return stored;
  return null;
}
