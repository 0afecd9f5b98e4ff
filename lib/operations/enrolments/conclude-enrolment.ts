import { chance } from "@/lib/base/chance";
import { currentTime } from "@/lib/base/clock";
import { addMs } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Enrolment, Prisma } from "@/lib/db/generated/client";
import { type EnrolmentState, isEnrolmentState, nextAskInMs } from "@/lib/domain/enrolment/state";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import type { ProviderFailure } from "@/lib/providers/contract/payout";
import type { EnrolmentLookUpOutcome, Enrolment as EnrolmentSaid, EnrolOutcome } from "@/lib/providers/contract/receiver";
import { enqueue } from "@/lib/queue/enqueue";

export type Followed = "notDue" | "busy" | "ready" | "waiting" | "refused" | "unavailable";

/** The row as it was when its asker took it: `busyUntil` is the sign by which the claim is known again. */
export type Claimed = Enrolment & { readonly busyUntil: Date };

type Outcome = EnrolOutcome | EnrolmentLookUpOutcome;

const WORDS_OF: Readonly<Record<EnrolmentState, Followed>> = {
  wanted: "unavailable",
  pending: "waiting",
  needsReceiver: "waiting",
  ready: "ready",
  refused: "refused",
};

/** Writes down what the provider said, frees the claim, and wakes the payouts that waited for this. */
export async function concludeEnrolment(tx: Tx, claimed: Claimed, outcome: Outcome): Promise<Followed> {
  const { id, busyUntil } = claimed;
  await tx.$queryRaw`SELECT "id" FROM "enrolment" WHERE "id" = ${id} FOR UPDATE`;
  const before = await tx.enrolment.findUniqueOrThrow({ where: { id } });
  // Its claim ran out, and another asks meanwhile: the later question's answer counts.
  if (!isSameMoment(before.busyUntil, busyUntil)) return "busy";
  const facts = factsOf(before, outcome);
  const state = facts.state ?? stateOf(before);
  const isNew = state !== before.state;
  const checks = isNew ? 0 : before.checks + 1;
  const waitMs = nextAskInMs(state, checks, chance());
  const now = currentTime();
  // A webhook or a person asked for a look while the answer was on its way, and it may be older than what they know.
  const isHinted = state !== "refused" && !isSameMoment(before.nextCheckAt, busyUntil);
  const after = await tx.enrolment.update({
    where: { id },
    data: {
      ...facts,
      checks,
      busyUntil: null,
      nextCheckAt: isHinted ? now : waitMs === null ? null : addMs(now, waitMs),
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
      if (isAnother(before, outcome.enrolment)) return { state: "refused", nextStep: ANOTHER_STEP, evidenceId: outcome.evidenceId };
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

const ANOTHER_STEP = "The provider knows this receiver by another id now. Add the account to the receiver anew, and pay that one.";

/** Payouts name the ids that were there first. How far another receiver or account is there says nothing about those. */
function isAnother(before: Enrolment, said: EnrolmentSaid): boolean {
  if (before.providerReceiverId !== null && before.providerReceiverId !== said.providerReceiverId) return true;
  return before.providerAccountId !== null && before.providerAccountId !== said.providerAccountId;
}

function isSameMoment(one: Date | null, other: Date): boolean {
  return one?.getTime() === other.getTime();
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
