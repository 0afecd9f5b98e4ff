import type { Currency } from "@/lib/base/currency";
import { newId, newPayoutNumber } from "@/lib/base/id";
import { foldText } from "@/lib/base/text";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import type { Connection, Merchant, PaymentSource, Payout, Person } from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { shownHashOf } from "@/lib/db/shown-hash";
import { type NeedStep, peopleNeeded } from "@/lib/domain/approval/need";
import { CHECKERS, type PayoutSource, type StepUpKind } from "@/lib/domain/approval/policy";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { HoldKind } from "@/lib/domain/payout/hold";
import type { PayoutEvent, PayoutState } from "@/lib/domain/payout/lifecycle";
import { type Move, movesAlong, STATE_PATHS } from "@/prisma/seeds/state-paths";
import { aConnection, aMerchant, aPerson } from "./factories";
import { aReceiverWithAccount, type ReceiverWithAccount } from "./receiver-factories";

/**
 * A payout in `state`, with the history, attempt and decision that lead there. Who is not given is made up; `source` makes it
 * closed loop, otherwise it is open loop to `to`. Nothing is booked at any provider: keep a worker away from live states.
 */
export async function aPayout(db: Tx, wish: PayoutWish = {}): Promise<Payout> {
  const { state = "awaitingApproval", currency = "EUR", amountMinor = 12_500n, reference = "Invoice 1042", source: target } = wish;
  const merchant = wish.merchant ?? (await merchantOf(db, wish.maker, wish.connection ?? target));
  const maker = wish.maker ?? (await aPerson(db, { merchant, role: "maker" }));
  const connection =
    wish.connection ??
    (target ? await db.connection.findUniqueOrThrow({ where: { id: target.connectionId } }) : await aConnection(db, { merchant }));
  const to = target ? null : (wish.to ?? (await aReceiverWithAccount(db, { merchant })));

  const moves = movesAlong(wish.path ?? STATE_PATHS[state]);
  const createdAt = wish.createdAt ?? new Date();
  const at = (index: number) => addMs(createdAt, index * MINUTE_MS);
  const momentOf = (event: PayoutEvent) => {
    const index = moves.findIndex((move) => move.event === event);
    return index < 0 ? null : at(index);
  };
  const sentAt = momentOf("dispatch");
  const number = wish.number ?? newPayoutNumber();
  const receiverName = to?.receiver.name ?? target?.holderName ?? "Unknown";
  const lastFour = to?.version.lastFour ?? target?.lastFour ?? null;
  const steps = [...(wish.steps ?? usualSteps(wish.neededCheckers ?? 1))];
  const ended = state === "refused" || state === "failed" || state === "returned";

  const payout = await db.payout.create({
    data: {
      id: newId("payout", createdAt),
      merchantId: merchant.id,
      number,
      connectionId: connection.id,
      provider: connection.provider,
      loop: target ? "closed" : "open",
      source: wish.madeBy ?? "screen",
      state,
      amountMinor: decimalOf(amountMinor),
      currency,
      reference,
      statementText: wish.statementText ?? reference,
      makerId: maker.id,
      makerKind: "person",
      makerName: maker.name,
      submissionKey: wish.submissionKey ?? null,
      submissionPart: wish.file?.line ?? 0,
      batchId: wish.file?.batchId ?? null,
      unitId: wish.file?.unitId ?? null,
      dispatchKey: crypto.randomUUID(),
      receiverId: to?.receiver.id ?? null,
      receiverAccountVersionId: to?.version.id ?? null,
      paymentSourceId: target?.id ?? null,
      receiverName,
      searchText: foldText([number, reference, receiverName, target?.orderId ?? "", lastFour ?? ""].join(" ")),
      accountMasked: to?.version.masked ?? target?.masked ?? null,
      accountLastFour: lastFour,
      orderId: target?.orderId ?? null,
      policyVersion: (await db.policyVersion.findFirstOrThrow({ where: { merchantId: merchant.id, state: "active" } })).version,
      neededCheckers: peopleNeeded(steps),
      needSteps: steps,
      stepUp: wish.stepUp ?? "none",
      editorIds: wish.editorIds ?? [],
      providerPayoutId: wish.providerPayoutId ?? (momentOf("accept") ? crypto.randomUUID() : null),
      providerStatus: wish.providerStatus ?? null,
      failureReason: wish.failureReason ?? (ended ? "accountClosed" : null),
      holdReason: state === "held" ? "The merchant account has too little money." : null,
      holdKind: state === "held" ? (wish.holdKind ?? "balance") : null,
      sendAfter: wish.sendAfter ?? null,
      contradiction: wish.contradiction ?? null,
      attempts: sentAt ? 1 : 0,
      nextCheckAt: wish.nextCheckAt ?? null,
      createdAt,
      submittedAt: momentOf("submit"),
      approvedAt: momentOf("approve"),
      sentAt,
      settledAt: momentOf("settle"),
      stateAt: moves.length > 0 ? at(moves.length - 1) : createdAt,
    },
  });
  const checker = wish.checker ?? (decidedIn(moves) ? await aPerson(db, { merchant, role: "checker" }) : null);
  await writePast(db, { payout, moves, at, maker, checker });
  return payout;
}
type PayoutWish = {
  holdKind?: HoldKind;
  sendAfter?: Date;
  state?: PayoutState;
  /** The moves that led to `state`, where not the usual ones. */
  path?: readonly PayoutEvent[];
  merchant?: Pick<Merchant, "id">;
  maker?: Pick<Person, "id" | "name">;
  checker?: Pick<Person, "id" | "name">;
  connection?: Pick<Connection, "id" | "provider" | "merchantId">;
  to?: ReceiverWithAccount;
  source?: PaymentSource;
  amountMinor?: bigint;
  currency?: Currency;
  reference?: string;
  statementText?: string;
  madeBy?: PayoutSource;
  number?: string;
  submissionKey?: string;
  /** The row of a submitted file that it is. */
  file?: { readonly batchId: string; readonly unitId: string; readonly line: number };
  /** Of everybody who may approve; `steps` where it is others. */
  neededCheckers?: number;
  steps?: readonly NeedStep[];
  stepUp?: StepUpKind;
  editorIds?: string[];
  providerPayoutId?: string;
  providerStatus?: string;
  failureReason?: FailureReason;
  contradiction?: string;
  nextCheckAt?: Date;
  createdAt?: Date;
};

