import { randomUUID } from "node:crypto";
import { foldText } from "@/lib/base/text";
import { DAY_MS } from "@/lib/base/time";
import { peopleNeeded } from "@/lib/domain/approval/need";
import type { PayoutEvent } from "@/lib/domain/payout/lifecycle";
import { defaultStatementText } from "@/lib/domain/payout/statement-text";
import { seedId, seedPayoutNumber, seedUuid } from "./ids";
import { isoText } from "./iso-text";
import type { RowOf } from "./rows";
import { CONNECTION_OFF, type Story } from "./story";
import type { World } from "./world";

/** Facts that only some stories have, and that a payout on its way must agree on with the make-believe provider. */
export type Marks = {
  readonly contradiction?: string;
  readonly nextCheckAt?: Date;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Payout, moves, decisions and attempts alone; no audit entries and observations, which are half of all rows. */
  readonly isLean?: boolean;
};

/** What the other rows name the payout by. */
export type Named = {
  readonly id: string;
  readonly number: string;
  readonly dispatchKey: string;
  readonly providerPayoutId: string | null;
  readonly statementText: string;
};

export function payoutRow(
  world: World,
  story: Story,
  { contradiction, nextCheckAt, metadata = {} }: Marks,
): Named & { readonly row: RowOf<"payout"> } {
  const { connection, target, amountMinor, reference, state, createdMs, failure } = story;
  const id = seedId("payout", createdMs);
  const number = seedPayoutNumber(createdMs);
  const dispatchKey = randomUUID();
  const at = (event: PayoutEvent) => {
    const beat = story.beats.findLast((one) => one.event === event);
    return beat ? isoText(beat.atMs) : null;
  };
  const isKnown = story.beats.some(({ event }) => event === "accept" || event === "settle");
  const providerPayoutId = isKnown ? seedUuid(createdMs) : null;
  const facts = targetFacts(target);
  const statementText = defaultStatementText(reference, { number, limit: connection.manifest.statementTextLimit(connection.currency) });
  const word = isKnown ? WORD_IN[state] : undefined;
  const expiresAt = state === "awaitingApproval" ? isoText(lastMs(story) + world.policy.approvalOpenDays * DAY_MS) : null;
  // Every member by name: spreading into a row this wide costs more than all the rest of it.
  const row: RowOf<"payout"> = {
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
    submissionPart: 0,
    makerReason: null,
    assigneeId: null,
    assigneeName: null,
    submissionHash: null,
    batchId: null,
    unitId: null,
    dispatchKey,
    searchText: foldText([number, reference, facts.receiverName, facts.orderId ?? "", facts.accountLastFour].join(" ")),
    policyVersion: world.policy.version,
    neededCheckers: peopleNeeded(story.need.steps),
    needSteps: JSON.stringify(story.need.steps),
    stepUp: story.need.stepUp,
    holdMinutes: story.need.holdMinutes,
    firedRules: JSON.stringify(story.need.fired),
    editorIds: "{}",
    round: 1,
    receiverId: facts.receiverId,
    receiverAccountVersionId: facts.receiverAccountVersionId,
    paymentSourceId: facts.paymentSourceId,
    receiverName: facts.receiverName,
    accountMasked: facts.accountMasked,
    accountLastFour: facts.accountLastFour,
    orderId: facts.orderId,
    providerPayoutId,
    providerStatus: word === undefined ? null : connection.demo.words[word],
    rail: isKnown ? connection.demo.railOf(connection.currency) : null,
    traceId: providerPayoutId === null ? null : connection.demo.traceIdOf(providerPayoutId),
    feeMinor: null,
    failureReason: failure?.reason ?? null,
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    holdReason: state === "held" ? CONNECTION_OFF : null,
    holdKind: state === "held" ? "connection" : null,
    contradiction: contradiction ?? null,
    receiverLinkSealed: null,
    receiverLinkKeyId: null,
    absentTimes: 0,
    lastAbsentAt: null,
    sendAfter: null,
    attempts: story.beats.filter(({ event }) => event === "dispatch").length,
    nextCheckAt: nextCheckAt ?? expiresAt,
    checks: 0,
    createdAt: isoText(createdMs),
    submittedAt: at("submit"),
    approvedAt: at("approve"),
    sentAt: at("dispatch"),
    settledAt: at("settle"),
    expiresAt,
    expiryWarnedAt: null,
    stateAt: isoText(lastMs(story)),
  };
  return { id, number, dispatchKey, providerPayoutId, statementText, row };
}

const WORD_IN: Readonly<Record<string, "received" | "inFlight" | "settled" | "failed">> = {
  inFlight: "inFlight",
  settled: "settled",
  failed: "failed",
  returned: "failed",
};

export function targetFacts(target: Story["target"]) {
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

export function makerKind({ source }: Story): "person" | "apiKey" {
  return source === "api" ? "apiKey" : "person";
}

export function lastMs({ beats, createdMs }: Story): number {
  return beats.at(-1)?.atMs ?? createdMs;
}
