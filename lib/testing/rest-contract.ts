import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { openApi } from "@/lib/domain/rest/open-api";
import { REST_OPERATIONS } from "@/lib/domain/rest/operations";

// Answers of the REST door, held against what its description promises of them.

type Documented = {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly content: Readonly<
    Record<
      string,
      { readonly schema: { readonly $ref: string } | { readonly format: string }; readonly examples?: Readonly<Record<string, unknown>> }
    >
  >;
};

const description = openApi("http://localhost:3000");
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema({ $id: "description", ...description });

/** What every answer may carry, said of or not. */
const USUAL_HEADERS = ["content-type", "cache-control"];

/** Fails unless the description knows this end of the operation: its status, headers, media type, shape and code. */
export async function expectDocumented(operationId: string, response: Response): Promise<unknown> {
  const documented = documentedAnswer(operationId, response.status);
  const unsaid = [...response.headers.keys()].filter((name) => !USUAL_HEADERS.includes(name) && !(name in lowerCased(documented.headers)));
  expect(unsaid, `headers of ${operationId}`).toEqual([]);
  expect(response.headers.get("x-request-id"), operationId).toMatch(/^req_[0-9A-Z]{26}$/);

  const type = response.headers.get("content-type") ?? "";
  const content = documented.content[type];
  if (!content) throw new Error(`${operationId} answered ${response.status} as ${type}, which its description does not say.`);
  if (!("$ref" in content.schema)) return new Uint8Array(await response.arrayBuffer());
  const body: unknown = await response.json();
  const validate = validatorOf(content.schema.$ref);
  expect(validate(body) ? [] : validate.errors, `${operationId} ${response.status} ${JSON.stringify(body)}`).toEqual([]);
  if (response.status >= 400) expect(Object.keys(content.examples ?? {}), operationId).toContain(codeOf(body));
  return body;
}

function documentedAnswer(operationId: string, status: number): Documented {
  const operation = REST_OPERATIONS.find(({ id }) => id === operationId);
  if (!operation) throw new Error(`There is no operation ${operationId}.`);
  const item = description.paths[operation.path]?.[operation.method];
  const answer = item?.responses[status];
  if (!answer) throw new Error(`${operationId} answered ${status}, of which its description says nothing.`);
  return answer;
}

function validatorOf(reference: string): ValidateFunction {
  const validate = ajv.getSchema(`description${reference}`);
  if (!validate) throw new Error(`The description has no ${reference}.`);
  return validate;
}

function lowerCased(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(headers).map(([name, header]) => [name.toLowerCase(), header]));
}

function codeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "code" in body ? body.code : null;
}
