import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial, stepUpDenial } from "@/lib/domain/access/denial";
import { STEP_UP_MS, type StepUpNeed } from "@/lib/domain/access/step-up";
import { stepUpMethods } from "./step-up-methods";

export type FoundStepUp = { readonly stepUpId: string };

/**
 * For deeds that signing in this morning is not enough for, inside their own transaction. One made for an item is spent here: should
 * the deed not come about after all, neither is the step-up.
 */
export async function demandStepUp(tx: Tx, actor: Actor, need: StepUpNeed): Promise<Result<FoundStepUp, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  const stepUpId = await findStepUp(tx, actor, need);
  if (stepUpId && (need.kind === "session" || (await spend(tx, actor, stepUpId)))) return ok({ stepUpId });
  const methods = await stepUpMethods(tx, actor.personId);
  return failed(methods.length > 0 ? stepUpDenial({ need, methods }) : denial("secondFactorMissing"));
}

type Person = Extract<Actor, { kind: "person" }>;

async function findStepUp(tx: Tx, { personId, merchantId, sessionId }: Person, need: StepUpNeed): Promise<string | null> {
  if (!sessionId) return null;
  const item = need.kind === "item" ? { subjectKind: need.subjectKind, subjectId: need.subjectId, subjectHash: need.hash, use: null } : {};
  const found = await tx.stepUp.findFirst({
    where: { personId, merchantId, sessionId, kind: need.kind, ...item, at: { gt: addMs(currentTime(), -STEP_UP_MS) } },
    orderBy: { at: "desc" },
    select: { id: true },
  });
  return found?.id ?? null;
}

/** Of two deeds at once that want the same step-up, the second waits here for the first and is refused. */
async function spend(tx: Tx, { merchantId }: Person, stepUpId: string): Promise<boolean> {
  const { count } = await tx.stepUpUse.createMany({ data: [{ stepUpId, merchantId, at: currentTime() }], skipDuplicates: true });
  return count === 1;
}
