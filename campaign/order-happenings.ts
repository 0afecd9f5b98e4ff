import type { Tx } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { minorOf } from "@/lib/db/minor";
import type { Actor } from "@/lib/domain/access/actor";
import { applyObservation } from "@/lib/operations/payouts/apply-observation";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { lockPayout } from "@/lib/operations/payouts/lock-payout";
import { concludeAttempt } from "@/lib/operations/payouts/send-attempt";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import type { Observation, ObservedStatus } from "@/lib/providers/contract/payout";
import { drawUuid, seededRandom } from "@/lib/providers/contract/simulator-random";
import { providerOf } from "@/lib/providers/registry";
import { ivyAccount, trueLayerAccount } from "@/lib/testing/desk";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aDelivery } from "@/lib/testing/inbox-factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { FAILED, PROVIDER_PAYOUT_ID, type Scenario, type Told } from "./order-scenarios";
import type { ProviderId } from "./sendable-payout";

// Each event of a scenario as a deed on real rows, through the operation that the worker or a person would use.

export type Happening = {
  readonly kind: Told["kind"];
  readonly name: string;
  /** False when it has to come again later: its payout is not known yet, or is not asked about in this state. */
  happen(): Promise<boolean>;
};

export async function openHappenings(tx: Tx, scenario: Scenario): Promise<{ payoutId: string; happenings: readonly Happening[] }> {
  const merchant = await aMerchant(tx);
  const maker = actorOf(await aPerson(tx, { merchant, role: "maker" }), merchant);
  const connection = await aConnection(tx, { merchant, provider: scenario.provider, settings: settingsFor(scenario.provider) });
  const currency = scenario.provider === "ipay" ? "AUD" : "EUR";
  const payout = await aPayout(tx, { merchant, connection, currency, state: scenario.begins });
  const attempt = await tx.attempt.findFirstOrThrow({ where: { payoutId: payout.id } });
  const stage: Stage = { payout, attemptId: attempt.id, maker };
  const happenings: Happening[] = [];
  for (const [place, told] of scenario.events.entries()) {
    happenings.push({ kind: told.kind, name: nameOf(told), happen: await deedOf(tx, stage, told, place) });
  }
  return { payoutId: payout.id, happenings };
}

type Stage = { readonly payout: Payout; readonly attemptId: string; readonly maker: Actor };

async function deedOf(tx: Tx, stage: Stage, told: Told, place: number): Promise<Happening["happen"]> {
  const { payout, attemptId, maker } = stage;
  const payoutId = payout.id;
  switch (told.kind) {
    case "answer": {
      const outcome =
        told.end === "refused"
          ? ({ kind: "refused", failure: FAILED, evidenceId: null } as const)
          : ({ kind: "accepted", observation: observationOf(payout, told) } as const);
      return async () => {
        await concludeAttempt(tx, { attemptId, payoutId, outcome });
        return true;
      };
    }
    case "webhook": {
      const connection = await tx.connection.findUniqueOrThrow({ where: { id: payout.connectionId } });
      const isSigned = connection.provider === "ivy" || connection.provider === "truelayer";
      const body = told.body({
        number: payout.number,
        eventId: drawUuid(seededRandom(place)),
        amount: payout.amountMinor.div(100).toNumber(),
      });
      const delivery = await aDelivery(tx, { connection, body, proof: isSigned ? "signed" : "unsigned", state: "stored" });
      return async () => (await applyDelivery({ deliveryId: delivery.id })) !== "waiting";
    }
    case "lookUp":
    case "poll":
      return async () => {
        const locked = await lockPayout(tx, { payoutId });
        if (!locked) return false;
        // A list is read for what is on its way: before that it is read later, after that nobody reads it.
        if (told.kind === "poll" && locked.state !== "inFlight") return locked.state !== "dispatching" && locked.state !== "unconfirmed";
        await applyObservation(tx, { payout: locked, observation: observationOf(payout, told), via: "lookUp" });
        return true;
      };
    case "cancelPressed":
      return async () => {
        // It has left, and Ivy lets go of nothing: in no order may a press change anything.
        const pressed = await cancelPayout(maker, { payoutId });
        return !pressed.ok;
      };
  }
}

function nameOf(told: Told): string {
  if (told.kind === "answer") return `answer ${told.end}`;
  if (told.kind === "webhook") return `webhook ${told.says}`;
  return told.kind === "cancelPressed" ? "cancel pressed" : `${told.kind} ${told.status}`;
}

type Seen = { readonly status: ObservedStatus; readonly id?: string; readonly amountMinor?: bigint };

function observationOf(payout: Payout, { status, id = PROVIDER_PAYOUT_ID, amountMinor }: Seen): Observation {
  return {
    providerPayoutId: id,
    payoutNumber: payout.number,
    status,
    providerStatus: status,
    at: null,
    amount: { minor: amountMinor ?? minorOf(payout.amountMinor), currency: payout.currency === "AUD" ? "AUD" : "EUR" },
    fee: null,
    failure: status === "failed" ? FAILED : status === "returned" ? { ...FAILED, reason: "returned" } : null,
    rail: null,
    traceId: null,
    evidenceId: null,
  };
}

function settingsFor(provider: ProviderId) {
  if (provider === "ivy") return ivyAccount().settings;
  if (provider === "truelayer") return trueLayerAccount().settings;
  return Object(providerOf(provider).rehearsal.newAccount(provider === "ipay" ? "AUD" : "EUR").settings);
}
