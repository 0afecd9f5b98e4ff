import { notDone } from "@/lib/auth/not-done";
import { readJson, readQuery } from "@/lib/auth/read-input";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { PaymentSourceQuery, PaymentSourceRequest } from "@/lib/domain/rest/payment-source";
import { tellSource } from "@/lib/operations/payment-sources/tell-source";
import { listApiSources, readApiSource } from "@/lib/queries/list-api-sources";

export const GET = restRoute("paymentSource.view", async ({ actor, request }) => {
  const query = readQuery(request.nextUrl.searchParams, PaymentSourceQuery);
  return query.ok ? jsonResponse(200, await listApiSources(actor.merchantId, query.value)) : query.error;
});

/** Needs no key to be safe: connection and source id name what it is about, and said twice it is said once. */
export const POST = restRoute("paymentSource.write", async ({ actor, request }) => {
  const input = await readJson(request, PaymentSourceRequest);
  if (!input.ok) return input.error;
  const told = await tellSource(actor, input.value.valid);
  if (!told.ok) return deniedResponse(told.error);
  const { paymentSourceId, isNew } = told.value;
  const headers = { Location: `/api/v1/payment-sources/${paymentSourceId}` };
  return jsonResponse(isNew ? 201 : 200, await readApiSource(actor.merchantId, paymentSourceId), headers);
});

export const { DELETE, OPTIONS, PATCH, PUT } = notDone("GET", "POST");
