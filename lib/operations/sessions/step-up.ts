import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { StepUp, StepUpNeed } from "@/lib/domain/access/step-up";
import { checkPasskey, countPasskey } from "./passkeys";
import { stepUpMethods } from "./step-up-methods";
import { acceptTotp } from "./totp";
import { countAsRight, reserveTry } from "./tries";

type SignedIn = Extract<Actor, { kind: "person" }> & { readonly sessionId: string };

/** Somebody who is signed in proves once more that it is them: for this session, or for one item as it was shown to them. */
export async function stepUp(actor: Actor, input: StepUp): Promise<Result<{ stepUpId: string }, Denial>> {
  if (actor.kind !== "person" || !actor.sessionId) return failed(denial("forbidden"));
  const person = { ...actor, sessionId: actor.sessionId };
  if (!(await stepUpMethods(db(), actor.personId)).includes(input.proof.kind)) return failed(denial("secondFactorMissing"));

  const now = currentTime();
  const { email } = await db().person.findUniqueOrThrow({ where: { id: actor.personId }, select: { email: true } });
  const attempt = await reserveTry({ email, kind: "stepUp" }, now);
  if (!attempt.ok) return attempt;

  const proves = await proofOf(person, input, now);
  const stepUpId = await inTransaction(async (tx) => {
    if (!(await isLive(tx, person, now)) || !(await proves(tx))) return null;
    await countAsRight(tx, attempt.value);
    return write(tx, person, input, now);
  });
  if (stepUpId) return ok({ stepUpId });
  await noteRefusal(person, input);
  return failed(denial(input.proof.kind === "totp" ? "wrongCode" : "passkeyRefused"));
}

/** What is proven is spent in the transaction that writes the step-up, so that it can prove nothing else. */
async function proofOf({ personId, sessionId }: SignedIn, { need, proof }: StepUp, now: Date): Promise<(tx: Tx) => Promise<boolean>> {
  if (proof.kind === "totp") return (tx) => acceptTotp(tx, { personId, code: proof.code }, now);
  const checked = await checkPasskey(proof.assertion, { purpose: "stepUp", personId, sessionId, need }, now);
  return async (tx) => checked !== null && countPasskey(tx, checked, now);
}

async function isLive(tx: Tx, { sessionId: id, personId, merchantId }: SignedIn, now: Date): Promise<boolean> {
  return (await tx.session.count({ where: { id, personId, merchantId, endedAt: null, expiresAt: { gt: now } } })) === 1;
}

async function write(tx: Tx, actor: SignedIn, { need, proof }: StepUp, now: Date): Promise<string> {
  const { merchantId, personId, sessionId } = actor;
  const id = newId("stepUp");
  const item = need.kind === "item" ? { subjectKind: need.subjectKind, subjectId: need.subjectId, subjectHash: need.hash } : {};
  await tx.stepUp.create({ data: { id, merchantId, personId, sessionId, method: proof.kind, kind: need.kind, ...item, at: now } });
  const details = { method: proof.kind, ...detailsOf(need) };
  await writeAudit(tx, { actor, event: "stepUp.made", subject: { kind: "session", id: sessionId }, details });
  return id;
}

async function noteRefusal(actor: SignedIn, { need, proof }: StepUp): Promise<void> {
  const details = { method: proof.kind, ...detailsOf(need) };
  const subject = { kind: "session", id: actor.sessionId } as const;
  await inTransaction((tx) => writeAudit(tx, { actor, event: "stepUp.refused", subject, details }));
}

/** What it was for, as the books name it. */
function detailsOf(need: StepUpNeed): Record<string, string> {
  return need.kind === "item" ? { for: `${need.subjectKind} ${need.subjectId}`, shownHash: need.hash } : { for: "session" };
}
