import { liveResponse } from "@/lib/auth/live-response";
import { readJson } from "@/lib/auth/read-input";
import { sessionRoute } from "@/lib/auth/rest-route";
import { WarningQuestion } from "@/lib/domain/payout/warning-view";
import { readWarnings } from "@/lib/queries/read-warnings";

/** What stands out about a payout that is being typed. A POST, since account numbers do not belong into addresses and their logs. */
export const POST = sessionRoute("payout.create", async ({ actor, request }) => {
  const question = await readJson(request, WarningQuestion);
  return question.ok ? liveResponse(request, await readWarnings(actor, question.value.valid)) : question.error;
});
