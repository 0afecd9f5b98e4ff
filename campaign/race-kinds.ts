import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { rejectPayout } from "@/lib/operations/approvals/reject-payout";
import { undoDecision } from "@/lib/operations/approvals/undo-decision";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { askResend } from "@/lib/operations/payouts/ask-resend";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { decideResend } from "@/lib/operations/payouts/decide-resend";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { mendPayout } from "@/lib/operations/payouts/mend-payout";
import { movePayout } from "@/lib/operations/payouts/move-payout";
import { abandonAttempt } from "@/lib/operations/payouts/send-attempt";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import type { Desk } from "@/lib/testing/desk";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPaymentSource } from "@/lib/testing/receiver-factories";

// One round of each race: everything it needs is made anew, so that rounds can run beside each other. Answers with who won, and
// throws where not exactly one thing happened.

export type Crowd = {
  readonly desk: Desk;
  readonly checkers: readonly [Actor, Actor, Actor];
  together<T>(deeds: readonly (() => Promise<T>)[]): Promise<readonly T[]>;
};

type Answer = { readonly ok: boolean };

const demand = (isSo: boolean, what: string): void => {
  if (!isSo) throw new Error(what);
};
const read = async (id: string) => asLocked(await db().payout.findUniqueOrThrow({ where: { id } }));
const countMoves = (payoutId: string, event: string) => db().stateTransition.count({ where: { payoutId, event } });

async function countJobs(name: string, payoutId: string): Promise<number> {
  const rows = await db().$queryRaw<
    unknown[]
  >`SELECT 1 FROM pgboss.job WHERE "name" = ${name} AND "data" = ${JSON.stringify({ payoutId })}::jsonb`;
  return rows.length;
}

const INLINE: PayoutTarget = { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } };
const order = (desk: Desk, to: PayoutTarget, amountMinor: bigint, submissionKey: string) =>
  ({ connection: desk.truelayer.id, amountMinor, currency: "EUR", to, reference: "Race", source: "screen", submissionKey }) as const;

async function doublePress({ desk, together }: Crowd): Promise<string> {
  const key = crypto.randomUUID();
  const press = () => submitPayout(desk.maker, order(desk, INLINE, 1_000n, key));
  const answers = await together([press, press, press]);
  const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.payoutId : answer.error.code)));
  const made = await db().payout.findMany({ where: { submissionKey: key } });
  demand(ids.size === 1 && made.length === 1, `${made.length} payouts and ${ids.size} answers from one form`);
  demand((await countMoves(made[0]?.id ?? "", "submit")) === 1, "submitted more than once");
  return "one payout";
}

async function twoOnOneSource({ desk, together }: Crowd): Promise<string> {
  const source = await aPaymentSource(db(), { connection: desk.truelayer, paidInMinor: 10_000n });
  const to = { type: "paymentSource", paymentSourceId: source.sourceId, userId: source.userId ?? "" } as const;
  const send = (amount: bigint) => () => submitPayout(desk.maker, order(desk, to, amount, crypto.randomUUID()));
  const answers = await together([send(6_000n), send(6_001n)]);
  demand(winnersOf(answers) === 1, `${winnersOf(answers)} of two went back to one source that has enough for one`);
  return answers[0]?.ok ? "first" : "second";
}

async function waiting({ desk }: Crowd, neededCheckers = 1) {
  const payout = await aPayout(db(), { ...bornOf(desk), state: "awaitingApproval", neededCheckers });
  return { payoutId: payout.id, shownHash: await shownHashOf(db(), payout) };
}

const bornOf = ({ merchant, maker, ivy }: Desk) => {
  if (maker.kind !== "person") throw new Error("The maker is a person.");
  return { merchant, connection: ivy, maker: { id: maker.personId, name: maker.name } };
};

/** One checker with two tabs, where two checkers are needed. */
async function twoTabs(crowd: Crowd): Promise<string> {
  const input = await waiting(crowd, 2);
  const [checker] = crowd.checkers;
  const answers = await crowd.together([() => approvePayout(checker, input), () => approvePayout(checker, input)]);
  const decisions = await db().approvalDecision.count({ where: { payoutId: input.payoutId } });
  demand(winnersOf(answers) === 1 && decisions === 1, `${decisions} decisions by one checker`);
  demand((await read(input.payoutId)).state === "awaitingApproval", "one checker was enough for two");
  return answers[0]?.ok ? "first tab" : "second tab";
}

