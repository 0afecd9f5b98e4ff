import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { type ChangeKind, ChangeWish, type DecideChange, sayWish, subjectOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { lockTeam } from "@/lib/operations/people/lock-team";
import { demandOwnStepUp } from "./demand-own-step-up";
import { shownWish } from "./shown-wish";

export type DecidedChange = { readonly changeId: string; readonly verdict: DecideChange["verdict"]; readonly link: string | null };

/** What a confirmed wish does, in the deciding transaction. `link`: the path of an invitation that is sent by hand. */
export type Applied = { readonly link?: string | null };
export type Confirming = { readonly actor: Actor; readonly proposedById: string; readonly proposedByName: string };

type Deciding = DecideChange & {
  readonly actor: Actor;
  readonly kinds: readonly ChangeKind[];
  readonly apply: (tx: Tx, by: Confirming, wish: ChangeWish) => Promise<Result<Applied, Denial>>;
};

/** As which a decision of the operator's at the machine stands in the row. They may confirm where a merchant has no second person. */
export const OPERATOR_ID = "operator";

/**
 * A second person's word on what somebody asked for. Whoever asked may take it back and never confirms it, and nobody confirms what they
 * themselves become: the database refuses both as well. The caller has asked whether the actor may decide on these kinds.
 */
export async function decideAccessChange(deciding: Deciding): Promise<Result<DecidedChange, Denial>> {
  try {
    return ok(await inTransaction((tx) => decide(tx, deciding)));
  } catch (error) {
    // Thrown, so that nothing of a wish that turns out not to hold any more is kept.
    if (error instanceof Refused) return failed(error.denial);
    throw error;
  }
}

class Refused extends Error {
  constructor(readonly denial: Denial) {
    super(denial.sentence);
  }
}

async function decide(tx: Tx, { actor, changeId, verdict, kinds, apply }: Deciding): Promise<DecidedChange> {
  const { merchantId } = actor;
  const proven = await demandOwnStepUp(tx, actor);
  if (!proven.ok) throw new Refused(proven.error);
  await lockTeam(tx, merchantId);
  const change = await tx.accessChange.findFirst({ where: { id: changeId, merchantId, kind: { in: [...kinds] } } });
  if (!change) throw new Refused(denial("notFound"));
  const now = currentTime();
  if (change.outcome !== null) throw new Refused(denial("changedMeanwhile", "It has been decided already."));
  if (change.expiresAt <= now) throw new Refused(denial("changedMeanwhile", "It has waited too long. Ask for the change again."));
  const decidedById = actorId(actor) ?? OPERATOR_ID;
  const wish = ChangeWish.parse(change.wish);
  const by = { actor, proposedById: change.proposedById, proposedByName: change.proposedByName };

  let applied: Applied = {};
  if (verdict === "confirmed") {
    if (change.proposedById === decidedById) throw new Refused(denial("changeNeedsAnother"));
    if (change.subjectId === decidedById) throw new Refused(denial("forbidden", "It is about you, so another admin has to confirm it."));
    const done = await apply(tx, by, wish);
    if (!done.ok) throw new Refused(done.error);
    applied = done.value;
  }
  const decided = { outcome: verdict, decidedAt: now, decidedById, decidedByName: actor.name };
  await tx.accessChange.update({ where: { id: changeId }, data: decided });
  await writeAudit(tx, {
    actor,
    event: verdict === "confirmed" ? "access.changeConfirmed" : "access.changeDeclined",
    subject: subjectOf(wish),
    details: { changeId, asked: sayWish(wish), proposedBy: change.proposedByName, ...shownWish(wish) },
  });
  return { changeId, verdict, link: applied.link ?? null };
}
