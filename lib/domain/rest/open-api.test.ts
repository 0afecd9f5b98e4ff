import { readFileSync } from "node:fs";
import path from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { API_SCOPES } from "@/lib/domain/access/permissions";
import { BATCH_EVENT_TYPES, EVENT_OF_MOVE } from "@/lib/domain/endpoint/event-types";
import { RestBatchEvent, RestPayoutEvent } from "./event";
import { openApi } from "./open-api";
import { REST_OPERATIONS } from "./operations";
import { REQUESTS } from "./schemas";
import { VERIFY_SAMPLE } from "./verify-sample";

const RULES = {
  "no-invalid-media-type-examples": "error",
  "no-invalid-parameter-examples": "error",
  "no-invalid-schema-examples": "error",
  "no-required-schema-properties-undefined": "error",
  "no-unused-components": "error",
  "operation-singular-tag": "error",
} as const;

async function complaintsAbout(description: object): Promise<string[]> {
  const config = await createConfig({ extends: ["recommended-strict"], rules: RULES });
  const problems = await lintFromString({ source: JSON.stringify(description), absoluteRef: "openapi.json", config });
  return problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer ?? ""}: ${message}`);
}

test("the description is sound OpenAPI 3.1, and its examples are what its schemas say", async () => {
  expect(await complaintsAbout(openApi("https://desk.test"))).toEqual([]);
});

test("a description that is not sound would be noticed", async () => {
  const { info: _info, ...rest } = openApi("https://desk.test");
  expect(await complaintsAbout(rest)).not.toEqual([]);
});

test("every example body is taken by the very schema that the door parses with", () => {
  for (const { id, body } of REST_OPERATIONS) {
    for (const { name, value } of body?.examples ?? []) {
      const parsed = body && REQUESTS[body.schema].safeParse(value);
      expect(parsed?.error?.issues ?? [], `${id} ${name}`).toEqual([]);
    }
  }
});

test("every scope opens something", () => {
  const used = new Set(REST_OPERATIONS.map(({ scope }) => scope));
  expect(Object.keys(API_SCOPES).filter((scope) => ![...used].some((one) => one === scope))).toEqual([]);
});

test("every move of a payout, and what happens to a file, is among the webhooks, with an example that is what its schema says", () => {
  const { webhooks } = openApi("https://desk.test");
  expect(Object.keys(webhooks).sort()).toEqual([...new Set<string>(Object.values(EVENT_OF_MOVE)), ...BATCH_EVENT_TYPES].sort());
  for (const [type, { post }] of Object.entries(webhooks)) {
    const shape = type.startsWith("batch.") ? RestBatchEvent : RestPayoutEvent;
    expect(shape.strict().parse(post.requestBody.content["application/json"].example).type).toBe(type);
  }
});

test("what the reference shows for checking a webhook is what the example does", () => {
  const example = path.resolve(import.meta.dirname, "../../../docs/webhooks/receive.ts");
  expect(readFileSync(example, "utf8")).toContain(VERIFY_SAMPLE);
});
