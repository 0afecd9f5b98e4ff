import { ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { Denial } from "@/lib/domain/access/denial";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { stepUpMethods } from "@/lib/operations/sessions/step-up-methods";

/**
 * Who may do what is changed by somebody who proved it once more just now: a browser left open is not enough. Whoever has set up nothing
 * to prove it with is let through, since a merchant's first admin has to be able to begin; the team page says who has not.
 */
export async function demandOwnStepUp(tx: Tx, actor: Actor): Promise<Result<object, Denial>> {
  if (actor.kind !== "person" || (await stepUpMethods(tx, actor.personId)).length === 0) return ok({});
  return demandStepUp(tx, actor, { kind: "session" });
}
