import { SECOND_MS } from "@/lib/base/time";
import type { SendWebhook } from "@/lib/providers/contract/simulator-spec";

const ANSWER_WITHIN_MS = 10 * SECOND_MS;

/** Posts webhooks as a provider does: no redirects, a short patience, and nothing read of the answer but its status. */
export function webhookSender(): { send: SendWebhook; stop(): void } {
  const stopped = new AbortController();
  return {
    async send({ url, headers, body }) {
      try {
        const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
        const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
        await response.body?.cancel();
        return response.status;
      } catch {
        // Refused, cut or too slow are the same to a provider: not delivered, to be tried again.
        return null;
      }
    },
    stop: () => stopped.abort(),
  };
}
