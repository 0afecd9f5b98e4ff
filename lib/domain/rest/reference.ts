import { type Field, fieldsOf } from "./fields";
import { openApi } from "./open-api";
import { REST_TAGS, type RestOperation, type RestTag } from "./operation";
import { problemsOf, REST_OPERATIONS } from "./operations";
import { exampleProblem } from "./problem";
import { curlOf, typescriptOf } from "./samples";

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
    readonly example: string;
    readonly fields: readonly Field[];
  }[];
  readonly problems: readonly { readonly status: number; readonly code: string; readonly detail: string }[];
};

export type ReferenceGroup = { readonly title: string; readonly operations: readonly ReferenceOperation[] };

export type Reference = { readonly server: string; readonly description: readonly string[]; readonly groups: readonly ReferenceGroup[] };

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
    answers: answers.map(({ status, description: told, example, schema }) => ({
      ...{ status, description: told },
      example: JSON.stringify(example, null, 2),
      fields: fieldsOf(schemas, schema),
    })),
    problems: problemsOf(operation)
      .map(exampleProblem)
      .map(({ status, code, detail }) => ({ status, code, detail }))
      .sort((a, b) => a.status - b.status),
  };
}

function parametersOf({ path, query = [], isList, idempotency }: RestOperation): readonly Field[] {
  const plain = { isRequired: false, description: null, members: [], variants: [], type: "string" };
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({ ...plain, name, isRequired: true })),
    ...(idempotency ? [{ ...plain, name: "Idempotency-Key", type: "header", isRequired: idempotency === "required" }] : []),
    ...query.map(({ name, description, isRepeatable }) => ({
      ...{ ...plain, name, description },
      type: isRepeatable ? "query, may be repeated" : "query",
    })),
    ...(isList
      ? [
          { ...plain, name: "limit", type: "query", description: "How many at most: 1 to 200, and 50 unless said." },
          { ...plain, name: "cursor", type: "query", description: "`nextCursor` of the page before, as it is." },
        ]
      : []),
  ];
}

function isTag(text: string): text is RestTag {
  return Object.hasOwn(REST_TAGS, text);
}
