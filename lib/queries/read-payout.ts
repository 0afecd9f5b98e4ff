import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { bareNumber } from "@/lib/base/id";
import { readApprovalFacts } from "@/lib/db/approval-facts";
import { db } from "@/lib/db/client";
import { doubtFacts } from "@/lib/db/doubt-facts";
import type { ApprovalDecision, Attempt, AuditEntry, Connection, Payout, PayoutResend, StateTransition } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { peopleWith } from "@/lib/db/people-with";
import { readLent } from "@/lib/db/read-lent";
import { shownHashOf } from "@/lib/db/shown-hash";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type AccountKind, isAccountKind } from "@/lib/domain/account/address";
import { sayChecker } from "@/lib/domain/approval/delegation";
import { FiredRules } from "@/lib/domain/approval/need-shape";
import { PAYOUT_SOURCES, STEP_UP_KINDS } from "@/lib/domain/approval/policy";
import { whyNotUndo } from "@/lib/domain/approval/undo";
import { isFileKind } from "@/lib/domain/attachment/file-kind";
import { labelled } from "@/lib/domain/note/mentions";
import { isFailureReason } from "@/lib/domain/payout/failure";
import { HOLD_KINDS } from "@/lib/domain/payout/hold";
import { isPayoutState, PAYOUT_STATES, type PayoutState } from "@/lib/domain/payout/lifecycle";
import type { AuditLine, PayoutView, WhoView } from "@/lib/domain/payout/payout-view";
import { possibleDeeds } from "@/lib/domain/payout/possible-deeds";
import { judgeDoubt } from "@/lib/domain/payout/verdict";
import { providerOf } from "@/lib/providers/registry";
import { readNotes } from "./read-notes";
import { weaveTimeline } from "./weave-timeline";

const MOST_AUDIT_LINES = 100;
const Metadata = z.record(z.string(), z.string()).catch({});

/**
 * Everything that one payout's page shows, by its id or by the number on its counterfoil, with or without the hyphens.
 * Null for what does not exist and for what belongs to another merchant: from outside the two look the same.
 */
