import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { seal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ConfirmAccount, RejectAccount } from "@/lib/domain/account/proposal";
import { type DecidedVersion, lockAccount } from "./lock-account";

export type DecidedAccount = { readonly receiverId: string; readonly versionId: string };

/**
 * A second person's word, after calling back somebody known on a number known before. Payouts that waited for it go on by themselves. A
 * change that came meanwhile makes it void: what is confirmed is what the account says now.
 */
export async function confirmAccount(actor: Actor, input: ConfirmAccount): Promise<Result<DecidedAccount, Denial>> {
  // A clock that runs a little fast is no call in the future.
  const now = currentTime();
  if (input.calledAt > addMs(now, MINUTE_MS)) {
    return failed(denial("invalidInput", undefined, { calledAt: ["This call would be in the future."] }));
  }
  const calledAt = new Date(Math.min(input.calledAt.getTime(), now.getTime()));
  return decide(actor, input.versionId, { verdict: "confirmed", note: input.note, call: { ...input, calledAt } });
}

/** It is not theirs, or nobody could say so. Payouts to it stay where they are until a person cancels them; the earlier version holds again. */
export async function rejectAccount(actor: Actor, { versionId, note }: RejectAccount): Promise<Result<DecidedAccount, Denial>> {
  return decide(actor, versionId, { verdict: "rejected", note });
}

type Word = {
  readonly verdict: "confirmed" | "rejected";
  readonly note?: string;
  readonly call?: Pick<ConfirmAccount, "calledName" | "calledNumber" | "calledAt">;
};

async function decide(actor: Actor, versionId: string, word: Word): Promise<Result<DecidedAccount, Denial>> {
  const decidedById = actorId(actor);
  if (!may(actor, "account.confirm") || decidedById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await tx.receiverAccountVersion.findFirst({ where: { id: versionId, merchantId: actor.merchantId } });
    const locked = found && (await lockAccount(tx, { accountId: found.accountId, merchantId: actor.merchantId }));
    const version = locked?.versions.find(({ id }) => id === versionId);
    if (!locked || !version) return failed(denial("notFound"));
    if (version.createdById === decidedById) return failed(denial("proposerIsConfirmer"));
    const tooLate = whyNotOpen(version);
    if (tooLate) return failed(denial("changedMeanwhile", tooLate));

    await writeDecision(tx, { actor, decidedById, version, word });
    await writeAudit(tx, {
      actor,
      event: word.verdict === "confirmed" ? "receiver.accountConfirmed" : "receiver.accountRejected",
      subject: { kind: "receiver", id: locked.account.receiverId },
      details: {
        account: version.masked,
        version: version.version,
        ...(word.call ? { called: word.call.calledName, at: word.call.calledAt.toISOString() } : {}),
        ...(word.note ? { note: word.note } : {}),
      },
    });
    await wakeHeld(tx, version);
    return ok({ receiverId: locked.account.receiverId, versionId });
  });
}

function whyNotOpen({ needsConfirmation, decision }: DecidedVersion): string | null {
  if (!needsConfirmation) return "This account needs nobody's confirmation.";
  if (!decision) return null;
  if (decision.verdict === "superseded") return "The account has been changed again meanwhile. Look at what it says now.";
  return `${decision.decidedByName} has ${decision.verdict} it already.`;
}

type DecisionFacts = { readonly actor: Actor; readonly decidedById: string; readonly version: DecidedVersion; readonly word: Word };

async function writeDecision(tx: Tx, { actor, decidedById, version, word: { verdict, note, call } }: DecisionFacts): Promise<void> {
  const id = newId("accountDecision");
  const number = call && seal(call.calledNumber, id);
  await tx.accountDecision.create({
    data: {
      id,
      merchantId: version.merchantId,
      versionId: version.id,
      verdict,
      calledName: call?.calledName ?? null,
      calledNumberSealed: number?.sealed ?? null,
      calledNumberKeyId: number?.keyId ?? null,
      calledNumberMasked: call ? maskNumber(call.calledNumber) : null,
      calledAt: call?.calledAt ?? null,
      note: note ?? null,
      decidedById,
      decidedByName: actor.name,
      decidedAt: currentTime(),
    },
  });
}

/** "••• 4567": enough to see that two calls went to one number. */
function maskNumber(typed: string): string {
  return `••• ${typed.replace(/\D/g, "").slice(-4)}`;
}

/** Each is asked anew right away: it goes, or is held with the sentence that is true now. */
async function wakeHeld(tx: Tx, { merchantId, id }: DecidedVersion): Promise<void> {
  await tx.payout.updateMany({
    where: { merchantId, receiverAccountVersionId: id, state: "held" },
    data: { nextCheckAt: currentTime() },
  });
}
