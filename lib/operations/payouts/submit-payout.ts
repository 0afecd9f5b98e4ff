import { createHash } from "node:crypto";
import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { startOfDay } from "@/lib/base/day";
import { newId, newPayoutNumber } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { foldText } from "@/lib/base/text";
import { db, type Tx } from "@/lib/db/client";
import type { Connection, Payout } from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { approvalNeed, type PayoutSource } from "@/lib/domain/approval/policy";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { type CreatePayout, loopOf } from "@/lib/domain/payout/schema";
import { defaultStatementText } from "@/lib/domain/payout/statement-text";
import { askProviders } from "@/lib/operations/payment-sources/ask-providers";
import { refreshSources } from "@/lib/operations/payment-sources/refresh-sources";
import type { ProviderManifest } from "@/lib/providers/contract/types";
import { providerOf } from "@/lib/providers/registry";
import { deskActor } from "./desk-actor";
import { asLocked, type LockedPayout } from "./lock-payout";
import { movePayout } from "./move-payout";
import { findSource, resolveTarget, type TargetFacts } from "./resolve-target";

export type SubmitPayoutOrder = CreatePayout & {
  readonly source: PayoutSource;
  /** One for each intention: a second press, a reload or a repeated request with the same key is the same payout. */
  readonly submissionKey?: string;
};

export type SubmittedPayout = {
  readonly payoutId: string;
  readonly number: string;
  readonly state: PayoutState;
  /** This very payout had been made before under the same submission key; nothing was made now. */
  readonly replayed: boolean;
};

/**
 * Makes a payout and asks for approval; where policy needs no person, releases it. One transaction: the payout, its history, what
 * it reserves, the audit entry and the job are all kept, or none.
 */
export async function submitPayout(actor: Actor, order: SubmitPayoutOrder): Promise<Result<SubmittedPayout, Denial>> {
  if (!may(actor, "payout.create")) return failed(denial("forbidden"));
  const replayed = await findReplay(actor, order);
  if (replayed) return replayed;

  const chosen = await chooseConnection(actor, order);
  if (!chosen.ok) return chosen;
  await learnSource(chosen.value.connection, order);
  try {
    crashPoint("submit.begun");
    const answer = await inTransaction((tx) => submit(tx, { actor, order, ...chosen.value }));
    crashPoint("submit.committed");
    // Two presses at once: what is refused here may be refused because the other has just taken all that could be sent back.
    return answer.ok ? answer : ((await findReplay(actor, order)) ?? answer);
  } catch (error) {
    // Two presses at once: the other one has just made it.
    if (!isUniqueViolation(error)) throw error;
    const made = await findReplay(actor, order);
    if (made) return made;
    throw error;
  }
}

async function findReplay(actor: Actor, order: SubmitPayoutOrder): Promise<Result<SubmittedPayout, Denial> | null> {
  const { submissionKey } = order;
  if (submissionKey === undefined) return null;
  const made = await db().payout.findUnique({ where: { merchantId_submissionKey: { merchantId: actor.merchantId, submissionKey } } });
  if (!made) return null;
  if (made.submissionHash !== hashOf(order))
    return failed(denial("keyReused", "This form has already made a payout with other facts. Open a new one."));
  return ok({ payoutId: made.id, number: made.number, state: asLocked(made).state, replayed: true });
}