const SYSTEM_EVENTS: readonly PayoutEvent[] = ["hold", "dispatch", "accept", "refuse", "loseTrack", "settle", "fail", "bounce", "expire"];
const ATTEMPT_ENDS: Partial<Record<PayoutEvent, string>> = {
  accept: "accepted",
  refuse: "refused",
  loseTrack: "unknown",
  stayHome: "notSent",
};

type Past = {
  payout: Payout;
  moves: readonly Move[];
  at: (index: number) => Date;
  maker: Pick<Person, "id" | "name">;
  checker: Pick<Person, "id" | "name"> | null;
};

async function writePast(db: Tx, { payout, moves, at, maker, checker }: Past): Promise<void> {
  const { id: payoutId, merchantId } = payout;
  await db.stateTransition.createMany({
    data: moves.map(({ event, from, to }, index) => {
      const system = SYSTEM_EVENTS.includes(event);
      const person = event === "approve" || event === "reject" ? (checker ?? maker) : maker;
      const actor = system
        ? { actorKind: "system", actorName: "Counterfoil" }
        : { actorKind: "person", actorId: person.id, actorName: person.name };
      return {
        id: newId("transition"),
        merchantId,
        payoutId,
        sequence: index + 1,
        event,
        fromState: from,
        toState: to,
        at: at(index),
        ...actor,
      };
    }),
  });
  const decided = moves.findIndex(({ event }) => event === "approve" || event === "reject");
  if (decided >= 0 && checker) {
    const verdict = moves[decided]?.event === "reject" ? "reject" : "approve";
    const reason = verdict === "reject" ? "wrongAmount" : null;
    const facts = { checkerId: checker.id, checkerName: checker.name, shownHash: await shownHashOf(db, payout), at: at(decided) };
    await db.approvalDecision.create({
      data: { id: newId("decision"), merchantId, payoutId, round: payout.round, verdict, reason, ...facts },
    });
  }
  const sent = moves.findIndex(({ event }) => event === "dispatch");
  if (sent < 0) return;
  const answer = moves[sent + 1];
  const end = answer ? { end: ATTEMPT_ENDS[answer.event] ?? null, endedAt: at(sent + 1) } : {};
  await db.attempt.create({
    data: {
      id: newId("attempt"),
      merchantId,
      payoutId,
      sequence: 1,
      guard: "idempotencyKey",
      guardKey: payout.dispatchKey,
      startedAt: at(sent),
      ...end,
    },
  });
}

function usualSteps(count: number): readonly NeedStep[] {
  return count === 0 ? [] : [{ group: CHECKERS, count }];
}

function decidedIn(moves: readonly Move[]): boolean {
  return moves.some(({ event }) => event === "approve" || event === "reject");
}

/** The merchant that what was given belongs to, so that nothing made here points across. */
async function merchantOf(
  db: Tx,
  maker: Pick<Person, "id"> | undefined,
  owned: { readonly merchantId: string } | undefined,
): Promise<Pick<Merchant, "id">> {
  if (owned) return { id: owned.merchantId };
  if (!maker) return aMerchant(db);
  const membership = await db.membership.findFirst({ where: { personId: maker.id } });
  return membership ? { id: membership.merchantId } : aMerchant(db);
}
