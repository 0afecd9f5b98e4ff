import * as z from "zod";
import { jsonOf } from "../contract/faults";
import type { Answer, SimulatedRequest, SimulatorDesk } from "../contract/simulator-spec";
import type { Replies } from "./simulator-answers";
import { Identifier, type TrueLayerCredentials, type TrueLayerDetails } from "./simulator-wire";

export const VERIFICATIONS_PATH = "/v3/account-holder-verifications/requests";

const Asked = z.object({ account_holder_name: z.string().min(1).max(140), account_identifier: Identifier });
const Kept = z.object({ id: z.string(), holderName: z.string(), identifier: Identifier, looks: z.int().default(0) });

export interface Verifications {
  respond(request: SimulatedRequest, replies: Replies): Answer;
  find(id: string): z.infer<typeof Kept> | null;
}

/** Account holder verification. Ours: a word in the name decides the answer, so that each can be had. */
export function openVerifications(desk: SimulatorDesk<TrueLayerCredentials, TrueLayerDetails>): Verifications {
  const kept = desk.store.collection("verifications", Kept);
  return {
    find: (id) => kept.get(id.toLowerCase()) ?? null,
    respond({ method, path, body }, replies) {
      if (method === "POST" && path === VERIFICATIONS_PATH) {
        const asked = Asked.safeParse(jsonOf(body));
        if (!asked.success) return replies.problem("invalid-parameters");
        const id = desk.newId().toLowerCase();
        kept.put(id, { id, holderName: asked.data.account_holder_name, identifier: asked.data.account_identifier, looks: 0 });
        return replies.ok(202, { id });
      }
      const found = kept.get(path.slice(VERIFICATIONS_PATH.length + 1).toLowerCase());
      if (method !== "GET" || !found) return replies.problem("not-found");
      kept.put(found.id, { ...found, looks: found.looks + 1 });
      return replies.ok(200, answerFor(found));
    },
  };
}

function answerFor({ id, holderName, looks }: z.infer<typeof Kept>): unknown {
  // A bank that takes its time, and one that never comes back.
  if (/silent/i.test(holderName) || (/slow/i.test(holderName) && looks < 2)) return { id, status: "pending" };
  if (/broken/i.test(holderName)) return { id, status: "failed", failure_reason: "provider_error" };
  const completed = (match_result: unknown) => ({ id, status: "completed", match_result });
  if (/mismatch/i.test(holderName)) return completed({ type: "no_match" });
  if (/unknown/i.test(holderName)) return completed({ type: "match_not_possible", reason: "account_not_supported" });
  if (/partial/i.test(holderName)) return completed({ type: "partial_match", account_holder_name: `${holderName} Ltd` });
  return completed({ type: "match" });
}
