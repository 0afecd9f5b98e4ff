// Places where the process may die, by name. In production a point does nothing. A rehearsal lets it strike: from then on every
// point throws until the restart, since a dead process neither opens a transaction nor commits one.

export const CRASH_POINTS = [
  "transaction.opened",
  "transaction.beforeCommit",
  "transaction.committed",
  "audit.written",
  "enqueue.sent",
  "submit.begun",
  "submit.submitted",
  "submit.committed",
  "batch.stored",
  "batch.claimed",
  "batch.payoutMade",
  "approve.locked",
  "approve.decided",
  "approve.moved",
  "approve.committed",
  "move.stateWritten",
  "move.historyWritten",
  "move.enqueued",
  "dispatch.locked",
  "dispatch.moved",
  "dispatch.attemptWritten",
  "dispatch.committed",
  "send.intentWritten",
  "send.beforeFirstByte",
  "send.answered",
  "send.ended",
  "send.observed",
  "send.concluded",
  "event.claimed",
  "event.answered",
  "evidence.before",
  "evidence.kept",
  "observe.moved",
  "observe.written",
  "lookUp.begun",
  "lookUp.asked",
  "lookUp.recorded",
  "replay.begun",
  "webhook.verified",
  "webhook.stored",
  "webhook.enqueued",
  "webhook.committed",
  "apply.translated",
  "apply.locked",
  "apply.eventApplied",
  "apply.marked",
  "cancel.asked",
  "enrol.claimed",
  "enrol.answered",
  "freeze.written",
  "mail.claimed",
  "mail.handedOver",
  "reconcile.claimed",
  "reconcile.read",
  "reconcile.recorded",
  "schedule.claimed",
  "schedule.kept",
  "schedule.settled",
  "sweep.claimed",
  "sweep.enqueued",
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

export class ProcessDied extends Error {
  constructor(point: CrashPoint) {
    super(`The process died at ${point}.`);
    this.name = "ProcessDied";
  }
}

let strikesAt: ((point: CrashPoint) => boolean) | null = null;
let isDead = false;

export function crashPoint(point: CrashPoint): void {
  if (strikesAt === null) return;
  isDead = isDead || strikesAt(point);
  if (isDead) throw new ProcessDied(point);
}

export type CrashRehearsal = { restart(): void; end(): void };

/** For rehearsals only: asks at every point whether the process dies there. */
export function rehearseCrashes(strikes: (point: CrashPoint) => boolean): CrashRehearsal {
  strikesAt = strikes;
  isDead = false;
  return {
    restart() {
      isDead = false;
    },
    end() {
      strikesAt = null;
      isDead = false;
    },
  };
}
