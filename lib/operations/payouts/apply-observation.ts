import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { sayMoney } from "@/lib/base/say-money";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { decimalOf, moneyOf } from "@/lib/db/minor";
import { seal } from "@/lib/db/seal";
import { FAILURE_REASONS } from "@/lib/domain/payout/failure";
import type { PayoutEvent } from "@/lib/domain/payout/lifecycle";
import { clashesOf, isEnd, judgeObservation, type ObservationEffect } from "@/lib/domain/payout/observe";
import type { Observation } from "@/lib/providers/contract/payout";
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

  const first = judge(payout, observation);
  const sentences = new Set(first.kind === "already" ? [] : await findClashes(tx, payout, observation));
  let current = payout;
  let effect = first;
  for (let event = eventOf(effect); event !== null; event = eventOf(effect)) {
    const clash = effect.kind === "contradiction" ? effect.sentence : null;
    if (clash !== null) sentences.add(clash);
    const moved = await movePayout(tx, current, event, {
      by: deskActor(payout.merchantId),
      evidenceId: observation.evidenceId,
      changes: {
        ...(clash === null ? {} : NO_FAILURE),
        ...factsOf(observation),
        ...failureOf(observation),
        ...linkOf(payout.id, observation),
      },
      ...(clash === null ? noteOf(observation) : { note: clash }),
    });
    if (!moved) throw new Error(`Payout ${payout.id} was locked and yet moved meanwhile.`);
    crashPoint("observe.moved");
    current = moved;
    effect = judge(current, observation);
  }
  if (effect.kind === "contradiction") sentences.add(effect.sentence);

  const isClash = sentences.size > 0;
  const note = isClash ? [...sentences].join(" ") : null;
  await writeObservation(tx, { payout, observation, via, deliveryId, effect: isClash ? "contradiction" : first.kind, note });
  crashPoint("observe.written");
  for (const sentence of sentences) current = await contradict(tx, current, sentence);
  if (isClash || first.kind === "move" || effect.kind === "behind") return current;
  return remember(tx, current, observation);
}

function eventOf(effect: ObservationEffect): PayoutEvent | null {
  return effect.kind === "move" ? effect.event : effect.kind === "contradiction" ? (effect.event ?? null) : null;
}

/** The ends that were seen of this very payout before, also those that did not become its state. */
async function findClashes(tx: Tx, payout: LockedPayout, { status, providerPayoutId }: Observation): Promise<readonly string[]> {
  if (!isEnd(status)) return [];
  const earlier = await tx.observation.findMany({
    where: { payoutId: payout.id, providerPayoutId, OR: [{ amountMinor: null }, { amountMinor: payout.amountMinor }] },
    distinct: ["status"],
    select: { status: true },
  });
  return clashesOf(
    status,
    earlier.map((one) => one.status),
  );
}

function judge(payout: LockedPayout, observation: Observation): ObservationEffect {
  return judgeObservation(payout.state, observation.status, { sentBefore: payout.attempts > 0 });
}

/** A different amount, or another payout's id: whatever it says about status, it is not plainly about this payout. */
async function findMismatch(tx: Tx, payout: LockedPayout, observation: Observation): Promise<string | null> {
  const { providerPayoutId, amount } = observation;
  if (payout.providerPayoutId !== null && payout.providerPayoutId !== providerPayoutId) {
    const [one, other] = [payout.providerPayoutId, providerPayoutId].sort();
    return `The provider shows two payouts for this one: ${one} and ${other}.`;
  }
  const ours = moneyOf(payout.amountMinor, payout.currency);
  if (amount && (amount.minor !== ours.minor || amount.currency !== ours.currency)) {
    return `The provider shows ${sayMoney(amount)}, but ${sayMoney(ours)} was asked for.`;
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

/** A payout that turns up after it had ended without being paid has no failure any more. */
const NO_FAILURE = { failureReason: null, failureCode: null, failureMessage: null };

function noteOf({ failure }: Observation): { note?: string } {
  return failure ? { note: FAILURE_REASONS[failure.reason].sentence } : {};
}

/** No move, but newer facts: the status word, the rail, the fee. */
async function remember(tx: Tx, payout: LockedPayout, observation: Observation): Promise<LockedPayout> {
  const facts = factsOf(observation);
  await tx.payout.update({ where: { id: payout.id }, data: facts });
  return { ...payout, ...facts };
}

/**
 * Raised once: seeing the same contradiction again adds an observation, not another alarm. Several stand beside each other, a line each, in
 * an order of their own, so that it does not matter which came first.
 */
export async function contradict(tx: Tx, payout: LockedPayout, sentence: string): Promise<LockedPayout> {
  const raised = payout.contradiction?.split("\n") ?? [];
  if (raised.includes(sentence)) return payout;
  const contradiction = [...raised, sentence].sort().join("\n");
  await tx.payout.update({ where: { id: payout.id }, data: { contradiction } });
  await writeAudit(tx, {
    actor: deskActor(payout.merchantId),
    event: "payout.contradicted",
    subject: { kind: "payout", id: payout.id },
    details: { number: payout.number, sentence },
  });
  return { ...payout, contradiction };
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
      at: currentTime(),
    },
  });
}
