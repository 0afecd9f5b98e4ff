import * as z from "zod";
import { HEADERS, type HeaderName } from "./headers";
import { REST_TAGS, type RestAnswer, type RestOperation } from "./operation";
import { problemsOf, REST_OPERATIONS } from "./operations";
import { LONGEST_PAGE, USUAL_PAGE } from "./page";
import { exampleProblem, type ProblemCode } from "./problem";
import { ANSWERS, type AnswerName, REQUESTS, type RequestName } from "./schemas";
import { WEBHOOKS_TAG, webhooks } from "./webhooks";

// The description of the REST door, made from the very schemas that it parses and answers with. That it tells the truth is tested by
// asking every operation in it.

const DESCRIPTION = `Payouts for the merchant's own systems.

Money is \`amountMinor\`, whole minor units, with \`currency\`: an integer, or a string of digits where an integer would not be exact. Times are UTC. Lists are newest first; \`nextCursor\` leads to the next page and is null on the last. Members may be added to answers at any time; a member that the door does not know is refused.

Every answer carries \`X-Request-Id\`: quote it when you ask for help. Errors are problem details (RFC 9457): compare \`code\`, never the sentences.

A payout that is \`unconfirmed\` may have been paid. Never make another in its place: wait, or ask.`;

/** OpenAPI 3.1 as a plain object. `server` is the address at which this desk is reached. */
export function openApi(server: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Counterfoil",
      version: "1",
      summary: "Payouts, once.",
      description: DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${server}/api/v1` }],
    tags: [...Object.entries(REST_TAGS).map(([name, description]) => ({ name, description })), WEBHOOKS_TAG],
    paths: paths(),
    webhooks: webhooks(),
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "`cf_` and 32 characters, bound to one merchant and its scopes." },
      },
      parameters: PARAMETERS,
      headers: HEADERS,
      examples: Object.fromEntries(usedCodes().map((code) => [code, { summary: exampleProblem(code).title, value: exampleProblem(code) }])),
      schemas: { ...schemasOf(REQUESTS, "input"), ...schemasOf(ANSWERS, "output") },
    },
  };
}

const PARAMETERS = {
  limit: {
    name: "limit",
    in: "query",
    description: "How many at most.",
    schema: { type: "integer", minimum: 1, maximum: LONGEST_PAGE, default: USUAL_PAGE },
  },
  cursor: { name: "cursor", in: "query", description: "`nextCursor` of the page before, as it is.", schema: { type: "string" } },
  requiredIdempotencyKey: keyParameter(true, "One for each deed that you mean to do, such as a UUID that you wrote down before."),
  idempotencyKey: keyParameter(false, "With one, the same request can be sent again and is not done again."),
};

function keyParameter(required: boolean, description: string) {
  const schema = { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$" };
  return { name: "Idempotency-Key", in: "header", required, description, schema, example: "3f0c1c9e-6f0f-4a52-9d0e-6a1f3f1f2b7a" };
}

function paths() {
  const addresses = [...new Set(REST_OPERATIONS.map(({ path }) => path))];
  return Object.fromEntries(addresses.map((address) => [address, pathItem(address)]));
}

function pathItem(address: string) {
  const operations = REST_OPERATIONS.filter(({ path }) => path === address).map((operation) => [
    operation.method,
    operationItem(operation),
  ]);
  return Object.fromEntries(operations);
}

function operationItem(operation: RestOperation) {
  const { id, tag, scope, summary, description, body, file } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    security: [{ apiKey: [scope] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: !body.isOptional, content: { "application/json": bodyOf(body) } } } : {}),
    ...(file
      ? { requestBody: { required: true, content: { [file.mediaType]: { schema: { type: "string" }, example: file.example } } } }
      : {}),
    responses: {
      ...Object.fromEntries(operation.answers.map((answer) => [answer.status, good(answer, operation)])),
      ...problems(operation),
    },
  };
}

function parametersOf({ path, query = [], isList, idempotency }: RestOperation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const inQuery = query.map(({ name, description, schema, isRepeatable }) => ({
    ...{ name, in: "query", description },
    schema: isRepeatable ? { type: "array", items: schema } : schema,
    ...(isRepeatable ? { style: "form", explode: true } : {}),
  }));
  const key = idempotency === "required" ? "requiredIdempotencyKey" : "idempotencyKey";
  return [...inPath, ...inQuery, ...(isList ? [parameter("limit"), parameter("cursor")] : []), ...(idempotency ? [parameter(key)] : [])];
}

function bodyOf({ schema, examples }: NonNullable<RestOperation["body"]>) {
  return {
    schema: reference(schema),
    examples: Object.fromEntries(examples.map(({ name, summary, value }) => [name, { summary, value }])),
  };
}

function good(answer: RestAnswer, { idempotency }: RestOperation) {
  if ("file" in answer) {
    return {
      description: answer.description,
      headers: headers("X-Request-Id", ...PACE, "Content-Disposition"),
      content: { [answer.file.mediaType]: { schema: { type: "string", format: "binary" } } },
    };
  }
  const { description, schema, example, hasLocation } = answer;
  return {
    description,
    headers: headers("X-Request-Id", ...PACE, hasLocation && "Location", idempotency && "Idempotent-Replayed"),
    content: { "application/json": { schema: reference(schema), example } },
  };
}

/** One answer for each status, with every code that comes with it as an example. */
function problems(operation: RestOperation) {
  const codes = problemsOf(operation);
  const statuses = [...new Set(codes.map((code) => exampleProblem(code).status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      bad(
        status,
        codes.filter((code) => exampleProblem(code).status === status),
        operation,
      ),
    ]),
  );
}

function bad(status: number, codes: readonly ProblemCode[], { idempotency }: RestOperation) {
  const mayRetry = codes.includes("inFlight") || status === 429 || status === 503;
  const mayReplay = idempotency !== undefined && (status === 409 || status === 422);
  return {
    description: `${exampleProblem(codes[0] ?? "internalError").title}: ${codes.map((code) => `\`${code}\``).join(", ")}.`,
    headers: headers(
      "X-Request-Id",
      ...(status === 401 ? [] : PACE),
      (status === 401 || status === 403) && "WWW-Authenticate",
      mayRetry && "Retry-After",
      mayReplay && "Idempotent-Replayed",
    ),
    content: {
      "application/problem+json": {
        schema: reference("Problem"),
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

/** Counted by key, so that only who shows none is told nothing. */
const PACE = ["RateLimit-Policy", "RateLimit"] as const;

function usedCodes(): readonly ProblemCode[] {
  return [...new Set(REST_OPERATIONS.flatMap(problemsOf))].sort();
}

function headers(...names: readonly (HeaderName | false | undefined)[]) {
  const sent = names.flatMap((name) => name || []);
  return Object.fromEntries(sent.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function parameter(name: keyof typeof PARAMETERS) {
  return { $ref: `#/components/parameters/${name}` };
}

function reference(schema: RequestName | AnswerName) {
  return { $ref: `#/components/schemas/${schema}` };
}

function schemasOf(named: Readonly<Record<string, z.ZodType>>, io: "input" | "output") {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  // Names and dialect are OpenAPI's matter here.
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]));
}
