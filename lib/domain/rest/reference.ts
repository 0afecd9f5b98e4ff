import { EVENT_TYPES, sayEvent } from "@/lib/domain/endpoint/event-types";
import { type Field, fieldsOf } from "./fields";
import { openApi } from "./open-api";
import { REST_TAGS, type RestOperation, type RestTag } from "./operation";
import { problemsOf, REST_OPERATIONS } from "./operations";
import { exampleProblem } from "./problem";
import { curlOf, typescriptOf } from "./samples";
import { VERIFY_SAMPLE } from "./verify-sample";
import { exampleEvent, WEBHOOK_HEADERS } from "./webhooks";

// The description of the REST door, for people. Drawn from the same document that machines read.

export type ReferenceOperation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly scope: string;
  readonly parameters: readonly Field[];
  readonly fields: readonly Field[];
  readonly samples: readonly { readonly title: string; readonly curl: string; readonly typescript: string }[];
  readonly answers: readonly {
    readonly status: number;
    readonly description: string;
    /** Null for a file. */
    readonly json: { readonly example: string; readonly fields: readonly Field[] } | null;
  }[];
  readonly problems: readonly { readonly status: number; readonly code: string; readonly detail: string }[];
};

export type ReferenceGroup = { readonly title: string; readonly operations: readonly ReferenceOperation[] };

export type ReferenceWebhooks = {
  readonly events: readonly Field[];
  readonly headers: readonly Field[];
  readonly fields: readonly Field[];
  readonly example: string;
  readonly verify: string;
};

export type Reference = {
  readonly server: string;
  readonly description: readonly string[];
  readonly groups: readonly ReferenceGroup[];
  readonly webhooks: ReferenceWebhooks;
};

const TITLES = {
  payouts: "Payouts",
  batches: "Files of payouts",
  receivers: "Receivers",
  paymentSources: "Accounts that paid in",
  connections: "Connections",
} as const satisfies Record<RestTag, string>;

export function restReference(server: string): Reference {
  const document = openApi(server);
  const { schemas } = document.components;
  return {
    server,
    description: document.info.description.split("\n\n"),
    groups: Object.keys(REST_TAGS)
      .filter(isTag)
      .map((tag) => ({
        title: TITLES[tag],
        operations: REST_OPERATIONS.filter((operation) => operation.tag === tag).map((operation) =>
          referenceTo(operation, { server, schemas }),
        ),
      })),
    webhooks: webhooksReference(schemas),
  };
}

function webhooksReference(schemas: Readonly<Record<string, unknown>>): ReferenceWebhooks {
  return {
    events: EVENT_TYPES.map((type) => ({ ...PLAIN, type: "", name: type, description: sayEvent(type) })),
    headers: WEBHOOK_HEADERS.map(({ name, description }) => ({ ...PLAIN, type: "header", name, description, isRequired: true })),
    fields: fieldsOf(schemas, "PayoutEvent"),
    example: JSON.stringify(exampleEvent("payout.paid"), null, 2),
    verify: VERIFY_SAMPLE,
  };
}

function referenceTo(
  operation: RestOperation,
  { server, schemas }: { server: string; schemas: Readonly<Record<string, unknown>> },
): ReferenceOperation {
  const { id, method, path, summary, description = null, scope, body, answers } = operation;
  const examples = body?.examples ?? [undefined];
  return {
    ...{ id, path, summary, description, scope },
    method: method.toUpperCase(),
    parameters: parametersOf(operation),
    fields: body ? fieldsOf(schemas, body.schema) : [],
    samples: examples.map((example) => {
      const sample = { server, operation, example };
      return { title: example?.summary ?? "Example", curl: curlOf(sample), typescript: typescriptOf(sample) };
    }),
    answers: answers.map((answer) => ({
      ...{ status: answer.status, description: answer.description },
      json: "file" in answer ? null : { example: JSON.stringify(answer.example, null, 2), fields: fieldsOf(schemas, answer.schema) },
    })),
    problems: problemsOf(operation)
      .map(exampleProblem)
      .map(({ status, code, detail }) => ({ status, code, detail }))
      .sort((a, b) => a.status - b.status),
  };
}

const PLAIN = { isRequired: false, description: null, members: [], variants: [], type: "string" };

function parametersOf({ path, query = [], isList, idempotency }: RestOperation): readonly Field[] {
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({ ...PLAIN, name, isRequired: true })),
    ...(idempotency ? [{ ...PLAIN, name: "Idempotency-Key", type: "header", isRequired: idempotency === "required" }] : []),
    ...query.map(({ name, description, isRepeatable }) => ({
      ...{ ...PLAIN, name, description },
      type: isRepeatable ? "query, may be repeated" : "query",
    })),
    ...(isList
      ? [
          { ...PLAIN, name: "limit", type: "query", description: "How many at most: 1 to 200, and 50 unless said." },
          { ...PLAIN, name: "cursor", type: "query", description: "`nextCursor` of the page before, as it is." },
        ]
      : []),
  ];
}

function isTag(text: string): text is RestTag {
  return Object.hasOwn(REST_TAGS, text);
}
