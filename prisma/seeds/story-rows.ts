import { hashShown } from "@/lib/db/shown-hash";
import type { ShownFacts } from "@/lib/domain/approval/shown";
import type { PayoutEvent } from "@/lib/domain/payout/lifecycle";
import { SEND_END_EVENTS } from "@/lib/domain/payout/sending";
import { MOVE_AUDIT } from "@/lib/operations/payouts/move-payout";
import { seedId } from "./ids";
import { isoText } from "./iso-text";
import { lastMs, type Marks, makerKind, type Named, payoutRow, targetFacts } from "./payout-row";
import type { Rows } from "./rows";
import type { Beat, Story } from "./story";
import type { World } from "./world";

/** Writes a story as the operations would have: the payout, its moves, decisions, attempts, observations and audit entries. */
export function writeStory(rows: Rows, world: World, story: Story, marks: Marks = {}): void {
  const payout = payoutRow(world, story, marks);
  rows.add("payout", payout.row);
  writeMoves(rows, world, story, { ...payout, isLean: marks.isLean ?? false });
  writeDecisions(rows, world, story, { ...payout, metadata: marks.metadata ?? {}, isLean: marks.isLean ?? false });
  writeAttempts(rows, world, story, payout);
  if (!marks.isLean) writeObservations(rows, world, story, payout);
  if (marks.contradiction !== undefined) writeAudit(rows, world, { ...payout, contradiction: marks.contradiction, atMs: lastMs(story) });
}

type Actor = { readonly actorKind: string; readonly actorId: string | null; readonly actorName: string };
const DESK: Actor = { actorKind: "system", actorId: null, actorName: "Counterfoil" };

function actorsOf(story: Story): Readonly<Record<Beat["by"], Actor>> {
  return {
    desk: DESK,
    maker: { actorKind: makerKind(story), actorId: story.maker.id, actorName: story.maker.name },
    checker: { actorKind: "person", actorId: story.checker.id, actorName: story.checker.name },
  };
}

type Written = Named & { readonly metadata: Readonly<Record<string, string>>; readonly isLean: boolean };
type Moved = Named & { readonly isLean: boolean };

function writeMoves(rows: Rows, { merchantId }: World, story: Story, { id: payoutId, number, isLean }: Moved): void {
  const actors = actorsOf(story);
  let sequence = 0;
  for (const { event, from, to, atMs, by, note } of story.beats) {
    sequence += 1;
    const { actorKind, actorId, actorName } = actors[by];
    const at = isoText(atMs);
    rows.add("state_transition", {
      id: seedId("transition", atMs),
      merchantId,
      payoutId,
      sequence,
      event,
      fromState: from,
      toState: to,
      actorKind,
      actorId,
      actorName,
      note,
      evidenceId: null,
      at,
    });
    if (isLean) continue;
    const told = note === null ? "" : `,"note":${JSON.stringify(note)}`;
    rows.add("audit_entry", {
      id: seedId("audit", atMs),
      merchantId,
      event: MOVE_AUDIT[event] ?? "payout.moved",
      actorKind,
      actorId,
      actorName,
      subjectKind: "payout",
      subjectId: payoutId,
      details: `{"event":"${event}","from":"${from}","to":"${to}","number":"${number}"${told}}`,
      ipAddress: null,
      at,
    });
  }
}

function writeDecisions(rows: Rows, { merchantId, policy }: World, story: Story, written: Written): void {
  const { id: payoutId, number, dispatchKey, statementText, metadata, isLean } = written;
  const place = story.beats.findIndex(({ by }) => by === "checker");
  const beat = story.beats[place];
  if (!beat) return;
  const { connection, target, amountMinor, reference, maker } = story;
  const { receiverId, receiverName, accountMasked, orderId } = targetFacts(target);
  const shownHash = hashShown({
    ...{ payoutId, number, round: 1, dispatchKey, reference, statementText, metadata, accountMasked, orderId, ...shownTarget(target) },
    ...{ fee: null, sendAfter: null, loop: target.loop, source: story.source },
    amount: { minor: BigInt(amountMinor), currency: connection.currency },
    receiver: { id: receiverId, name: receiverName },
    connectionId: connection.id,
    provider: connection.manifest.id,
    maker: { id: maker.id, name: maker.name, reason: null },
    policyVersion: policy.version,
    need: story.need,
  });
  const isRejected = beat.event === "reject";
  const signers = isRejected ? [{ checker: story.checker, step: 0 }] : story.signers;
  const fromMs = story.beats[place - 1]?.atMs ?? story.createdMs;
  for (const [index, { checker, step }] of signers.entries()) {
    // Whoever signs last moves it; those before them have done so on the way there.
    const atMs = fromMs + Math.floor(((beat.atMs - fromMs) * (index + 1)) / signers.length);
    rows.add("approval_decision", {
      id: seedId("decision", atMs),
      merchantId,
      payoutId,
      round: 1,
      verdict: isRejected ? "reject" : "approve",
      checkerId: checker.id,
      checkerName: checker.name,
      step,
      forId: null,
      forName: null,
      reason: story.rejection,
      note: null,
      shownHash,
      at: isoText(atMs),
    });
    const isLast = index === signers.length - 1;
    if (isLean || isLast) continue;
    rows.add("audit_entry", {
      id: seedId("audit", atMs),
      merchantId,
      event: "payout.approvalCounted",
      actorKind: "person",
      actorId: checker.id,
      actorName: checker.name,
      subjectKind: "payout",
      subjectId: payoutId,
      details: `{"number":"${number}","step":${step + 1},"missing":${signers.length - index - 1}}`,
      ipAddress: null,
      at: isoText(atMs),
    });
  }
}

function shownTarget(target: Story["target"]): Pick<ShownFacts, "account" | "paidInBy"> {
  if (target.loop === "closed") {
    const { id, sourceId, userId } = target.source;
    return { account: null, paidInBy: { id, sourceId, userId } };
  }
  const { id: versionId, holderName, masked, fingerprint } = target.version;
  return { account: { versionId, holderName, masked, fingerprint }, paidInBy: null };
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
      settingsHash: null,
      merchantId,
      payoutId,
      sequence,
      guard: isKeyed ? "idempotencyKey" : "number",
      guardKey: isKeyed ? dispatchKey : number,
      startedAt: isoText(atMs),
      endedAt: answer ? isoText(answer.atMs) : null,
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
      providerAt: isoText(atMs - 40),
      amountMinor: event === "accept" ? null : story.amountMinor,
      effect: "move",
      note: null,
      evidenceId: null,
      deliveryId: null,
      at: isoText(atMs),
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
    at: isoText(told.atMs),
  });
}
