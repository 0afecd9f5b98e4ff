import { NextRequest } from "next/server";
import { db } from "@/lib/db/client";
import { ALL_API_SCOPES, type ApiScope } from "@/lib/domain/access/permissions";
import { createApiKey } from "@/lib/operations/api-keys/create-api-key";
import { aMerchant } from "./factories";

export type RestInit = { readonly body?: unknown } & Readonly<Record<string, unknown>>;

/** A merchant's own system with its key: `call` makes the requests that it sends. */
export async function aRestShop({ scopes = ALL_API_SCOPES }: { scopes?: readonly ApiScope[] } = {}) {
  const merchant = await aMerchant(db());
  const operator = { kind: "system", name: "operator", merchantId: merchant.id } as const;
  const made = await createApiKey(operator, { merchantId: merchant.id, name: "shop", scopes });
  if (!made.ok) throw new Error(made.error.sentence);
  const { key, apiKeyId } = made.value;
  const call = (method: string, path: string, { body, ...headers }: RestInit = {}) =>
    new NextRequest(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
  return { merchant, operator, key, apiKeyId, call };
}
export type RestShop = Awaited<ReturnType<typeof aRestShop>>;
