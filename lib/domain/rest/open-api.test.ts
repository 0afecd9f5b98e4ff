import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { API_SCOPES } from "@/lib/domain/access/permissions";
import { openApi } from "./open-api";
import { REST_OPERATIONS } from "./operations";
import { REQUESTS } from "./schemas";

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