async function twoCheckers(crowd: Crowd): Promise<string> {
  const input = await waiting(crowd);
  const answers = await crowd.together(crowd.checkers.map((checker) => () => approvePayout(checker, input)));
  demand(winnersOf(answers) === 1, `${winnersOf(answers)} of three checkers released it`);
  demand((await countMoves(input.payoutId, "approve")) === 1, "approved more than once");
  demand((await countJobs("dispatchPayout", input.payoutId)) === 1, "more or less than one job to send it");
  return `checker ${answers.findIndex(({ ok }) => ok)}`;
}

async function approveAgainstReject(crowd: Crowd): Promise<string> {
  const input = await waiting(crowd);
  const answers = await crowd.together<Answer>([
    () => approvePayout(crowd.checkers[0], input),
    () => rejectPayout(crowd.checkers[1], { ...input, reason: "notOwed" }),
  ]);
  const { state } = await read(input.payoutId);
  demand(winnersOf(answers) === 1, `${winnersOf(answers)} of two happened`);
  demand(state === (answers[0]?.ok ? "approved" : "rejected"), `${state}, and approving answered ${answers[0]?.ok}`);
  demand((await countJobs("dispatchPayout", input.payoutId)) === (state === "approved" ? 1 : 0), "its job does not fit its state");
  return state;
}

/** Its maker changes it at the moment of the approval: what is approved is what was shown, or nothing is. */
async function approveAgainstMend(crowd: Crowd): Promise<string> {
  const input = await waiting(crowd);
  const { payoutId } = input;
  const { round, receiverAccountVersionId } = await read(payoutId);
  const version = await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: receiverAccountVersionId ?? "" } });
  const order = { amountMinor: 99_900n, currency: "EUR", reference: "Mended", connection: crowd.desk.ivy.id } as const;
  const to = { type: "receiverAccount", receiverAccountId: version.accountId } as const;
  const [approved, mended] = await crowd.together<Answer>([
    () => approvePayout(crowd.checkers[0], input),
    () => mendPayout(crowd.desk.maker, { payoutId, round, order: { ...order, to } }),
  ]);
  const after = await read(payoutId);
  demand(approved?.ok !== mended?.ok, approved?.ok ? "approved and changed" : "neither approved nor changed");
  demand(after.state === (approved?.ok ? "approved" : "awaitingApproval"), `${after.state}, and approving answered ${approved?.ok}`);
  demand(after.amountMinor.toFixed(0) === (approved?.ok ? "12500" : "99900"), "the amount is not that of what happened");
  demand((await countJobs("dispatchPayout", payoutId)) === (approved?.ok ? 1 : 0), "its job does not fit its state");
  return approved?.ok ? "approve" : "mend";
}

/** The approval is taken back while the worker sends: it waits again and nothing leaves, or it is sent and stays approved. */
async function undoAgainstSend(crowd: Crowd): Promise<string> {
  const input = await waiting(crowd);
  const { payoutId } = input;
  demand((await approvePayout(crowd.checkers[0], input)).ok, "it was not approved");
  const [undone, sent] = await crowd.together<boolean>([
    async () => (await undoDecision(crowd.checkers[0], { payoutId })).ok,
    async () => (await dispatchPayout({ payoutId })) === "accepted",
  ]);
  const { state, attempts } = await read(payoutId);
  demand(undone !== sent, undone ? "taken back and sent" : "neither taken back nor sent");
  demand(undone ? state === "awaitingApproval" && attempts === 0 : attempts === 1, `${state} with ${attempts} attempts`);
  return undone ? "undo" : "send";
}

/** Its maker takes it back: before the decision it is discarded, after it cancelled. Either way nothing leaves any more. */
async function approveAgainstWithdraw(crowd: Crowd): Promise<string> {
  const input = await waiting(crowd);
  const { payoutId } = input;
  const [approved, takenBack] = await crowd.together<Answer>([
    () => approvePayout(crowd.checkers[0], input),
    () => cancelPayout(crowd.desk.maker, { payoutId }),
  ]);
  const { state } = await read(payoutId);
  demand(takenBack?.ok === true, "it was not taken back");
  demand(state === (approved?.ok ? "cancelled" : "discarded"), `${state}, and approving answered ${approved?.ok}`);
  demand((await dispatchPayout({ payoutId })) === "notDue", "it left after it was taken back");
  return state;
}

