import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Answer, BookedPayout, SimulatedState } from "../contract/simulator-spec";
import type { TrueLayerDetails } from "./simulator-wire";

type Trouble = {
  readonly detail?: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly retryAfterSeconds?: number;
  readonly shouldRetry?: boolean;
};

const PROBLEMS = {
  "invalid-parameters": { status: 400, title: "Invalid Parameters", detail: "The request body was invalid." },
  "invalid-state": { status: 400, title: "Invalid State", detail: "The merchant account cannot make payouts now." },
  unauthenticated: { status: 401, title: "Unauthenticated", detail: "The access token is missing, unknown or has expired." },
  forbidden: { status: 403, title: "Forbidden", detail: "This client may not make payouts." },
  "not-found": { status: 404, title: "Not Found", detail: "The requested resource was not found." },
  "idempotency-key-concurrency-conflict": {
    status: 409,
    title: "Idempotency-Key Concurrency Conflict",
    detail: "A request with this key is still in flight.",
  },
  "idempotency-key-reuse": { status: 422, title: "Idempotency-Key Reuse", detail: "The key was used with another payload." },
  "rate-limit-exceeded": { status: 429, title: "Rate Limit Exceeded", detail: "Too many requests." },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** What `refuse:<word>` can ask for. The 409 is no refusal but a "not now": nothing is booked, and the same key may come again. */
export const REFUSALS = {
  "invalid-parameters": { problem: "invalid-parameters", path: "metadata", meaning: "instructionInvalid" },
  "invalid-parameters/account": { problem: "invalid-parameters", path: "beneficiary.account_identifier", meaning: "accountInvalid" },
  "invalid-parameters/amount": { problem: "invalid-parameters", path: "amount_in_minor", meaning: "amountInvalid" },
  "invalid-parameters/source": { problem: "invalid-parameters", path: "beneficiary.payment_source_id", meaning: "notReturnable" },
  "invalid-state": { problem: "invalid-state", path: null, meaning: "instructionInvalid" },
  forbidden: { problem: "forbidden", path: null, meaning: "restricted" },
  "idempotency-key-concurrency-conflict": { problem: "idempotency-key-concurrency-conflict", path: null, meaning: null },
} as const satisfies Record<string, { problem: ProblemName; path: string | null; meaning: FailureReason | null }>;

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json; charset=UTF-8", ...headers }, body: JSON.stringify(value) };
}

export interface Replies {
  ok(status: number, value: unknown): Answer;
  empty(status: number): Answer;
  problem(name: ProblemName, trouble?: Trouble): Answer;
}

/** Answers with a trace id each. Both addresses of the error page that are seen in the wild occur. */
export function openReplies(newId: () => string): Replies {
  const newTraceId = () => newId().replaceAll("-", "");
  return {
    ok: (status, value) => json(status, value, { "tl-trace-id": newTraceId() }),
    empty: (status) => ({ status, headers: { "tl-trace-id": newTraceId() }, body: "" }),
    problem(name, { detail, errors, retryAfterSeconds, shouldRetry = false } = {}) {
      const traceId = newTraceId();
      const { status, title, detail: usual } = PROBLEMS[name];
      const page = status === 422 ? "docs/error-types" : "docs/payments-api-errors";
      const type = `https://docs.truelayer.com/${page}#${name}`;
      const headers = {
        "content-type": "application/problem+json; charset=UTF-8",
        "tl-trace-id": traceId,
        "tl-should-retry": String(shouldRetry),
        ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
      };
      return json(status, { type, title, status, trace_id: traceId, detail: detail ?? usual, ...(errors && { errors }) }, headers);
    },
  };
}

const STATUS_OF = {
  received: "pending",
  inFlight: "authorized",
  settled: "executed",
  failed: "failed",
  // TrueLayer knows no cancelled payout, only a failed one that says so.
  cancelled: "failed",
  returned: "failed",
} as const satisfies Record<SimulatedState, string>;

export function payoutObject(payout: BookedPayout<TrueLayerDetails>): Record<string, unknown> {
  const { details } = payout;
  const at = (state: SimulatedState) => payout.history.find((step) => step.state === state)?.at;
  const status = payout.unseen ? "awaiting_review" : statusWordOf(payout);
  const executedAt = at("settled");
  const failedAt = at("failed") ?? at("cancelled") ?? at("returned");
  return {
    id: payout.providerPayoutId,
    merchant_account_id: payout.accountId,
    amount_in_minor: Number(payout.amountMinor),
    currency: payout.currency,
    beneficiary: beneficiaryObject(details),
    metadata: details.metadata,
    scheme_id: details.schemeId,
    status,
    created_at: nanoseconds(payout.bookedAt),
    ...timeMember("authorized_at", at("inFlight")),
    ...timeMember("executed_at", executedAt),
    ...(status === "failed" ? { ...timeMember("failed_at", failedAt), failure_reason: failureReasonOf(payout) } : {}),
  };
}

/** A payout whose account the receiver names begins by waiting for them. */
function statusWordOf({ state, details }: BookedPayout<TrueLayerDetails>): string {
  if (state === "received" && details.beneficiary.type === "user_determined")
    return details.isAuthorizing ? "authorizing" : "authorization_required";
  return STATUS_OF[state];
}

export function failureReasonOf(payout: BookedPayout<TrueLayerDetails>): string {
  return payout.failure ?? (payout.state === "returned" ? "returned" : payout.state === "cancelled" ? "canceled" : "unknown");
}

function beneficiaryObject({ beneficiary, holderName, identifiers }: TrueLayerDetails): unknown {
  const account = { account_holder_name: holderName ?? undefined, account_identifiers: identifiers };
  switch (beneficiary.type) {
    case "payment_source": {
      const { type, reference, user_id, payment_source_id } = beneficiary;
      return { type, reference, user_id, payment_source_id, ...account };
    }
    case "user_determined": {
      const { type, reference, user } = beneficiary;
      return { type, reference, user, ...account };
    }
    case "verified_external_account":
      return { ...beneficiary, ...account };
    default: {
      const { type, reference } = beneficiary;
      return { type, reference, ...account };
    }
  }
}

function timeMember(name: string, at: string | undefined): Record<string, string> {
  return at === undefined ? {} : { [name]: nanoseconds(at) };
}

/** TrueLayer's clocks are finer than a Date: "…39.477Z" becomes "…39.477358288Z". */
export function nanoseconds(at: string): string {
  return new Date(at).toISOString().replace("Z", "358288Z");
}
