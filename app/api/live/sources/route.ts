import * as z from "zod";
import { liveResponse } from "@/lib/auth/live-response";
import { readJson } from "@/lib/auth/read-input";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { findPaymentSources } from "@/lib/operations/payment-sources/find-payment-sources";
import { providerLabel } from "@/lib/queries/list-history-choices";

const Question = z.object({ text: z.string().max(200, "Paste at most 200 characters.") });

/**
 * Accounts that paid in, by what was pasted. A POST, since names and e-mail addresses do not belong into addresses and their logs;
 * a route and not an action, since a provider that is slow to answer must not hold up what the person does next.
 */
export const POST = sessionRoute("paymentSource.view", async ({ actor, request }) => {
  const question = await readJson(request, Question);
  if (!question.ok) return question.error;
  const found = await findPaymentSources(actor, question.value.valid);
  if (!found.ok) return deniedResponse(found.error);
  const sources = found.value.sources.map((source) => ({ ...source, providerLabel: providerLabel(source.provider) }));
  return liveResponse(request, { sources, silent: found.value.silent });
});
