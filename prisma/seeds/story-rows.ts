import { randomUUID } from "node:crypto";
import { foldText } from "@/lib/base/text";
import { hashShown } from "@/lib/db/hash-shown";
import type { PayoutEvent } from "@/lib/domain/payout/lifecycle";
import { SEND_END_EVENTS } from "@/lib/domain/payout/sending";
import { defaultStatementText } from "@/lib/domain/payout/statement-text";
import { MOVE_AUDIT } from "@/lib/operations/payouts/move-payout";
import { seedId, seedPayoutNumber } from "./ids";
import type { RowOf, Rows } from "./rows";
import { type Beat, CONNECTION_OFF, type Story } from "./story";
import type { World } from "./world";

/** Facts that only some stories have, and that a payout on its way must agree on with the make-believe provider. */
export type Marks = {
  readonly contradiction?: string;
  readonly nextCheckAt?: Date;
  readonly metadata?: Readonly<Record<string, string>>;
};

/** Writes a story as the operations would have: the payout, its moves, decisions, attempts, observations and audit entries. */
export function writeStory(rows: Rows, world: World, story: Story, marks: Marks = {}): void {
  const payout = payoutRow(world, story, marks);
  rows.add("payout", payout.row);
  writeMoves(rows, world, story, payout);
  writeDecision(rows, world, story, payout);
  writeAttempts(rows, world, story, payout);
  writeObservations(rows, world, story, payout);
  if (marks.contradiction !== undefined) writeAudit(rows, world, { ...payout, contradiction: marks.contradiction, atMs: lastMs(story) });
}

type Named = {
  readonly id: string;
  readonly number: string;
  readonly dispatchKey: string;
  readonly providerPayoutId: string | null;
  readonly statementText: string;
};

function payoutRow(
  world: World,
  story: Story,
  { contradiction, nextCheckAt, metadata = {} }: Marks,
): Named & { readonly row: RowOf<"payout"> } {
  const { connection, target, amountMinor, reference, state, createdMs, failure } = story;
  const id = seedId("payout", createdMs);
  const number = seedPayoutNumber();
  const dispatchKey = randomUUID();
  const at = (event: PayoutEvent) => {
    const beat = story.beats.findLast((one) => one.event === event);
    return beat ? new Date(beat.atMs) : null;
  };
  const isKnown = story.beats.some(({ event }) => event === "accept" || event === "settle");
  const providerPayoutId = isKnown ? randomUUID() : null;
  const facts = targetFacts(target);
  const statementText = defaultStatementText(reference, { number, limit: connection.manifest.statementTextLimit(connection.currency) });
  const word = isKnown ? WORD_IN[state] : undefined;
  const row: RowOf<"payout"> = {
    ...facts,
    id,
    merchantId: world.merchantId,
    number,
    connectionId: connection.id,
    provider: connection.manifest.id,
    loop: target.loop,
    source: story.source,
    state,
    amountMinor,
    currency: connection.currency,
    reference,
    statementText,
    metadata: JSON.stringify(metadata),
    makerId: story.maker.id,
    makerKind: makerKind(story),
    makerName: story.maker.name,
    submissionKey: null,
    submissionHash: null,
    dispatchKey,
    searchText: foldText([number, reference, facts.receiverName, facts.orderId ?? "", facts.accountLastFour].join(" ")),
    policyVersion: world.policy.version,
    neededCheckers: story.neededCheckers,
    round: 1,
    providerPayoutId,
    providerStatus: word === undefined ? null : connection.demo.words[word],
    rail: isKnown ? connection.demo.railOf(connection.currency) : null,
    traceId: providerPayoutId === null ? null : connection.demo.traceIdOf(providerPayoutId),
    feeMinor: null,
    failureReason: failure?.reason ?? null,
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    holdReason: state === "held" ? CONNECTION_OFF : null,
    contradiction: contradiction ?? null,
    attempts: story.beats.filter(({ event }) => event === "dispatch").length,
    nextCheckAt: nextCheckAt ?? null,
    checks: 0,
    createdAt: new Date(createdMs),
    submittedAt: at("submit"),
    approvedAt: at("approve"),
    sentAt: at("dispatch"),
    settledAt: at("settle"),
    stateAt: new Date(lastMs(story)),
  };
  return { id, number, dispatchKey, providerPayoutId, statementText, row };
}

const WORD_IN: Readonly<Record<string, "received" | "inFlight" | "settled" | "failed">> = {
  inFlight: "inFlight",
  settled: "settled",
  failed: "failed",
  returned: "failed",
};

function targetFacts(target: Story["target"]) {
  if (target.loop === "closed") {
    const { id, holderName, masked, lastFour, orderId } = target.source;
    return { ...NO_ACCOUNT, paymentSourceId: id, receiverName: holderName, accountMasked: masked, accountLastFour: lastFour, orderId };
  }
  const { account, version } = target;
  return {
    receiverId: account.receiverId,
    receiverAccountVersionId: version.id,
    paymentSourceId: null,
    receiverName: account.receiverName,
    accountMasked: version.masked,
    accountLastFour: version.lastFour,
    orderId: null,
  };
}

const NO_ACCOUNT = { receiverId: null, receiverAccountVersionId: null } as const;

function makerKind({ source }: Story): "person" | "apiKey" {
  return source === "api" ? "apiKey" : "person";
}