export async function readPayout(actor: Actor, idOrNumber: string): Promise<PayoutView | null> {
  const payout = await findPayout(actor.merchantId, idOrNumber);
  if (!payout) return null;

  const here = { where: { payoutId: payout.id } };
  const [observations, exchanges, audit, madeWith, notes, colleagues, approvalFacts] = await Promise.all([
    db().observation.findMany({ ...here, orderBy: { at: "asc" } }),
    db().evidence.findMany({
      ...here,
      orderBy: { startedAt: "asc" },
      select: { id: true, purpose: true, status: true, fault: true, startedAt: true, attemptId: true },
    }),
    may(actor, "audit.view") ? readAudit(actor, payout.id) : null,
    readMadeWith(payout),
    readNotes(actor, payout.notes),
    readColleagues(actor),
    readApprovalFacts(db(), payout),
  ]);
  const { transitions: moves, decisions, attemptRows: attempts, connection, accountVersion: version, paymentSource: source } = payout;
  const provider = providerOf(payout.provider);
  const personId = actor.kind === "person" ? actor.personId : null;
  const state = stateOf(payout.state);
  const amount = moneyOf(payout.amountMinor, payout.currency);
  const approvals = decisions.filter((one) => one.verdict === "approve" && one.round === payout.round);
  const { round, neededCheckers, makerId } = payout;
  const { cancelsWhile } = provider.manifest;
  const cancelsThere = cancelsWhile !== undefined && payout.providerStatus === cancelsWhile;
  const mayHaveLeft = attempts.some(({ end }) => end !== "notSent");

  const own = decisions.findLast((one) => one.round === round && one.checkerId === personId) ?? null;
  const canUndo = whyNotUndo({ ...payout, state, own }, actor, currentTime()) === null;

  return {
    id: payout.id,
    number: payout.number,
    state,
    loop: payout.loop === "closed" ? "closed" : "open",
    source: PAYOUT_SOURCES.find((source) => source === payout.source) ?? "screen",
    amount,
    fee: payout.feeMinor === null ? null : moneyOf(payout.feeMinor, payout.currency),
    madeWith,
    batch: payout.batch && { ...payout.batch, line: payout.submissionPart },
    reference: payout.reference,
    statementText: payout.statementText,
    metadata: Metadata.parse(payout.metadata),
    maker: { kind: payout.makerKind === "apiKey" ? "apiKey" : "person", name: payout.makerName, isYou: makerId === personId },
    receiver: { id: payout.receiverId, name: payout.receiverName, kind: kindOf(payout.receiver?.kind) },
    account: payout.accountMasked
      ? {
          kind: accountKindOf(version?.account.kind),
          masked: payout.accountMasked,
          holderName: version?.holderName ?? source?.holderName ?? payout.receiverName,
          version: version?.version ?? null,
        }
      : null,
    paidInBy: source && {
      orderId: source.orderId,
      orderReference: source.orderReference,
      userId: source.userId,
      sourceId: source.sourceId,
      paidIn: moneyOf(source.paidInMinor, source.currency),
      paidInAt: source.paidInAt,
    },
    connection: {
      id: connection.id,
      name: connection.name,
      provider: payout.provider,
      providerLabel: provider.manifest.label,
      mode: connection.mode === "live" || connection.mode === "sandbox" ? connection.mode : "simulator",
    },
    neededCheckers,
    need: {
      steps: approvalFacts.steps.map(({ group, count }, step) => ({
        ...{ group: group.name, count },
        approvedBy: approvals.filter((one) => one.step === step).map((one) => checkerOf(one, personId)),
      })),
      stepUp: STEP_UP_KINDS.find((kind) => kind === payout.stepUp) ?? "item",
      holdMinutes: payout.holdMinutes,
      policyVersion: payout.policyVersion,
      rules: FiredRules.parse(payout.firedRules),
    },
    approvedBy: approvals.map((one) => checkerOf(one, personId)),
    rejection: rejectionOf(decisions, state),
    stoppedBy: stopperOf(moves),
    failure: failureOf(payout),
    holdReason: payout.holdReason,
    holdKind: HOLD_KINDS.find((kind) => kind === payout.holdKind) ?? null,
    contradiction: payout.contradiction,
    doubt: doubtOf(payout, state, personId),
    mayResolve: may(actor, "payout.resolve"),
    hasReceiverLink: payout.receiverLinkSealed !== null && may(actor, "receiver.reveal"),
    sendAfter: payout.sendAfter,
    providerPayoutId: payout.providerPayoutId,
    providerStatus: payout.providerStatus,
    providerStatusText: payout.providerStatus === null ? null : provider.statusText(payout.providerStatus),
    rail: payout.rail,
    traceId: payout.traceId,
    dispatchKey: payout.dispatchKey,
    attempts: payout.attempts,
    createdAt: payout.createdAt,
    submittedAt: payout.submittedAt ?? payout.createdAt,
    sentAt: payout.sentAt,
    settledAt: payout.settledAt,
    stateAt: payout.stateAt,
    nextCheckAt: payout.nextCheckAt,
    expiresAt: payout.expiresAt,
    timeline: weaveTimeline(
      { round, moves, decisions, attempts, observations, exchanges, notes, assignments: payout.assignments },
      { personId, providerLabel: provider.manifest.label, statusText: provider.statusText },
    ),
    round,
    notes,
    mayNote: mayNote(payout, actor),
    mayWriteNote: may(actor, "payout.note"),
    hasNews: payout.mentions.some((mention) => mention.personId === personId),
    assignee:
      payout.assigneeId === null ? null : { id: payout.assigneeId, name: payout.assigneeName ?? "", isYou: payout.assigneeId === personId },
    mayAssign: may(actor, "payout.assign"),
    colleagues,
    shares: may(actor, "payout.share")
      ? payout.shares.map(({ id, madeById, madeByName, madeAt, expiresAt, opens }) => ({
          ...{ id, madeAt, expiresAt, opens },
          madeBy: { kind: "person", name: madeByName, isYou: madeById === personId },
        }))
      : null,
    attachments: payout.attachments.flatMap(({ id, name, kind, bytes, addedByName, at }) =>
      isFileKind(kind) ? [{ id, name, kind, bytes, addedByName, at }] : [],
    ),
    mayAttach: may(actor, "payout.attach"),
    deeds: [
      ...possibleDeeds({ state, ...approvalFacts, lent: (await readLent(db(), actor))(amount), mayHaveLeft, cancelsThere, canUndo }, actor),
    ],
    shownHash: state === "awaitingApproval" ? await shownHashOf(db(), payout) : null,
    audit: audit?.map((one) => auditLine(one, personId)) ?? null,
  };
}

function mayNote({ state, makerId }: Payout, actor: Actor): PayoutView["mayNote"] {
  if (state !== "awaitingApproval" && state !== "rejected") return null;
  if (may(actor, "payout.create")) return "answer";
  const isMaker = actor.kind === "person" && actor.personId === makerId;
  return state === "awaitingApproval" && may(actor, "payout.approve") && !isMaker ? "question" : null;
}

async function readColleagues(actor: Actor): Promise<PayoutView["colleagues"]> {
  if (!may(actor, "payout.note") && !may(actor, "payout.assign")) return [];
  const people = await peopleWith(db(), actor.merchantId, "payout.view");
  return labelled(people).map(({ personId, label }) => ({
    personId,
    label,
    isYou: actor.kind === "person" && actor.personId === personId,
  }));
}

async function readMadeWith({ id, merchantId, submissionKey }: Payout): Promise<PayoutView["madeWith"]> {
  if (submissionKey === null) return [];
  const rows = await db().payout.findMany({
    where: { merchantId, submissionKey, id: { not: id } },
    orderBy: { submissionPart: "asc" },
    select: { number: true, amountMinor: true, currency: true },
  });
  return rows.map(({ number, amountMinor, currency }) => ({ number, amount: moneyOf(amountMinor, currency) }));
}

