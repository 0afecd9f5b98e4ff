import { readdirSync } from "node:fs";
import path from "node:path";
import type { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { db } from "@/lib/db/client";
import { ALL_API_SCOPES } from "@/lib/domain/access/permissions";
import type { RestOperation } from "@/lib/domain/rest/operation";
import { REST_OPERATIONS } from "@/lib/domain/rest/operations";
import { aConnection } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { expectDocumented } from "@/lib/testing/rest-contract";
import { aRestShop, type RestInit, type RestShop } from "@/lib/testing/rest-shop";

// Every operation of the description is asked here, with every example body that it shows, and in every way that goes wrong by its shape.

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string> | undefined> }) => Promise<Response>;

const UNDESCRIBED = ["[...rest]/route.ts", "openapi.json/route.ts"];

async function handlerOf({ method, path: address }: RestOperation): Promise<Handler> {
  const folder = address.replaceAll("{", "[").replaceAll("}", "]");
  const door: Record<string, Handler> = await import(path.join(import.meta.dirname, folder, "route.ts"));
  const handler = door[method.toUpperCase()];
  if (!handler) throw new Error(`${address} has no ${method}.`);
  return handler;
}

/** A shop with everything that the description's examples name. */
async function aWorld() {
  const shop = await aRestShop();
  const { merchant } = shop;
  const ivy = await aConnection(db(), { merchant, provider: "ivy", name: "ivy-eur" });
  await aConnection(db(), { merchant, provider: "truelayer", name: "truelayer-gbp" });
  await db().connectionBalance.create({
    data: { connectionId: ivy.id, merchantId: merchant.id, currency: "EUR", availableMinor: "-12345678901234567890", readAt: new Date() },
  });
  const { receiver, account } = await aReceiverWithAccount(db(), { merchant });
  const payout = await aPayout(db(), { merchant, connection: ivy, state: "approved" });
  const told = { connection: "truelayer-gbp", userId: "u-1", sourceId: "6c1f7a52-8e0b-4f63-9a5d-1f2b3c4d5e6f", currency: "GBP" };
  const source = await ask(shop, "tellPaymentSource", { body: { ...told, paidInMinor: 4_000 } });
  const { id: sourceId } = z.object({ id: z.string() }).parse(await source.json());
  await ask(shop, "tellPaymentSource", { body: exampleOf(operationNamed("tellPaymentSource"), "order") });
  const opened = await ask(shop, "openBatch", { body: operationNamed("openBatch").file?.example, "content-type": "text/csv" });
  const { id: batchId } = z.object({ id: z.string() }).parse(await opened.json());
  const ids = { payoutId: payout.id, receiverId: receiver.id, paymentSourceId: sourceId, batchId };
  return { shop, ids, accountId: account.id };
}

function operationNamed(id: string): RestOperation {
  const operation = REST_OPERATIONS.find((one) => one.id === id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  return operation;
}

function exampleOf({ body }: RestOperation, name: string): unknown {
  return body?.examples.find((example) => example.name === name)?.value;
}

type Asked = RestInit & { query?: string };

async function ask(shop: RestShop, id: string, { query = "", ...init }: Asked = {}, ids: Record<string, string> = {}): Promise<Response> {
  const operation = operationNamed(id);
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "nothing");
  const params = Object.fromEntries([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, ids[name] ?? "nothing"]));
  const handler = await handlerOf(operation);
  // As Next hands them over: where the address has none, nothing at all.
  const given = operation.path.includes("{") ? params : undefined;
  return handler(shop.call(operation.method.toUpperCase(), `${address}${query}`, init), { params: Promise.resolve(given) });
}

const keyed = ({ idempotency }: RestOperation) => (idempotency ? { "idempotency-key": crypto.randomUUID() } : {});

const typed = ({ file }: RestOperation) => (file ? { "content-type": file.mediaType } : {});

describe("the description", () => {
  test("knows every address and every method that there is", () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
    const described = REST_OPERATIONS.map((one) => `${one.path.slice(1).replaceAll("{", "[").replaceAll("}", "]")}/route.ts`);
    expect(files.sort()).toEqual([...new Set([...described, ...UNDESCRIBED])].sort());
  });
});

