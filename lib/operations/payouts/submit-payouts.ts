import { createHash } from "node:crypto";
import { crashPoint } from "@/lib/base/crash-point";
import { newId, newPayoutNumber } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { db, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { decimalOf } from "@/lib/db/minor";
import { type HouseRules, readHouseRules } from "@/lib/db/read-policy";
import { receiverFamily } from "@/lib/db/receiver-family";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PayoutSource } from "@/lib/domain/approval/policy";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { type CreatePayout, loopOf } from "@/lib/domain/payout/schema";
import { needsReason } from "@/lib/domain/payout/sense-rules";
import { defaultStatementText } from "@/lib/domain/payout/statement-text";
import { type JudgedNeed, judgeNeed } from "@/lib/operations/approvals/judge-need";
import { lockForJudging, lockMakerDay } from "@/lib/operations/approvals/lock-for-judging";
import { type Listener, readListeners } from "@/lib/operations/endpoints/find-listeners";
import { lockSource } from "@/lib/operations/payment-sources/lock-source";
import { type Chosen, chooseConnection } from "./choose-connection";
import { deskActor } from "./desk-actor";
import { learnSource } from "./learn-source";
import { stateOf } from "./lock-payout";
import { type MakePayout, makePayout } from "./make-payout";
import { movePayouts } from "./move-payouts";
import { planSending } from "./plan-sending";
import { findSource, resolveTarget, type TargetFacts } from "./resolve-target";
import { sayWhyNobody } from "./say-why-nobody";
import { searchTextOf } from "./search-text-of";

export type PayoutSet = {
  /** What one press makes: one payout, or the parts of an amount that goes back to several accounts. */
  readonly payouts: readonly CreatePayout[];
  readonly source: PayoutSource;
  /** One for each intention: a second press, a reload or a repeated request with the same key is the same set. */
  readonly submissionKey?: string;
  /** Why, where the same may have been asked for before. */
  readonly reason?: string;
  /** The row of a file that it is: with the batch's key, its line makes the payout once. */
  readonly batch?: FileRow;
  /** The day of a schedule that it is for. */
  readonly occurrence?: ScheduledDay;
};

export type ScheduledDay = {
  readonly scheduleId: string;
  /** Whoever had a hand in the schedule, besides the maker: none of them decides on what it makes. */
  readonly editorIds: readonly string[];
  /** Locks the schedule in the payout's own transaction; a refusal where this day is no longer to be made. */
  readonly claim: (tx: Tx) => Promise<Result<null, Denial>>;
  /** Writes down which payout it became, in the same, or refuses what was made of it. */
  readonly keep: (tx: Tx, payoutId: string) => Promise<Result<null, Denial>>;
};

export type FileRow = {
  readonly batchId: string;
  /** The press of Submit that it belongs to: what one press made is approved as one. */
  readonly unitId: string;
  readonly line: number;
  /** Which other row of the file asks for the same, as a sentence. */
  readonly twin: string | null;
  /** Locks the row in the payout's own transaction; false when it is no longer to be made. */
  readonly claim: (tx: Tx) => Promise<boolean>;
  /** Writes down which payout it became, in the same. */
  readonly keep: (tx: Tx, payoutId: string) => Promise<void>;
};

export type MadePayout = { readonly payoutId: string; readonly number: string; readonly state: PayoutState };

export type SubmittedSet = {
  readonly payouts: readonly MadePayout[];
  /** This very set had been made before under the same submission key; nothing was made now. */
  readonly replayed: boolean;
};

/**
 * Makes payouts and asks for approval of each; where policy needs no person, releases it. One transaction: every payout of the set,
 * their history, what they reserve, the audit entries and the jobs are all kept, or none.
 */
export async function submitPayouts(actor: Actor, set: PayoutSet): Promise<Result<SubmittedSet, Denial>> {
  if (!may(actor, "payout.create")) return failed(denial("forbidden"));
  const replayed = await findReplay(actor, set);
  if (replayed) return replayed;

  const parts: Part[] = [];
  for (const order of set.payouts) {
    const chosen = await chooseConnection(actor, order);
    if (!chosen.ok) return chosen;
    parts.push({ order, part: (set.batch?.line ?? 0) + parts.length, ...chosen.value });
  }
  await Promise.all(parts.map(({ connection, order }) => learnSource(connection, order)));
  try {
    crashPoint("submit.begun");
    const payouts = await submitUnderPolicyInForce({ actor, set, parts });
    crashPoint("submit.committed");
    return ok({ payouts, replayed: false });
  } catch (error) {
    const isRefused = error instanceof PartRefused;
    // Two presses at once: the other one has just made it, or has just taken all that could be sent back.
    if (!isRefused && !isUniqueViolation(error)) throw error;
    const made = await findReplay(actor, set);
    if (made) return made;
    if (isRefused) return failed(error.denial);
    throw error;
  }
}

