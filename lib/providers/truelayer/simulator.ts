import { addMs, DAY_MS } from "@/lib/base/time";
import { type FailureReason, isFailureReason } from "@/lib/domain/payout/failure";
import { defineSimulator } from "../contract/simulator";
import type { BookedPayout, SimulatorDesk, SimulatorSpec } from "../contract/simulator-spec";
import { FAILURES } from "./mapping";
import { json, openReplies, REFUSALS } from "./simulator-answers";
import { openDoors } from "./simulator-doors";
import { historicDetails, openSources } from "./simulator-sources";
import { openVerifications } from "./simulator-verifications";
import { eventsOf, openWebhookKey } from "./simulator-webhooks";
import { TrueLayerCredentials, TrueLayerDetails } from "./simulator-wire";

/**
 * A make-believe TrueLayer: tokens, signed requests, keys that guard, balances and signed webhooks, as strict as its documentation
 * says the real one is. What the documentation leaves open is decided here and marked "Ours:".
 */
const spec: SimulatorSpec<TrueLayerCredentials, TrueLayerDetails> = {
  prefixes: ["truelayer", "truelayer-auth", "truelayer-webhooks"],
  credentials: TrueLayerCredentials,
  accountIdOf: (credentials) => credentials.merchantAccountId,
  details: TrueLayerDetails,
  keeps: ["webhookKey"],
  reasons: { refuse: Object.keys(REFUSALS), fail: Object.keys(FAILURES) },
  codeFor: (mood, reason) => (mood === "refuse" ? refusalFor(reason) : failureFor(reason)),
  codes: { shortBalance: "insufficient_funds", returned: "returned" },
  open,
};

export const trueLayerSimulator = defineSimulator(spec);

function open(desk: SimulatorDesk<TrueLayerCredentials, TrueLayerDetails>) {
  const sources = openSources(desk);
  const webhookKey = openWebhookKey(desk);
  const verifications = openVerifications(desk);
  const doors = openDoors(desk, { sources, verifications, webhookKey });
  const replies = openReplies(() => desk.newId());
  return {
    classify: doors.classify,
    // Nothing moves before the receiver has named the account, which in a rehearsal they may do by themselves.
    postpone({ bookedAt, details }: BookedPayout<TrueLayerDetails>) {
      if (details.beneficiary.type !== "user_determined" || details.isAuthorizing) return null;
      const afterMs = desk.pace().receiverActsAfterMs;
      const until = addMs(afterMs === undefined ? desk.world.now() : new Date(bookedAt), afterMs ?? DAY_MS);
      return until > desk.world.now() ? until : null;
    },
    respond: doors.respond,
    rateLimited: (seconds: number) => replies.problem("rate-limit-exceeded", { retryAfterSeconds: seconds, shouldRetry: true }),
    // Ours: what stands before TrueLayer answers while it is away.
    unavailable: (seconds: number) => json(503, { message: "Service Unavailable" }, { "retry-after": String(seconds) }),
    eventsOf: (payout: Parameters<typeof eventsOf>[0]) => eventsOf(payout, () => desk.newId()),
    signWebhook: webhookKey.sign,
    webhookRetriesMs: WEBHOOK_RETRIES_MS,
    isDelivered: (status: number) => status >= 200 && status <= 299,
    addOrder: sources.add,
    historicDetails,
  };
}

/** Exponential, for up to 72 hours; the single steps are ours. */
const WEBHOOK_RETRIES_MS = [5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 86_400].map((seconds) => seconds * 1000);

function refusalFor(reason: FailureReason): string | null {
  return Object.entries(REFUSALS).find(([, refusal]) => refusal.meaning === reason)?.[0] ?? null;
}

function failureFor(reason: FailureReason): string | null {
  return Object.entries(FAILURES).find(([, meaning]) => isFailureReason(meaning) && meaning === reason)?.[0] ?? null;
}
