import { maskAccountNumbers } from "@/lib/domain/account/mask-in-text";
import type { ProviderConnection } from "./connection";
import type { Fault } from "./fault";
import type { SendOutcome } from "./payout";
import type { EnrolOutcome, ReceiverDetails } from "./receiver";
import { createScrubber } from "./scrub";
import { type Exchange, TOKEN_PURPOSE, type Transport } from "./transport";
import type { Webhooks } from "./webhooks";

/**
 * Makes a careless adapter safe: whatever it throws or claims, a payout whose bytes may have left is never called unsent. The
 * watch is kept on the transport, of which each `sendPayout` gets its own, so two payouts at once cannot vouch for each other.
 */
export type Connect = (transport: Transport) => ProviderConnection;

export function guardConnection(connect: Connect, transport: Transport, secrets: readonly string[]): ProviderConnection {
  const bare = connect(transport);
  const { cancelPayout, readBalances, listPaymentSources, verifyReceiver, enrolReceiver, lookUpEnrolment } = bare;
  const { listPayouts, listTransactions, readMerchantAccount, endSandboxPayout } = bare;
  const otherwise = async <T>(ask: () => Promise<T>, fallback: (fault: Fault) => T): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      return fallback(faultOfThrown(error, secrets));
    }
  };
  return {
    sendPayout: (order) => sendGuarded(connect, transport, secrets, (watched) => watched.sendPayout(order)),
    lookUpPayout: (by) => otherwise(() => bare.lookUpPayout(by), unavailable),
    ...(cancelPayout && {
      cancelPayout: (id) =>
        otherwise(
          () => cancelPayout.call(bare, id),
          (fault) => ({ kind: "unknown", fault }),
        ),
    }),
    ...(readBalances && { readBalances: () => otherwise(() => readBalances.call(bare), unavailable) }),
    ...(listPaymentSources && { listPaymentSources: (by) => otherwise(() => listPaymentSources.call(bare, by), unavailable) }),
    ...(verifyReceiver && { verifyReceiver: (account) => otherwise(() => verifyReceiver.call(bare, account), unavailable) }),
    ...(enrolReceiver && { enrolReceiver: (receiver) => enrolGuarded(connect, transport, secrets, receiver) }),
    ...(lookUpEnrolment && { lookUpEnrolment: (by) => otherwise(() => lookUpEnrolment.call(bare, by), unavailable) }),
    ...(listPayouts && { listPayouts: (window) => otherwise(() => listPayouts.call(bare, window), unavailable) }),
    ...(listTransactions && { listTransactions: (window) => otherwise(() => listTransactions.call(bare, window), unavailable) }),
    ...(readMerchantAccount && { readMerchantAccount: () => otherwise(() => readMerchantAccount.call(bare), unavailable) }),
    ...(endSandboxPayout && { endSandboxPayout: (payout) => otherwise(() => endSandboxPayout.call(bare, payout), unavailable) }),
  } satisfies ProviderConnection;
}

/** A verifier that stumbles has not shown a forgery: the delivery is kept and verified again. `translate` stays bare, a throw there is a mistake to be seen. */
export function guardWebhooks(bare: Webhooks, secrets: readonly string[]): Webhooks {
  const { scrubDelivery } = bare;
  return {
    async verify(delivery) {
      try {
        return await bare.verify(delivery);
      } catch (error) {
        return { kind: "undecided", fault: faultOfThrown(error, secrets) };
      }
    },
    translate: (body) => bare.translate(body),
    ...(scrubDelivery && { scrubDelivery: (body) => scrubGuarded((raw) => scrubDelivery.call(bare, raw), body, secrets) }),
  };
}

/** What an adapter could not scrub is scrubbed by the nets that all share: never stored as it came. */
function scrubGuarded(scrub: (body: Uint8Array) => Uint8Array, body: Uint8Array, secrets: readonly string[]): Uint8Array {
  try {
    return scrub(body);
  } catch {
    const text = new TextDecoder().decode(body);
    return new TextEncoder().encode(maskAccountNumbers(createScrubber(secrets).text(text)));
  }
}

