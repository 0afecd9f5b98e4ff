import { ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { Denial } from "@/lib/domain/access/denial";
import { demandPassword } from "@/lib/operations/sessions/demand-password";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { stepUpMethods } from "@/lib/operations/sessions/step-up-methods";

type Person = Extract<Actor, { kind: "person" }>;

/**
 * Before a way in is changed: whoever sits at an open browser has to be its owner. By a second factor where there is one, by the
 * password where there is none yet; who has neither came by single sign-on, and their provider asked them.
 */
export async function demandOwner(actor: Person, password: string | undefined): Promise<Result<null, Denial>> {
  if ((await stepUpMethods(db(), actor.personId)).length === 0) return demandPassword(actor, password);
  const stepUp = await demandStepUp(db(), actor, { kind: "session" });
  return stepUp.ok ? ok(null) : stepUp;
}