async function cancelAgainstSend({ desk, together }: Crowd): Promise<string> {
  const { id: payoutId } = await aPayout(db(), { ...bornOf(desk), state: "approved" });
  const [cancelled, sent] = await together<boolean>([
    async () => (await cancelPayout(desk.maker, { payoutId })).ok,
    async () => (await dispatchPayout({ payoutId })) === "accepted",
  ]);
  const { state, attempts } = await read(payoutId);
  demand(cancelled !== sent, cancelled ? "cancelled and sent" : "neither cancelled nor sent");
  demand(
    cancelled ? state === "cancelled" && attempts === 0 : attempts === 1 && state !== "cancelled",
    `${state} with ${attempts} attempts`,
  );
  return cancelled ? "cancel" : "send";
}

async function twoWorkers({ desk, together }: Crowd): Promise<string> {
  const { id: payoutId } = await aPayout(db(), { ...bornOf(desk), state: "approved" });
  const send = () => dispatchPayout({ payoutId });
  const ends = await together([send, send, send]);
  demand(ends.filter((end) => end === "accepted").length === 1, `sent by ${ends.join(", ")}`);
  demand((await read(payoutId)).attempts === 1, "more than one attempt");
  return `worker ${ends.indexOf("accepted")}`;
}

async function freezeAgainstSend({ desk, checkers, together }: Crowd): Promise<string> {
  const payout = await aPayout(db(), { ...bornOf(desk), state: "approved" });
  const [end, after] = await together<string>([
    () => dispatchPayout({ payoutId: payout.id }),
    async () => {
      const frozen = await setFreeze(checkers[0], { scope: "receiver", targetId: payout.receiverId ?? "" });
      demand(frozen.ok, "not frozen");
      // Whatever the first one did: from here on nothing leaves.
      return dispatchPayout({ payoutId: payout.id });
    },
  ]);
  const { state, attempts } = await read(payout.id);
  demand(after === "held" || after === "notDue", `the freeze let it go: ${after}`);
  demand(
    end === "accepted" ? attempts === 1 : end === "held" && state === "held" && attempts === 0,
    `${end}, and then ${state} with ${attempts} attempts`,
  );
  return end === "accepted" ? "send" : "freeze";
}

/** Two people confirm at the same moment that it may be sent again: it is sent round once. */
async function resendTwice(crowd: Crowd): Promise<string> {
  const { desk, checkers } = crowd;
  const payoutId = await provenAbsent(desk);
  demand((await askResend(checkers[0], { payoutId })).ok, "it could not be asked for");
  const confirm = (checker: Actor) => () => decideResend(checker, { payoutId, verdict: "confirmed" });
  const answers = await crowd.together([confirm(checkers[1]), confirm(checkers[2])]);
  demand(winnersOf(answers) === 1, `${winnersOf(answers)} of two confirmed it`);
  demand((await countMoves(payoutId, "findAbsent")) === 1, "sent round more than once");
  demand((await countJobs("dispatchPayout", payoutId)) === 1, "more or less than one job to send it");
  return answers[0]?.ok ? "first" : "second";
}

/** Sent an hour ago, its sender died, and the provider's list has not had it three times since. */
async function provenAbsent(desk: Desk): Promise<string> {
  const { id: payoutId, number, merchantId } = await aPayout(db(), { ...bornOf(desk), connection: desk.bitpay, state: "approved" });
  const now = new Date();
  await inTransaction(async (tx) => {
    const sending = await movePayout(tx, await read(payoutId), "dispatch", { by: deskActor(merchantId), changes: { attempts: 1 } });
    const attempt = { id: newId("attempt"), merchantId, payoutId, sequence: 1, guard: "number", guardKey: number };
    await tx.attempt.create({ data: { ...attempt, settingsHash: desk.bitpay.settingsMark, startedAt: addMs(now, -HOUR_MS) } });
    if (sending) await abandonAttempt(tx, sending);
    await tx.payout.update({ where: { id: payoutId }, data: { absentTimes: 3, lastAbsentAt: now } });
  });
  return payoutId;
}

function winnersOf(answers: readonly Answer[]): number {
  return answers.filter(({ ok }) => ok).length;
}

export const RACES: Readonly<Record<string, (crowd: Crowd) => Promise<string>>> = {
  doublePress,
  twoTabs,
  twoCheckers,
  approveAgainstWithdraw,
  approveAgainstReject,
  approveAgainstMend,
  undoAgainstSend,
  cancelAgainstSend,
  freezeAgainstSend,
  twoWorkers,
  resendTwice,
  twoOnOneSource,
};
