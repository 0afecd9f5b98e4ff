import { newId } from "@/lib/base/id";
import { toDecimal } from "@/lib/base/money";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { decimalOf, moneyOf } from "@/lib/db/minor";
import { seal } from "@/lib/db/seal";
import { FAILURE_REASONS } from "@/lib/domain/payout/failure";
import { judgeObservation, type ObservationEffect } from "@/lib/domain/payout/observe";
import type { Observation } from "@/lib/providers/contract/types";
import { deskActor } from "./desk-actor";
import type { LockedPayout } from "./lock-payout";
import { movePayout } from "./move-payout";

// Everything that a provider shows us about a payout comes through here, whoever brought it: the answer to our own request, a
// webhook, a poll, a look-up. They may come in any order and twice; the end is the same.

export type ObservedVia = "send" | "webhook" | "lookUp";

export type ApplyObservation = {
  readonly payout: LockedPayout;
  readonly observation: Observation;
  readonly via: ObservedVia;
  readonly deliveryId?: string;
};

/** Records what was seen and lets it move the payout. What contradicts our own record is kept and shown, and changes nothing. */
export async function applyObservation(tx: Tx, { payout, observation, via, deliveryId }: ApplyObservation): Promise<LockedPayout> {
  const mismatch = await findMismatch(tx, payout, observation);
  if (mismatch) {
    await writeObservation(tx, { payout, observation, via, deliveryId, effect: "contradiction", note: mismatch });
    return contradict(tx, payout, mismatch);
  }

  let current = payout;
  let effect = judge(current, observation);
  const first = effect;
  while (effect.kind === "move") {
    const moved = await movePayout(tx, current, effect.event, {
      by: deskActor(payout.merchantId),
      evidenceId: observation.evidenceId,
      changes: { ...factsOf(observation), ...failureOf(observation), ...linkOf(payout.id, observation) },
      ...noteOf(observation),
    });
    if (!moved) throw new Error(`Payout ${payout.id} was locked and yet moved meanwhile.`);
    current = moved;
    effect = judge(current, observation);
  }

  const last = effect.kind === "contradiction" ? effect : first;
  await writeObservation(tx, {
    payout,
    observation,
    via,
    deliveryId,
    effect: last.kind,
    note: last.kind === "contradiction" ? last.sentence : null,
  });
  if (effect.kind === "contradiction") return contradict(tx, current, effect.sentence);
  if (first.kind === "move" || effect.kind === "behind") return current;
  return remember(tx, current, observation);
}

function judge(payout: LockedPayout, observation: Observation): ObservationEffect {
  return judgeObservation(payout.state, observation.status, { sentBefore: payout.attempts > 0 });
}

/** A different amount, or another payout's id: whatever it says about status, it is not plainly about this payout. */
async function findMismatch(tx: Tx, payout: LockedPayout, observation: Observation): Promise<string | null> {
  const { providerPayoutId, amount } = observation;
  if (payout.providerPayoutId !== null && payout.providerPayoutId !== providerPayoutId) {
    return `The provider shows a second payout for this one: ${providerPayoutId} beside ${payout.providerPayoutId}.`;
  }
  const ours = moneyOf(payout.amountMinor, payout.currency);
  if (amount && (amount.minor !== ours.minor || amount.currency !== ours.currency)) {
    return `The provider shows ${toDecimal(amount)} ${amount.currency}, but ${toDecimal(ours)} ${ours.currency} was asked for.`;
  }
  const holder = await tx.payout.findFirst({
    where: { connectionId: payout.connectionId, providerPayoutId, id: { not: payout.id } },
    select: { number: true },
  });
  return holder ? `The provider's payout ${providerPayoutId} already belongs to ${holder.number}.` : null;
}

/** What the payout's row keeps of it beside the state. */
function factsOf({ providerPayoutId, providerStatus, rail, traceId, fee }: Observation) {
  return {
    providerPayoutId,
    providerStatus,
    ...(rail === null ? {} : { rail }),
    ...(traceId === null ? {} : { traceId }),
    ...(fee === null ? {} : { feeMinor: decimalOf(fee.minor) }),
  };
}

/** It opens the naming of an account to whoever has it, so it lies sealed. */
function linkOf(payoutId: string, { receiverLink }: Observation) {
  if (receiverLink === undefined) return {};
  const { sealed, keyId } = seal(receiverLink, payoutId);
  return { receiverLinkSealed: sealed, receiverLinkKeyId: keyId };
}

function failureOf({ failure }: Observation) {
  if (failure === null) return {};
  return { failureReason: failure.reason, failureCode: failure.providerCode, failureMessage: failure.message.slice(0, 500) };
}

function noteOf({ failure }: Observation): { note?: string } {
  return failure ? { note: FAILURE_REASONS[failure.reason].sentence } : {};
}

/** No move, but newer facts: the status word, the rail, the fee. */
async function remember(tx: Tx, payout: LockedPayout, observation: Observation): Promise<LockedPayout> {
  const facts = factsOf(observation);
  await tx.payout.update({ where: { id: payout.id }, data: facts });
  return { ...payout, ...facts };
}

/** Raised once: seeing the same contradiction again adds an observation, not another alarm. */
export async function contradict(tx: Tx, payout: LockedPayout, sentence: string): Promise<LockedPayout> {
  if (payout.contradiction === sentence) return payout;
  await tx.payout.update({ where: { id: payout.id }, data: { contradiction: sentence } });
  await writeAudit(tx, {
    actor: deskActor(payout.merchantId),
    event: "payout.contradicted",
    subject: { kind: "payout", id: payout.id },
    details: { number: payout.number, sentence },
  });
  return { ...payout, contradiction: sentence };
}

type SeenRow = Omit<ApplyObservation, "deliveryId"> & {
  deliveryId: string | undefined;
  effect: ObservationEffect["kind"];
  note: string | null;
};

async function writeObservation(tx: Tx, { payout, observation, via, deliveryId, effect, note }: SeenRow): Promise<void> {
  await tx.observation.create({
    data: {
      id: newId("observation"),
      merchantId: payout.merchantId,
      payoutId: payout.id,
      via,
      status: observation.status,
      providerStatus: observation.providerStatus,
      providerPayoutId: observation.providerPayoutId,
      providerAt: observation.at,
      amountMinor: observation.amount ? decimalOf(observation.amount.minor) : null,
      effect,
      note,
      evidenceId: observation.evidenceId,
      deliveryId: deliveryId ?? null,
    },
  });
}
