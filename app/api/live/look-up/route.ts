import { liveResponse } from "@/lib/auth/live-response";
import { readJson } from "@/lib/auth/read-input";
import { sessionRoute } from "@/lib/auth/rest-route";
import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { readLookUp } from "@/lib/domain/payout/look-up-question";
import { LookUpText } from "@/lib/domain/payout/look-up-view";
import { answerLookUp } from "@/lib/queries/answer-look-up";

/** What a caller says, and what became of it. A POST: names and account numbers do not belong into addresses and their logs. */
export const POST = sessionRoute("payout.view", async ({ actor, request }) => {
  const asked = await readJson(request, LookUpText);
  if (!asked.ok) return asked.error;
  const { id: merchantId, timeZone, locale } = actor.merchant;
  const question = readLookUp(asked.value.valid.text, { today: dayOf(currentTime(), timeZone), locale });
  return liveResponse(request, await answerLookUp({ merchantId, timeZone }, question));
});
