import { currentTime } from "@/lib/base/clock";
import { addMs } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Enrolment, Prisma } from "@/lib/db/generated/client";
import { type EnrolmentState, isEnrolmentState, nextAskInMs } from "@/lib/domain/enrolment/state";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import type { EnrolmentLookUpOutcome, EnrolOutcome, ProviderFailure } from "@/lib/providers/contract/types";
import { enqueue } from "@/lib/queue/enqueue";

export type Followed = "notDue" | "busy" | "ready" | "waiting" | "refused" | "unavailable";

type Outcome = EnrolOutcome | EnrolmentLookUpOutcome;

const WORDS_OF: Readonly<Record<EnrolmentState, Followed>> = {
  wanted: "unavailable",
  pending: "waiting",
  needsReceiver: "waiting",
  ready: "ready",
  refused: "refused",
};

/** Writes down what the provider said, frees the claim, and wakes the payouts that waited for this. */
export async function concludeEnrolment(tx: Tx, enrolmentId: string, outcome: Outcome): Promise<Followed> {
  await tx.$queryRaw`SELECT "id" FROM "enrolment" WHERE "id" = ${enrolmentId} FOR UPDATE`;
  const before = await tx.enrolment.findUniqueOrThrow({ where: { id: enrolmentId } });
  const facts = factsOf(before, outcome);
  const state = facts.state ?? stateOf(before);
  const isNew = state !== before.state;
  const checks = isNew ? 0 : before.checks + 1;
  const waitMs = nextAskInMs(state, checks, Math.random());
  const now = currentTime();
  const after = await tx.enrolment.update({
    where: { id: enrolmentId },
    data: {
      ...facts,
      checks,
      busyUntil: null,
      nextCheckAt: waitMs === null ? null : addMs(now, waitMs),
      ...(isNew ? { stateAt: now } : {}),
    },
  });
  if (isNew) await tellOfMove(tx, after, before.state);
  if (isNew && (state === "ready" || state === "refused")) await wakePayouts(tx, after);
  return outcome.kind === "unavailable" || outcome.kind === "unknown" ? "unavailable" : WORDS_OF[state];
}

type Facts = Omit<Prisma.EnrolmentUncheckedUpdateInput, "state"> & { readonly state?: EnrolmentState };

function factsOf(before: Enrolment, outcome: Outcome): Facts {
  switch (outcome.kind) {
    case "enrolled":
    case "found": {
      const { providerReceiverId, providerAccountId, status, providerStatus, nextStep, accountLabel } = outcome.enrolment;
      // Another id than the one that payouts name is not this enrolment; what is there stays, and is asked again.
      if (before.providerReceiverId !== null && before.providerReceiverId !== providerReceiverId) return {};
      return {
        providerReceiverId,
        providerAccountId: before.providerAccountId ?? providerAccountId,
        state: status,
        providerStatus,
        nextStep,
        accountLabel: accountLabel ?? before.accountLabel,
        evidenceId: outcome.evidenceId,
        ...(status === "refused" ? {} : NO_FAILURE),
      };
    }
    case "refused":
      return {
        state: "refused",
        nextStep: "Correct the receiver's facts and ask again.",
        evidenceId: outcome.evidenceId,
        ...failureOf(outcome.failure),
      };
    case "absent":
      return {
        state: "refused",
        nextStep: "The provider does not know this receiver any more. Ask again.",
        evidenceId: outcome.evidenceId,
      };
    default:
      return {};
  }
}

const NO_FAILURE = { failureReason: null, failureCode: null, failureMessage: null };

function failureOf({ reason, providerCode, message }: ProviderFailure) {
  return { failureReason: reason, failureCode: providerCode, failureMessage: message.slice(0, 500) };
}

function stateOf({ state }: Enrolment): EnrolmentState {
  if (!isEnrolmentState(state)) throw new Error(`The database holds an unknown enrolment state: ${state}.`);
  return state;
}

async function tellOfMove(tx: Tx, enrolment: Enrolment, from: string): Promise<void> {
  await writeAudit(tx, {
    actor: deskActor(enrolment.merchantId),
    event: "enrolment.moved",
    subject: { kind: "receiver", id: enrolment.receiverId },
    details: { connectionId: enrolment.connectionId, from, to: enrolment.state },
  });
}

async function wakePayouts(tx: Tx, { connectionId, accountVersionId }: Enrolment): Promise<void> {
  const waiting = await tx.payout.findMany({
    where: { connectionId, receiverAccountVersionId: accountVersionId, state: "held", holdKind: "receiver" },
    select: { id: true },
  });
  for (const { id } of waiting) await enqueue(tx, "dispatchPayout", { payoutId: id });
}
