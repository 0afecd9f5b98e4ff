import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { BeginStepUp } from "@/lib/domain/access/step-up";
import { makeChallenge } from "./challenges";
import { askPasskey, type PasskeyQuestion } from "./passkeys";

/** What the person's passkey has to sign for this step-up: good once, for this session and what it is for. A code needs no question. */
export async function beginStepUp(actor: Actor, { need }: BeginStepUp): Promise<Result<PasskeyQuestion, Denial>> {
  if (actor.kind !== "person" || !actor.sessionId) return failed(denial("forbidden"));
  const { personId, sessionId } = actor;
  const challenge = await makeChallenge({ purpose: "stepUp", personId, sessionId, need }, currentTime());
  return ok(await askPasskey(challenge, await db().passkey.findMany({ where: { personId } })));
}
