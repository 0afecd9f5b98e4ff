import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { currencyOf, decimalOf } from "@/lib/db/minor";
import { readHouseRules } from "@/lib/db/read-policy";
import { inTransactionUnlessRefused } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type EditableFacts, sayEdit } from "@/lib/domain/payout/edit";
import { next, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { type CreatePayout, loopOf } from "@/lib/domain/payout/schema";
import { needsReason } from "@/lib/domain/payout/sense-rules";
import { defaultStatementText } from "@/lib/domain/payout/statement-text";
import { judgeNeed } from "@/lib/operations/approvals/judge-need";
import { lockForJudging, lockMakerDay } from "@/lib/operations/approvals/lock-for-judging";
import { type Chosen, chooseConnection } from "./choose-connection";
import { deskActor } from "./desk-actor";
import { keepWarnings } from "./keep-warnings";
import { learnSource } from "./learn-source";
import { type LockedPayout, lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";
import { planSending } from "./plan-sending";
import { resolveTarget, type TargetFacts } from "./resolve-target";
import { sayWhyNobody } from "./say-why-nobody";
import { searchTextOf } from "./search-text-of";

export type MendPayout = {
  readonly payoutId: string;
  /** The round that the maker had before them: what was decided or changed meanwhile makes it another. */
  readonly round: number;
  /** What is asked for instead, whole. */
  readonly order: CreatePayout;
  readonly reason?: string;
};

export type Mended = { readonly payoutId: string; readonly number: string; readonly state: PayoutState };

type Person = Extract<Actor, { kind: "person" }>;

/**
 * Lets a maker change what waits for approval, came back rejected, or is held before it was ever sent, such as until its day. It stays the
 * same payout and begins a new round: policy judges it anew, and no decision on what it was counts any more. Whoever changed it never
 * decides on it. Nothing has ever been sent.
 */
export async function mendPayout(actor: Actor, input: MendPayout): Promise<Result<Mended, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.create")) return failed(denial("forbidden"));
  const chosen = await chooseConnection(actor, input.order);
  if (!chosen.ok) return chosen;
  await learnSource(chosen.value.connection, input.order);
  return inTransactionUnlessRefused((tx) => mend(tx, actor, { ...input, ...chosen.value }));
}

async function mend(tx: Tx, actor: Person, input: MendPayout & Chosen): Promise<Result<Mended, Denial>> {
  const { payoutId, order, connection, manifest } = input;
  const { merchantId } = actor;
  const found = await lockPayout(tx, { payoutId, merchantId });
  if (!found) return failed(denial("notFound"));
  if (found.attempts > 0) return failed(denial("tooLate"));
  if (found.round !== input.round) return failed(denial("changedMeanwhile"));
  const payout = found.state === "held" ? await voidApproval(tx, actor, found) : found;
  if (!payout || next(payout.state, "mend") === null) return failed(denial("changedMeanwhile"));

  const rules = await readHouseRules(tx, merchantId);
  await lockForJudging(tx, merchantId);
  const amount = { minor: order.amountMinor, currency: order.currency };
  const resolved = await resolveTarget(tx, actor, { target: order.to, amount, connection, manifest, payoutId });
  if (!resolved.ok) return resolved;
  const { receiverId, receiverAccountVersionId: accountVersionId, paymentSourceId } = resolved.value;
  await lockMakerDay(tx, { merchantId, makerId: payout.makerId, policy: rules.policy });
  const judged = await judgeNeed(tx, {
    // A person has typed it now, however it first came in.
    ...{ merchantId, rules, payoutId, source: "screen", provider: connection.provider, amount, reference: order.reference },
    submissionKey: payout.submissionKey,
    maker: { id: payout.makerId, name: payout.makerName },
    target: { receiverId, accountVersionId, paymentSourceId, blindIndex: null },
  });
  if (!judged) return failed(denial("changedMeanwhile"));
  const { kept, warnings, limits } = judged;
  const reason = input.reason ?? payout.makerReason;
  if (reason === null && needsReason(warnings, limits)) {
    const { sentence } = denial("reasonNeeded");
    return failed(denial("reasonNeeded", sentence, { reason: [sentence] }));
  }
  const planned = planSending(rules, order);
  if (!planned.ok) return planned;
  const changes = { ...changesOf(payout, { order, target: resolved.value, chosen: input }), sendAfter: planned.value };
  const note = await keepEdit(tx, actor, payout, { ...payout, ...changes });
  await keepWarnings(tx, payout, warnings);
  const editorIds = actor.personId === payout.makerId ? payout.editorIds : [...new Set([...payout.editorIds, actor.personId])];
  const mended = await movePayout(tx, payout, "mend", {
    by: actor,
    note,
    changes: { ...changes, ...kept, makerReason: reason, round: payout.round + 1, editorIds },
  });
  const settled =
    mended && kept.neededCheckers === 0
      ? await movePayout(tx, mended, "approve", { by: deskActor(merchantId), note: sayWhyNobody(kept) })
      : mended;
  if (!settled) throw new Error(`Payout ${payout.id} was locked and yet moved meanwhile.`);
  return ok({ payoutId, number: settled.number, state: settled.state });
}

/** What was approved is not what will be asked for: the approval goes first, in a round of its own. */
function voidApproval(tx: Tx, actor: Person, held: LockedPayout): Promise<LockedPayout | null> {
  return movePayout(tx, held, "revoke", {
    by: actor,
    note: "It is changed, so what was approved counts no more.",
    changes: { round: held.round + 1, approvedAt: null, holdKind: null, holdReason: null },
  });
}

type Wish = { readonly order: CreatePayout; readonly target: TargetFacts; readonly chosen: Chosen };

function changesOf({ number }: LockedPayout, { order, target, chosen: { connection, manifest } }: Wish) {
  const limit = manifest.statementTextLimit(order.currency);
  return {
    ...target,
    connectionId: connection.id,
    provider: connection.provider,
    loop: loopOf(order.to),
    amountMinor: decimalOf(order.amountMinor),
    currency: order.currency,
    reference: order.reference,
    statementText: order.statementText || defaultStatementText(order.reference, { number, limit }),
    searchText: searchTextOf({ ...target, number, reference: order.reference }),
  };
}

/** Who changed what, on record before the change itself: without it the database lets nothing be altered. */
async function keepEdit(tx: Tx, editor: Person, payout: LockedPayout, mended: LockedPayout): Promise<string> {
  const [before, after] = [await editableFacts(tx, payout), await editableFacts(tx, mended)];
  await tx.payoutEdit.create({
    data: {
      id: newId("payoutEdit"),
      merchantId: payout.merchantId,
      payoutId: payout.id,
      round: payout.round + 1,
      editorId: editor.personId,
      editorName: editor.name,
      before: { ...before, sendAfter: before.sendAfter?.toISOString() ?? null },
      after: { ...after, sendAfter: after.sendAfter?.toISOString() ?? null },
      at: currentTime(),
    },
  });
  return sayEdit(before, after);
}

async function editableFacts(tx: Tx, payout: LockedPayout): Promise<EditableFacts> {
  const { receiverName, accountMasked, receiverAccountVersionId, paymentSourceId, connectionId, reference, statementText, sendAfter } =
    payout;
  const { name } = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { name: true } });
  return {
    ...{ receiverName, accountMasked, receiverAccountVersionId, paymentSourceId, connectionId, reference, statementText, sendAfter },
    amountMinor: payout.amountMinor.toFixed(0),
    currency: currencyOf(payout.currency),
    connectionName: name,
  };
}
