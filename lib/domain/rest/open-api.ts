import { z } from "zod";
import { FILTER_KINDS, FILTER_NAMES } from "@/lib/domain/payout/filters";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { RestConnection } from "./connection";
import { pageOf } from "./page";
import { PaymentSourceRequest, RestPaymentSource } from "./payment-source";
import { CancelRequest, PayoutRequest, RestPayout, RestTimelineEntry } from "./payout";
import { Problem } from "./problem";
import { AccountRequest, ReceiverRequest, RestReceiver } from "./receiver";

// The description of the REST door, made from the very schemas that it parses and answers with.

const REQUESTS = { PayoutRequest, CancelRequest, PaymentSourceRequest, ReceiverRequest, AccountRequest } as const;
const ANSWERS = {
  Payout: RestPayout,
  TimelineEntry: RestTimelineEntry,
  Connection: RestConnection,
  PaymentSource: RestPaymentSource,
  Receiver: RestReceiver,
  PayoutPage: pageOf(RestPayout),
  TimelinePage: pageOf(RestTimelineEntry),
  ConnectionPage: pageOf(RestConnection),
  PaymentSourcePage: pageOf(RestPaymentSource),
  ReceiverPage: pageOf(RestReceiver),
  Problem,
} as const;

/** OpenAPI 3.1 as a plain object. `server` is the address at which this desk is reached. */
export function openApi(server: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Counterfoil",
      version: "1",
      description:
        "Payouts for the merchant's own systems. Money is `amountMinor`, whole minor units, with `currency`: an integer, or a string of digits where an integer would not be exact. Lists are newest first.",
    },
    servers: [{ url: `${server}/api/v1` }],
    security: [{ apiKey: [] }],
    paths: paths(),
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "`cf_` and 32 characters, bound to one merchant and its scopes." },
      },
      schemas: { ...schemasOf(REQUESTS, "input"), ...schemasOf(ANSWERS, "output") },
    },
  };
}

function paths() {
  const payoutId = pathParameter("payoutId");
  return {
    "/payouts": {
      post: {
        summary: "Make a payout",
        description: "The same key with the same body answers what it answered first, and makes nothing a second time.",
        parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string", minLength: 1, maxLength: 255 } }],
        requestBody: body("PayoutRequest"),
        responses: {
          201: {
            ...json("The payout", "Payout"),
            headers: {
              Location: { schema: { type: "string" } },
              "Idempotent-Replayed": { schema: { const: "true" }, description: "Present when this is the first answer again." },
            },
          },
          ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503),
        },
      },
      get: {
        summary: "List payouts",
        parameters: [...FILTER_NAMES.map(filterParameter), queryParameter("batchId"), ...PAGE_PARAMETERS],
        responses: { 200: json("A page of payouts", "PayoutPage"), ...problems(400, 401, 403) },
      },
    },
    "/payouts/{payoutId}": {
      get: {
        summary: "Read a payout",
        parameters: [payoutId],
        responses: { 200: json("The payout", "Payout"), ...problems(401, 403, 404) },
      },
    },
    "/payouts/{payoutId}/timeline": {
      get: {
        summary: "What happened to a payout, newest first",
        parameters: [payoutId],
        responses: { 200: json("The timeline", "TimelinePage"), ...problems(401, 403, 404) },
      },
    },
    "/payouts/{payoutId}/cancel": {
      post: {
        summary: "Stop a payout that has not left",
        parameters: [payoutId],
        requestBody: { ...body("CancelRequest"), required: false },
        responses: { 200: json("The payout", "Payout"), ...problems(401, 403, 404, 409, 413, 415, 422) },
      },
    },
    "/connections": {
      get: {
        summary: "List connections and what each can do",
        parameters: PAGE_PARAMETERS,
        responses: { 200: json("All connections", "ConnectionPage"), ...problems(400, 401, 403) },
      },
    },
    "/payment-sources": {
      post: {
        summary: "Tell of an account that paid in",
        description:
          "Totals so far, named by connection and `sourceId`: told twice it is told once. Where the provider has told the amounts, they stand and yours are not taken; the answer shows what holds.",
        requestBody: body("PaymentSourceRequest"),
        responses: {
          200: json("The source, known before", "PaymentSource"),
          201: json("The source, new", "PaymentSource"),
          ...problems(401, 403, 404, 413, 415, 422),
        },
      },
      get: {
        summary: "List accounts that paid in, with what may still be sent back",
        parameters: [queryParameter("name"), ...PAGE_PARAMETERS],
        responses: { 200: json("A page of sources", "PaymentSourcePage"), ...problems(400, 401, 403) },
      },
    },
    "/payment-sources/{paymentSourceId}": {
      get: {
        summary: "Read an account that paid in",
        parameters: [pathParameter("paymentSourceId")],
        responses: { 200: json("The source", "PaymentSource"), ...problems(401, 403, 404) },
      },
    },
    "/receivers": {
      post: {
        summary: "Add a receiver",
        requestBody: body("ReceiverRequest"),
        responses: { 201: json("The receiver", "Receiver"), ...problems(401, 403, 413, 415, 422) },
      },
      get: {
        summary: "List receivers",
        parameters: PAGE_PARAMETERS,
        responses: { 200: json("A page of receivers", "ReceiverPage"), ...problems(400, 401, 403) },
      },
    },
    "/receivers/{receiverId}/accounts": {
      post: {
        summary: "Add an account of a receiver",
        parameters: [pathParameter("receiverId")],
        requestBody: body("AccountRequest"),
        responses: { 201: json("The receiver", "Receiver"), ...problems(401, 403, 404, 413, 415, 422) },
      },
    },
    "/receivers/{receiverId}": {
      get: {
        summary: "Read a receiver",
        parameters: [pathParameter("receiverId")],
        responses: { 200: json("The receiver", "Receiver"), ...problems(401, 403, 404) },
      },
    },
  };
}

const PAGE_PARAMETERS = [
  { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 200, default: 50 } },
  { name: "cursor", in: "query", schema: { type: "string" }, description: "`nextCursor` of the page before, as it is." },
];

function filterParameter(name: (typeof FILTER_NAMES)[number]) {
  const value = name === "state" ? { enum: PAYOUT_STATES } : { type: "string" };
  const isSeveral = FILTER_KINDS[name] === "several";
  return { name, in: "query", schema: isSeveral ? { type: "array", items: value } : value, ...(isSeveral ? { explode: true } : {}) };
}

function queryParameter(name: string) {
  return { name, in: "query", schema: { type: "string" } };
}

function pathParameter(name: string) {
  return { name, in: "path", required: true, schema: { type: "string" } };
}

function body(schema: keyof typeof REQUESTS) {
  return { required: true, content: { "application/json": { schema: reference(schema) } } };
}

function json(description: string, schema: keyof typeof ANSWERS) {
  return { description, content: { "application/json": { schema: reference(schema) } } };
}

function problems(...statuses: readonly number[]) {
  const answer = { description: "A problem (RFC 9457)", content: { "application/problem+json": { schema: reference("Problem") } } };
  return Object.fromEntries(statuses.map((status) => [status, answer]));
}

function reference(schema: keyof typeof REQUESTS | keyof typeof ANSWERS) {
  return { $ref: `#/components/schemas/${schema}` };
}

function schemasOf(named: Readonly<Record<string, z.ZodType>>, io: "input" | "output") {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  // Names and dialect are OpenAPI's matter here.
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]));
}