/** Which policy is in force says which locks to take, so it is read before them; if another came to hold meanwhile, all begins again. */
async function submitUnderPolicyInForce(submission: Omit<Submission, "rules">): Promise<readonly MadePayout[]> {
  for (;;) {
    const rules = await readHouseRules(db(), submission.actor.merchantId);
    try {
      return await inTransaction((tx) => submitAll(tx, { ...submission, rules }));
    } catch (error) {
      if (!(error instanceof PolicyReplaced)) throw error;
    }
  }
}

class PolicyReplaced extends Error {}

/** Thrown, so that what the transaction has made of the other parts goes as well. */
class PartRefused extends Error {
  constructor(readonly denial: Denial) {
    super(denial.sentence);
  }
}

type Made = { readonly id: string; readonly number: string; readonly state: string; readonly submissionHash: string | null };

async function findReplay({ merchantId }: Actor, set: PayoutSet): Promise<Result<SubmittedSet, Denial> | null> {
  const { submissionKey, batch } = set;
  if (submissionKey === undefined) return null;
  const made = await db().$queryRaw<Made[]>(
    keepPlan(Prisma.sql`
      SELECT p."id", p."number", p."state", p."submissionHash" FROM "payout" p
      WHERE p."merchantId" = ${merchantId} AND p."submissionKey" = ${submissionKey} AND (${batch?.line ?? null}::int IS NULL OR p."submissionPart" = ${batch?.line ?? null})
      ORDER BY p."submissionPart"`),
  );
  if (made.length === 0) return null;
  if (made.some(({ submissionHash }) => submissionHash !== hashOfSet(set)))
    return failed(denial("keyReused", "This form has already made a payout with other facts. Open a new one."));
  return ok({ payouts: made.map((one) => ({ payoutId: one.id, number: one.number, state: stateOf(one) })), replayed: true });
}

/** What was asked for, so that a key used again for something else is noticed. */
function hashOfSet({ payouts }: PayoutSet): string {
  const [first, ...others] = payouts.map(hashOf);
  if (first !== undefined && others.length === 0) return first;
  return createHash("sha256")
    .update(JSON.stringify([first, ...others]))
    .digest("hex");
}

function hashOf({ connection, amountMinor, currency, to, reference, statementText, metadata, sendOn, onClosedDay }: CreatePayout): string {
  const facts = [
    connection,
    amountMinor.toString(),
    currency,
    to,
    reference,
    statementText ?? null,
    Object.entries(metadata ?? {}).sort(),
    ...(sendOn ? [sendOn] : []),
    ...(sendOn && onClosedDay ? [onClosedDay] : []),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}

type Part = Chosen & { readonly order: CreatePayout; readonly part: number };
type Submission = { readonly actor: Actor; readonly set: PayoutSet; readonly parts: readonly Part[]; readonly rules: HouseRules };

async function submitAll(tx: Tx, { actor, set, parts, rules }: Submission): Promise<readonly MadePayout[]> {
  const { merchantId } = actor;
  await lockForJudging(tx, merchantId);
  if (set.batch && !(await set.batch.claim(tx))) throw new PartRefused(denial("changedMeanwhile"));
  if (set.occurrence) unlessRefused(await set.occurrence.claim(tx));
  await lockSources(tx, parts);
  const listeners = await readListeners(tx, merchantId);
  const made: MadePayout[] = [];
  for (const part of parts) {
    const submitted = await submit(tx, { actor, set, part, rules, listeners });
    if (!submitted.ok) throw new PartRefused(submitted.error);
    made.push(submitted.value);
    await set.batch?.keep(tx, submitted.value.payoutId);
    if (set.occurrence) unlessRefused(await set.occurrence.keep(tx, submitted.value.payoutId));
  }
  return made;
}

function unlessRefused(answer: Result<null, Denial>): void {
  if (!answer.ok) throw new PartRefused(answer.error);
}

/** All of them first and in one order, so that two sets which share accounts wait for each other and never for ever. */
async function lockSources(tx: Tx, parts: readonly Part[]): Promise<void> {
  if (parts.length === 1) return;
  const found = await Promise.all(
    parts.map(({ connection, order: { to } }) =>
      to.type === "order" || to.type === "paymentSource" ? findSource(tx, connection, to) : null,
    ),
  );
  const sources = found.filter((source) => source !== null).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id: sourceId, merchantId } of sources) await lockSource(tx, { sourceId, merchantId });
}