async function findPayout(merchantId: string, idOrNumber: string) {
  // Whatever stands in the address: PostgreSQL refuses some characters, and no id or number has them.
  if (!/^[\w -]{1,80}$/.test(idOrNumber)) return null;
  const number = bareNumber(idOrNumber);
  return db().payout.findFirst({
    where: { merchantId, OR: [{ id: idOrNumber }, { number }] },
    include: {
      connection: { select: { id: true, name: true, mode: true, settingsMark: true } },
      receiver: { select: { kind: true } },
      batch: { select: { id: true, name: true } },
      accountVersion: { select: { version: true, holderName: true, account: { select: { kind: true } } } },
      paymentSource: true,
      transitions: { orderBy: { sequence: "asc" } },
      attemptRows: { orderBy: { sequence: "asc" } },
      decisions: { orderBy: { at: "asc" } },
      resends: { where: { outcome: null } },
      notes: { orderBy: { at: "asc" } },
      mentions: { where: { seenAt: null }, select: { personId: true } },
      assignments: { orderBy: { at: "asc" } },
      attachments: { orderBy: { at: "asc" } },
      shares: { where: { endedAt: null, expiresAt: { gt: currentTime() } }, orderBy: { madeAt: "asc" } },
    },
  });
}

type Doubtful = Payout & {
  readonly attemptRows: readonly Attempt[];
  readonly resends: readonly PayoutResend[];
  readonly connection: Pick<Connection, "settingsMark">;
};

/** Only while nobody knows whether it was paid. */
function doubtOf(payout: Doubtful, state: PayoutState, personId: string | null): PayoutView["doubt"] {
  if (state !== "unconfirmed") return null;
  const facts = doubtFacts(payout, payout.attemptRows, payout.connection.settingsMark, providerOf(payout.provider).manifest);
  if (!facts) return null;
  const verdict = judgeDoubt(facts, currentTime());
  const [wish] = payout.resends;
  return {
    kind: verdict.kind,
    why: verdict.why,
    until: "until" in verdict ? verdict.until : null,
    wish: wish ? { askedByName: wish.askedByName, askedAt: wish.askedAt, isYours: wish.askedById === personId } : null,
  };
}

async function readAudit({ merchantId }: Actor, payoutId: string): Promise<AuditEntry[]> {
  return db().auditEntry.findMany({
    where: { merchantId, subjectKind: "payout", subjectId: payoutId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST_AUDIT_LINES,
  });
}

const MoveDetails = z.object({ to: z.enum(PAYOUT_STATES).nullable().catch(null) }).catch({ to: null });

function auditLine({ id, at, event, actorKind, actorId, actorName, ipAddress, details }: AuditEntry, personId: string | null): AuditLine {
  const kind = actorKind === "person" || actorKind === "apiKey" ? actorKind : "system";
  return {
    id,
    at,
    event,
    ipAddress,
    ...MoveDetails.parse(details),
    who: { kind, name: actorName, isYou: actorId !== null && actorId === personId },
  };
}

function checkerOf({ checkerId, checkerName, forName }: ApprovalDecision, personId: string | null): WhoView {
  return { kind: "person", name: sayChecker({ checkerName, forName }), isYou: checkerId === personId };
}

function rejectionOf(decisions: readonly ApprovalDecision[], state: PayoutState): PayoutView["rejection"] {
  const last = state === "rejected" ? decisions.findLast((one) => one.verdict === "reject") : undefined;
  return last ? { by: last.checkerName, reason: last.reason, note: last.note } : null;
}

/** The person who stopped it; a provider that cancels is not one. A withdrawal is told with its person, not with the desk's tidying. */
function stopperOf(moves: readonly StateTransition[]): string | null {
  const stop = moves.findLast(({ event, actorKind }) => ["withdraw", "discard", "cancel"].includes(event) && actorKind !== "system");
  return stop?.actorName ?? null;
}

type FailureColumns = { failureReason: string | null; failureCode: string | null; failureMessage: string | null };

function failureOf({ failureReason, failureCode, failureMessage }: FailureColumns): PayoutView["failure"] {
  if (failureReason === null) return null;
  return { reason: isFailureReason(failureReason) ? failureReason : "unknown", code: failureCode || null, message: failureMessage || null };
}

function stateOf(stored: string): PayoutState {
  if (!isPayoutState(stored)) throw new Error(`The database holds an unknown payout state: ${stored}.`);
  return stored;
}

function kindOf(stored: string | undefined): "person" | "company" | null {
  return stored === "person" || stored === "company" ? stored : null;
}

function accountKindOf(stored: string | undefined): AccountKind | null {
  return stored !== undefined && isAccountKind(stored) ? stored : null;
}