function actorOf(story: Story, by: Beat["by"]) {
  if (by === "desk") return DESK;
  const kind = by === "checker" ? "person" : makerKind(story);
  const { id, name } = by === "checker" ? story.checker : story.maker;
  return { actorKind: kind, actorId: id, actorName: name };
}

const DESK = { actorKind: "system", actorId: null, actorName: "Counterfoil" } as const;

function writeMoves(rows: Rows, { merchantId }: World, story: Story, { id: payoutId, number }: Named): void {
  for (const [index, { event, from, to, atMs, by, note }] of story.beats.entries()) {
    const at = new Date(atMs);
    const common = { merchantId, at, ...actorOf(story, by) };
    rows.add("state_transition", {
      ...common,
      id: seedId("transition", atMs),
      payoutId,
      sequence: index + 1,
      event,
      fromState: from,
      toState: to,
      note,
      evidenceId: null,
    });
    const told = note === null ? "" : `,"note":${JSON.stringify(note)}`;
    rows.add("audit_entry", {
      ...common,
      id: seedId("audit", atMs),
      event: MOVE_AUDIT[event] ?? "payout.moved",
      subjectKind: "payout",
      subjectId: payoutId,
      details: `{"event":"${event}","from":"${from}","to":"${to}","number":"${number}"${told}}`,
      ipAddress: null,
    });
  }
}

function writeDecision(rows: Rows, { merchantId, policy }: World, story: Story, { id: payoutId, statementText }: Named): void {
  const beat = story.beats.find(({ by }) => by === "checker");
  if (!beat) return;
  const { connection, target, amountMinor, reference } = story;
  const facts = targetFacts(target);
  rows.add("approval_decision", {
    id: seedId("decision", beat.atMs),
    merchantId,
    payoutId,
    round: 1,
    verdict: beat.event === "reject" ? "reject" : "approve",
    checkerId: story.checker.id,
    checkerName: story.checker.name,
    reason: story.rejection,
    note: null,
    shownHash: hashShown({
      payoutId,
      round: 1,
      amount: { minor: BigInt(amountMinor), currency: connection.currency },
      receiverName: facts.receiverName,
      receiverAccountVersionId: facts.receiverAccountVersionId,
      paymentSourceId: facts.paymentSourceId,
      connectionId: connection.id,
      reference,
      statementText,
      policyVersion: policy.version,
    }),
    at: new Date(beat.atMs),
  });
}

const END_OF: Partial<Record<PayoutEvent, string>> = Object.fromEntries(
  Object.entries(SEND_END_EVENTS).map(([end, event]) => [event, end]),
);
const FAULTS: Readonly<Record<string, string>> = {
  unknown: "No answer within 15000 ms.",
  notSent: "ECONNREFUSED: the connection was refused.",
};

function writeAttempts(
  rows: Rows,
  { merchantId }: World,
  { beats, connection, failure }: Story,
  { id: payoutId, number, dispatchKey }: Named,
) {
  const isKeyed = connection.manifest.duplicateGuard === "idempotencyKey";
  let sequence = 0;
  for (const [index, { event, atMs }] of beats.entries()) {
    if (event !== "dispatch") continue;
    sequence += 1;
    const answer = beats[index + 1];
    const end = answer ? (END_OF[answer.event] ?? null) : null;
    rows.add("attempt", {
      id: seedId("attempt", atMs),
      merchantId,
      payoutId,
      sequence,
      guard: isKeyed ? "idempotencyKey" : "number",
      guardKey: isKeyed ? dispatchKey : number,
      startedAt: new Date(atMs),
      endedAt: answer ? new Date(answer.atMs) : null,
      end,
      detail: end === "refused" ? (failure?.message ?? null) : (FAULTS[end ?? ""] ?? null),
      evidenceId: null,
    });
  }
}

const SEEN: Partial<Record<PayoutEvent, "received" | "settled" | "failed" | "returned">> = {
  accept: "received",
  settle: "settled",
  fail: "failed",
  bounce: "returned",
};

function writeObservations(rows: Rows, { merchantId }: World, story: Story, { id: payoutId, providerPayoutId }: Named): void {
  if (providerPayoutId === null) return;
  const { words } = story.connection.demo;
  for (const { event, from, atMs } of story.beats) {
    const status = SEEN[event];
    if (status === undefined) continue;
    rows.add("observation", {
      id: seedId("observation", atMs),
      merchantId,
      payoutId,
      via: event === "accept" ? "send" : from === "unconfirmed" ? "lookUp" : "webhook",
      status,
      providerStatus: words[status === "returned" ? "failed" : status],
      providerPayoutId,
      providerAt: new Date(atMs - 40).toISOString(),
      amountMinor: event === "accept" ? null : story.amountMinor,
      effect: "move",
      note: null,
      evidenceId: null,
      deliveryId: null,
      at: new Date(atMs),
    });
  }
}

function writeAudit(rows: Rows, { merchantId }: World, told: Named & { contradiction: string; atMs: number }): void {
  rows.add("audit_entry", {
    ...DESK,
    id: seedId("audit", told.atMs),
    merchantId,
    event: "payout.contradicted",
    subjectKind: "payout",
    subjectId: told.id,
    details: JSON.stringify({ number: told.number, sentence: told.contradiction }),
    ipAddress: null,
    at: new Date(told.atMs),
  });
}

function lastMs({ beats, createdMs }: Story): number {
  return beats.at(-1)?.atMs ?? createdMs;
}