type SubmitPart = Omit<Submission, "parts"> & { readonly part: Part; readonly listeners: readonly Listener[] };

async function submit(tx: Tx, submission: SubmitPart): Promise<Result<MadePayout, Denial>> {
  const { actor, set, rules, listeners } = submission;
  const { order, connection, manifest } = submission.part;
  const amount = { minor: order.amountMinor, currency: order.currency };
  const resolved = await resolveTarget(tx, actor, { target: order.to, amount, connection, manifest });
  if (!resolved.ok) return resolved;

  const { receiverId } = resolved.value;
  const familyIds = receiverId === null ? [] : await receiverFamily(tx, actor.merchantId, receiverId);
  await lockMakerDay(tx, { merchantId: actor.merchantId, makerId: makerOf(actor), policy: rules.policy });
  const judged = await judge(tx, submission, { ...resolved.value, familyIds });
  if (!judged) throw new PolicyReplaced();
  const { kept, warnings, limits } = judged;
  // Whoever asks by a program has a key against asking twice; a person has only this.
  if (set.source === "screen" && set.reason === undefined && needsReason(warnings, limits)) {
    const { sentence } = denial("reasonNeeded");
    return failed(denial("reasonNeeded", sentence, { reason: [sentence] }));
  }
  const planned = planSending(rules, order);
  if (!planned.ok) return planned;
  const row = rowOf(submission, { ...resolved.value, sendAfter: planned.value, need: kept });
  const { approvalOpenDays } = rules.policy;
  const made = await makePayout(tx, { row, by: actor, warnings, approvalOpenDays, listeners });
  const { id: payoutId, number } = made;
  if (kept.neededCheckers > 0) return ok({ payoutId, number, state: made.state });
  const by = deskActor(made.merchantId);
  const state = (await movePayouts(tx, [made], "approve", { by, note: sayWhyNobody(kept), listeners })).get(payoutId);
  if (!state) throw new Error(`Payout ${payoutId} could not be released in the transaction that made it.`);
  return ok({ payoutId, number, state });
}

type FamilyFacts = TargetFacts & { readonly familyIds: readonly string[] };

/** By the same rules as the form's own question, but now, under the locks that hold what is judged. */
function judge(tx: Tx, { actor, set, rules, part: { order, connection } }: SubmitPart, facts: FamilyFacts): Promise<JudgedNeed | null> {
  const { receiverId, receiverAccountVersionId: accountVersionId, paymentSourceId } = facts;
  return judgeNeed(tx, {
    ...{ merchantId: actor.merchantId, rules, source: set.source, provider: connection.provider },
    ...{ reference: order.reference, submissionKey: set.submissionKey, sameRow: set.batch?.twin },
    scheduleId: set.occurrence?.scheduleId,
    amount: { minor: order.amountMinor, currency: order.currency },
    maker: { id: makerOf(actor), name: actor.name },
    target: { receiverId, familyIds: facts.familyIds, accountVersionId, paymentSourceId, blindIndex: null },
  });
}

function makerOf(actor: Actor): string {
  const maker = actorId(actor);
  if (maker === null) throw new Error("The desk itself makes no payouts.");
  return maker;
}

type Asked = TargetFacts & {
  readonly sendAfter: Date | null;
  readonly need: JudgedNeed["kept"];
};

function rowOf({ actor, set, part }: SubmitPart, { need, ...facts }: Asked): MakePayout["row"] {
  const { order, connection, manifest } = part;
  const number = newPayoutNumber();
  const limit = manifest.statementTextLimit(order.currency);
  return {
    ...facts,
    ...need,
    id: newId("payout"),
    merchantId: actor.merchantId,
    number,
    connectionId: connection.id,
    provider: connection.provider,
    loop: loopOf(order.to),
    source: set.source,
    amountMinor: decimalOf(order.amountMinor),
    currency: order.currency,
    reference: order.reference,
    statementText: order.statementText || defaultStatementText(order.reference, { number, limit }),
    metadata: order.metadata ?? {},
    makerId: makerOf(actor),
    makerKind: actor.kind,
    makerName: actor.name,
    submissionKey: set.submissionKey ?? null,
    submissionPart: part.part,
    makerReason: set.reason ?? null,
    editorIds: [...(set.occurrence?.editorIds ?? [])],
    submissionHash: hashOfSet(set),
    batchId: set.batch?.batchId ?? null,
    unitId: set.batch?.unitId ?? null,
    dispatchKey: crypto.randomUUID(),
    searchText: searchTextOf({ ...facts, number, reference: order.reference }),
  };
}