async function sendGuarded(
  connect: Connect,
  transport: Transport,
  secrets: readonly string[],
  send: (connection: ProviderConnection) => Promise<SendOutcome>,
): Promise<SendOutcome> {
  const watch = watchExchanges(transport);
  try {
    return believed(await send(connect(watch.transport)), watch);
  } catch (error) {
    const fault = faultOfThrown(error, [...secrets, ...watch.secrets]);
    return watch.mayHaveLeft() ? { kind: "unknown", fault } : { kind: "notSent", fault };
  }
}

/** Enrolling moves no money, but a receiver enrolled twice is asked twice: what may have left is unknown, as with a payout. */
async function enrolGuarded(
  connect: Connect,
  transport: Transport,
  secrets: readonly string[],
  receiver: ReceiverDetails,
): Promise<EnrolOutcome> {
  const watch = watchExchanges(transport);
  try {
    const connection = connect(watch.transport);
    if (!connection.enrolReceiver) throw new Error("This connection has lost its way to enrol.");
    return await connection.enrolReceiver(receiver);
  } catch (error) {
    const fault = faultOfThrown(error, [...secrets, ...watch.secrets]);
    return { kind: watch.mayHaveLeft() ? "unknown" : "unavailable", fault };
  }
}

type Watch = {
  readonly transport: Transport;
  readonly secrets: readonly string[];
  /** An exchange other than for a token has begun and did not end as `neverLeft`. */
  mayHaveLeft(): boolean;
  /** One of them ended without an answer, or has not ended. */
  isAnyLost(): boolean;
  /** One of them was answered with anything but "your fault" (4xx), the only answers after which nothing can have been booked. */
  isAnyAnsweredOpenly(): boolean;
};

function watchExchanges(transport: Transport): Watch {
  const secrets: string[] = [];
  let begun = 0;
  const ends: Exchange[] = [];
  const lostCount = () => begun - ends.filter((end) => end.kind !== "lost").length;
  return {
    secrets,
    transport: {
      memory: transport.memory,
      now: () => transport.now(),
      pause: async (milliseconds) => transport.pause?.(milliseconds),
      async exchange(request) {
        secrets.push(...request.secrets);
        if (request.purpose === TOKEN_PURPOSE) return transport.exchange(request);
        // Counted before it ends: an adapter that does not wait for its own exchange has still sent it.
        begun += 1;
        const end = await transport.exchange(request);
        ends.push(end);
        return end;
      },
    },
    mayHaveLeft: () => begun > ends.filter((end) => end.kind === "neverLeft").length,
    isAnyLost: () => lostCount() > 0,
    isAnyAnsweredOpenly: () => ends.some((end) => end.kind === "answered" && (end.status < 400 || end.status > 499)),
  };
}

/** The adapter's word, where the wire does not contradict it. */
function believed(outcome: SendOutcome, watch: Watch): SendOutcome {
  if (outcome.kind === "notSent" && (watch.isAnyLost() || watch.isAnyAnsweredOpenly())) return { kind: "unknown", fault: outcome.fault };
  if (outcome.kind === "refused" && watch.isAnyLost()) {
    const message = "A refusal was read, but another exchange for the same payout got no answer.";
    return { kind: "unknown", fault: { kind: "connectionLost", message, retryAfterSeconds: null, evidenceId: outcome.evidenceId } };
  }
  return outcome;
}

function unavailable(fault: Fault): { kind: "unavailable"; fault: Fault } {
  return { kind: "unavailable", fault };
}

function faultOfThrown(error: unknown, secrets: readonly string[]): Fault {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : "Something that is no error was thrown.";
  return { kind: "unexpected", message: createScrubber(secrets).text(text), retryAfterSeconds: null, evidenceId: null };
}
