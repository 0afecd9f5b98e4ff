import {
  type BatchEventType,
  EVENT_OF_MOVE,
  EVENT_TYPES,
  type EventType,
  isBatchEventType,
  type PayoutEventType,
  sayEvent,
} from "@/lib/domain/endpoint/event-types";
import { LIFECYCLE, type PayoutState } from "@/lib/domain/payout/lifecycle";
import type { RestBatch } from "./batch";
import type { RestBatchEvent, RestPayoutEvent } from "./event";
import { BATCH, PAYOUT } from "./examples";

/** The webhooks of the description: what is posted to an endpoint, and what its answer means. */
export function webhooks() {
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: webhookOf(type) }]));
}

export const WEBHOOKS_TAG = {
  name: "webhooks",
  description: "What is posted to the merchant's own endpoints when a payout moves, or a file of them.",
};

function webhookOf(type: EventType) {
  const [schema, example] = isBatchEventType(type) ? ["BatchEvent", exampleBatchEvent(type)] : ["PayoutEvent", exampleEvent(type)];
  return {
    operationId: type.replace(/\.(\w)/, (_, letter: string) => `Was${letter.toUpperCase()}`),
    tags: [WEBHOOKS_TAG.name],
    summary: sayEvent(type),
    description:
      "Signed as Standard Webhooks. Any answer of 2xx ends it; anything else, or none within 15 seconds, is tried again for three days.",
    security: [],
    parameters: WEBHOOK_HEADERS,
    requestBody: {
      required: true,
      content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` }, example } },
    },
    responses: {
      "2XX": { description: "You have it." },
      "410": { description: "The endpoint is gone for good: it is switched off, and nothing is sent there any more." },
      "4XX": { description: "Tried again, a redirect as well: it is never followed." },
    },
  };
}

const header = (name: string, description: string, example: string) => {
  return { name, in: "header", required: true, description, schema: { type: "string" }, example };
};

export const WEBHOOK_HEADERS = [
  header("webhook-id", "The event's id: the same for every try and every replay.", "evt_01K9Z3V7Q4WM2X8R5T6B1C0D9E"),
  header("webhook-timestamp", "When this try was made, in seconds since 1970. Refuse what is older than five minutes.", "1796117400"),
  header(
    "webhook-signature",
    "`v1,` and the HMAC-SHA256 of id, timestamp and body with dots between, in base64. Several with spaces between while a secret is being replaced: one that fits is enough.",
    "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  ),
];

export function exampleEvent(type: PayoutEventType): RestPayoutEvent {
  const { stateAt } = PAYOUT;
  return { id: "evt_01K9Z3V7Q4WM2X8R5T6B1C0D9E", type, timestamp: stateAt, sequence: 4, data: { ...PAYOUT, state: stateAfter(type) } };
}

const BATCH_AFTER = {
  "batch.read": {},
  "batch.broken": {
    state: "broken",
    trouble: "The file cannot be read as CSV near line 731: a quote is not closed, or a row is far too long.",
  },
  "batch.submitted": { rows: { ...BATCH.rows, ready: 0, going: BATCH.rows.ready }, ready: [] },
  "batch.completed": { rows: { ...BATCH.rows, ready: 0, made: BATCH.rows.ready }, ready: [] },
} as const satisfies Record<BatchEventType, Partial<RestBatch>>;

function exampleBatchEvent(type: BatchEventType): RestBatchEvent {
  const { createdAt: timestamp, revision: sequence } = BATCH;
  return { id: "evt_01K9Z3V7Q4WM2X8R5T6B1C0D9F", type, timestamp, sequence, data: { ...BATCH, ...BATCH_AFTER[type] } };
}

/** Where the move leads that it tells of. */
function stateAfter(type: PayoutEventType): PayoutState {
  const ways: Readonly<Record<string, PayoutState>> = Object.assign({}, ...Object.values(LIFECYCLE));
  const [move = ""] = Object.entries(EVENT_OF_MOVE).find(([, told]) => told === type) ?? [];
  return ways[move] ?? PAYOUT.state;
}