describe("every operation, asked as its description shows", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;
  beforeAll(async () => {
    world = await aWorld();
  });

  const asked = REST_OPERATIONS.flatMap((operation) =>
    (operation.body?.examples ?? [{ name: "", value: operation.file?.example }]).map(({ name, value }) => ({
      id: operation.id,
      name,
      value,
      operation,
    })),
  );
  test.each(asked)("$id $name", async ({ id, value, operation }) => {
    const body = JSON.parse(JSON.stringify(value ?? null).replace(/acc_[0-9A-Z]{26}/, world.accountId)) ?? undefined;
    const response = await ask(world.shop, id, { body, ...typed(operation), ...keyed(operation) }, world.ids);
    const answer = await expectDocumented(id, response.clone());
    expect(response.status, JSON.stringify(answer)).toBeLessThan(300);
    const isMade = operation.answers.some((one) => one.status === response.status && "hasLocation" in one && one.hasLocation);
    if (isMade) expect(response.headers.get("location")).toMatch(/^\/api\/v1\/[\w/-]+$/);
    if (operation.isList) expect(answer, "a list shows something").toMatchObject({ items: expect.arrayContaining([expect.anything()]) });
  });

  test.each(REST_OPERATIONS.filter(({ isList }) => isList))("$id pages by limit and cursor, each item once", async ({ id }) => {
    const seen: string[] = [];
    let query = "?limit=1";
    for (let page = 0; page < 20 && query !== ""; page += 1) {
      const answer = await expectDocumented(id, await ask(world.shop, id, { query }, world.ids));
      const { items, nextCursor } = z.object({ items: z.array(z.unknown()).max(1), nextCursor: z.string().nullable() }).parse(answer);
      seen.push(...items.map((item) => JSON.stringify(item)));
      query = nextCursor === null ? "" : `?limit=1&cursor=${nextCursor}`;
    }
    expect(query).toBe("");
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe("every operation, asked wrongly", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;
  const scopeless: Partial<Record<string, RestShop>> = {};
  beforeAll(async () => {
    world = await aWorld();
    for (const scope of ALL_API_SCOPES) scopeless[scope] = await aRestShop({ scopes: ALL_API_SCOPES.filter((one) => one !== scope) });
  });

  test.each(REST_OPERATIONS)("$id says what is wrong, as described", async (operation) => {
    const { id, scope, body, isList, idempotency } = operation;
    const good: Asked = { body: body?.examples[0]?.value ?? operation.file?.example, ...typed(operation), ...keyed(operation) };
    const ends = async (shop: RestShop, init: Asked, ids: Record<string, string> = world.ids) => {
      const response = await ask(shop, id, init, ids);
      const { code } = z.object({ code: z.string() }).parse(await expectDocumented(id, response.clone()));
      return `${response.status} ${code}`;
    };
    expect(await ends(world.shop, { ...good, authorization: "Bearer cf_0" })).toBe("401 unauthenticated");
    expect(await ends(scopeless[scope] ?? world.shop, good)).toBe("403 forbidden");
    if (operation.path.includes("{")) {
      expect(await ends(world.shop, good, {})).toBe("404 notFound");
      const stray = Object.fromEntries(Object.keys(world.ids).map((name) => [name, "%00"]));
      expect(await ends(world.shop, good, stray)).toBe("404 notFound");
    }
    if (isList) {
      for (const query of ["?limit=201", "?cursor=!", "?what=1", "?limit=1&limit=2", "?cursor=%00"]) {
        expect(await ends(world.shop, { query }), query).toBe("400 invalidQuery");
      }
    }
    if (body) {
      expect(await ends(world.shop, { ...good, body: "{" })).toBe("400 malformedJson");
      expect(await ends(world.shop, { ...good, body: { x: "x".repeat(70_000) } })).toBe("413 bodyTooLarge");
      expect(await ends(world.shop, { ...good, "content-type": "text/plain" })).toBe("415 unsupportedMediaType");
      expect(await ends(world.shop, { ...good, body: { surely: "unknown" } })).toBe("422 invalidInput");
      expect(await ends(world.shop, { ...good, body: { reference: "a\u0000b" } })).toBe("422 invalidInput");
      expect(await ends(world.shop, { ...good, body: '{"\\ud800":1}' })).toBe("422 invalidInput");
    }
    if (operation.file) {
      expect(await ends(world.shop, { ...good, "content-type": "text/html" })).toBe("415 unsupportedMediaType");
      expect(await ends(world.shop, { ...good, "content-length": "99999999" })).toBe("413 bodyTooLarge");
      expect(await ends(world.shop, { ...good, body: "only,headings" })).toBe("422 invalidInput");
      expect(await ends(world.shop, { ...good, query: "?what=1" })).toBe("400 invalidQuery");
    }
    if (idempotency === "required") {
      const { "idempotency-key": _key, ...keyless } = good;
      expect(await ends(world.shop, keyless)).toBe("400 idempotencyKeyMissing");
    }
    if (idempotency) expect(await ends(world.shop, { ...good, "idempotency-key": "é" })).toBe("400 idempotencyKeyInvalid");
  });

  test.each(REST_OPERATIONS)("$id is not done by another method", async (operation) => {
    const known = REST_OPERATIONS.filter((one) => one.path === operation.path).map(({ method }) => method.toUpperCase());
    for (const method of ["DELETE", "GET", "PATCH", "POST", "PUT"].filter((one) => !known.includes(one))) {
      const door: Record<string, Handler> = await import(
        path.join(import.meta.dirname, operation.path.replaceAll("{", "[").replaceAll("}", "]"), "route.ts")
      );
      const response = await door[method]?.(world.shop.call(method, operation.path), { params: Promise.resolve({}) });
      expect([response?.status, response?.headers.get("content-type")]).toEqual([405, "application/problem+json"]);
      for (const one of known) expect(response?.headers.get("allow")).toContain(one);
    }
  });
});