/** What was asked for, so that a key used again for something else is noticed. */
function hashOf({ connection, amountMinor, currency, to, reference, statementText, metadata, sendOn }: SubmitPayoutOrder): string {
  const facts = [
    connection,
    amountMinor.toString(),
    currency,
    to,
    reference,
    statementText ?? null,
    Object.entries(metadata ?? {}).sort(),
    ...(sendOn ? [sendOn] : []),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}

type Chosen = { readonly connection: Connection; readonly manifest: ProviderManifest };

async function chooseConnection({ merchantId }: Actor, order: SubmitPayoutOrder): Promise<Result<Chosen, Denial>> {
  const connection = await db().connection.findFirst({
    where: { merchantId, OR: [{ id: order.connection }, { name: order.connection }] },
  });
  if (!connection)
    return failed(denial("notFound", `There is no connection called ${order.connection}.`, { connection: ["Choose one that exists."] }));
  if (connection.state !== "active")
    return failed(denial("connectionUnavailable", undefined, { connection: ["Choose an active connection."] }));
  const { manifest } = providerOf(connection.provider);
  if (!manifest.currencies.includes(order.currency)) {
    const sentence = `${manifest.label} does not pay out in ${order.currency}.`;
    return failed(denial("currencyMismatch", sentence, { currency: [sentence] }));
  }
  if (connection.currency !== null && connection.currency !== order.currency) {
    const sentence = `${connection.name} pays out in ${connection.currency} only.`;
    return failed(denial("currencyMismatch", sentence, { currency: [sentence] }));
  }
  if (loopOf(order.to) === "closed" && manifest.closedLoop === null) {
    return failed(denial("notReturnable", `${manifest.label} cannot send back to an account that paid in.`));
  }
  const limit = manifest.statementTextLimit(order.currency);
  if (order.statementText !== undefined && order.statementText.length > limit) {
    const sentence = `The text for the statement has at most ${limit} characters on this connection.`;
    return failed(denial("invalidInput", sentence, { statementText: [sentence] }));
  }
  return ok({ connection, manifest });
}

/** A closed-loop target is asked of the provider once more, before the transaction: no network call sits in one. */
async function learnSource(connection: Connection, { to }: SubmitPayoutOrder): Promise<void> {
  if (to.type !== "order" && to.type !== "paymentSource") return;
  const known = await findSource(db(), connection, to);
  if (known) {
    await refreshSources([{ ...known, connection }]);
    return;
  }
  const text = to.type === "order" ? to.orderId : to.userId;
  await askProviders({ merchantId: connection.merchantId, connectionId: connection.id, text });
}

type Submission = Chosen & { readonly actor: Actor; readonly order: SubmitPayoutOrder };

async function submit(tx: Tx, submission: Submission): Promise<Result<SubmittedPayout, Denial>> {
  const { actor, order, connection, manifest } = submission;
  const amount = { minor: order.amountMinor, currency: order.currency };
  const resolved = await resolveTarget(tx, actor, { target: order.to, amount, connection, manifest });
  if (!resolved.ok) return resolved;

  const merchant = await tx.merchant.findUniqueOrThrow({ where: { id: actor.merchantId }, select: { policy: true, timeZone: true } });
  const policy = ApprovalPolicyShape.parse(merchant.policy);
  const need = approvalNeed(policy, { source: order.source, amount });
  const draft = await insertDraft(tx, submission, {
    ...resolved.value,
    sendAfter: order.sendOn === undefined ? null : startOfDay(order.sendOn, merchant.timeZone),
    policyVersion: policy.version,
    neededCheckers: need.kind === "none" ? 0 : need.count,
  });
  crashPoint("submit.drafted");
  const submitted = await movePayout(tx, draft, "submit", { by: actor });
  crashPoint("submit.submitted");
  const settled = submitted && need.kind === "none" ? await release(tx, submitted, need.why) : submitted;
  if (!settled) throw new Error(`Payout ${draft.id} could not be submitted in the transaction that made it.`);
  return ok({ payoutId: settled.id, number: settled.number, state: settled.state, replayed: false });
}

function release(tx: Tx, payout: LockedPayout, why: string): Promise<LockedPayout | null> {
  return movePayout(tx, payout, "approve", { by: deskActor(payout.merchantId), note: why });
}

type DraftFacts = TargetFacts & {
  readonly sendAfter: Date | null;
  readonly policyVersion: number;
  readonly neededCheckers: number;
};

async function insertDraft(tx: Tx, { actor, order, connection, manifest }: Submission, facts: DraftFacts): Promise<LockedPayout> {
  const number = newPayoutNumber();
  const limit = manifest.statementTextLimit(order.currency);
  const maker = actorId(actor);
  if (maker === null) throw new Error("The desk itself makes no payouts.");
  const now = currentTime();
  const made: Payout = await tx.payout.create({
    data: {
      ...facts,
      createdAt: now,
      stateAt: now,
      id: newId("payout"),
      merchantId: actor.merchantId,
      number,
      connectionId: connection.id,
      provider: connection.provider,
      loop: loopOf(order.to),
      source: order.source,
      state: "draft",
      amountMinor: decimalOf(order.amountMinor),
      currency: order.currency,
      reference: order.reference,
      statementText: order.statementText || defaultStatementText(order.reference, { number, limit }),
      metadata: order.metadata ?? {},
      makerId: maker,
      makerKind: actor.kind,
      makerName: actor.name,
      submissionKey: order.submissionKey ?? null,
      submissionHash: hashOf(order),
      dispatchKey: crypto.randomUUID(),
      searchText: searchTextOf({ number, order, facts }),
    },
  });
  return asLocked(made);
}

/** What the history's text filter compares: folded once, when written. */
function searchTextOf({ number, order, facts }: { number: string; order: SubmitPayoutOrder; facts: TargetFacts }): string {
  return foldText([number, order.reference, facts.receiverName, facts.orderId ?? "", facts.accountLastFour ?? ""].join(" "));
}
