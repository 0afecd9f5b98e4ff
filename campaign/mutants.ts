// Seeded faults: each a mistake that somebody could make in one line, and the tests that must notice it.

export type Mutant = {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
};

const RULES = ["lib/domain/payout", "lib/domain/approval"];
const ENGINE = ["lib/operations/payouts", "lib/operations/approvals"];
const lifecycle = "lib/domain/payout/lifecycle.ts";
const observe = "lib/domain/payout/observe.ts";
const verdict = "lib/domain/payout/verdict.ts";
const judgeApproval = "lib/domain/approval/judge-approval.ts";
const need = "lib/domain/approval/need.ts";
const faults = "lib/providers/contract/faults.ts";
const guard = "lib/providers/contract/guard.ts";
const wire = "lib/providers/contract/http-wire.ts";
const CONTRACT = ["lib/providers/contract", "--project", "unit"];
const dispatch = "lib/operations/payouts/dispatch-payout.ts";
const send = "lib/operations/payouts/send-attempt.ts";
const lookUp = "lib/operations/payouts/look-up-payout.ts";
const apply = "lib/operations/payouts/apply-observation.ts";

const change = (file: string, tests: readonly string[]) => (name: string, from: string, to: string) => ({ name, file, from, to, tests });
const inLifecycle = change(lifecycle, RULES);
const inObserve = change(observe, RULES);
const inVerdict = change(verdict, RULES);
const inJudgeApproval = change(judgeApproval, RULES);
const inNeed = change(need, RULES);
const inFaults = change(faults, CONTRACT);
const inGuard = change(guard, CONTRACT);
const inWire = change(wire, CONTRACT);
const inDispatch = change(dispatch, ENGINE);
const inHindrance = change("lib/operations/payouts/find-hindrance.ts", ENGINE);
const inSend = change(send, ENGINE);
const inLookUp = change(lookUp, ENGINE);
const inApply = change(apply, ENGINE);

export const MUTANTS: readonly Mutant[] = [
  inLifecycle("what is unconfirmed may be sent at once", 'findAbsent: "approved" }', 'findAbsent: "approved", dispatch: "dispatching" }'),
  inLifecycle("losing track counts as failing", 'loseTrack: "unconfirmed"', 'loseTrack: "failed"'),
  inLifecycle("what was settled may fail", 'settled: { bounce: "returned" }', 'settled: { bounce: "returned", fail: "failed" }'),
  inLifecycle(
    "what was rejected may be approved",
    'rejected: { mend: "awaitingApproval"',
    'rejected: { approve: "approved", mend: "awaitingApproval"',
  ),
  inLifecycle("what is awaiting approval may be sent", 'expire: "expired",', 'expire: "expired", dispatch: "dispatching",'),
  inObserve(
    "news of a payout never sent move it",
    "if (!REACHED_PROVIDER.includes(state) || !sentBefore) {",
    "if (!REACHED_PROVIDER.includes(state)) {",
  ),
  inObserve("a failure after settling goes unnoticed", "if (isEnd(state) && isEnd(seen) && !mayBothBeSo(state, seen)) {", "if (false) {"),
  inObserve("the lighter of two ends is gone by", "WEIGHT[seen] > WEIGHT[state] ?", "WEIGHT[seen] < WEIGHT[state] ?"),
  inObserve("a refused payout that is there stays refused in silence", 'if (state === "refused") return', 'if (state === "draft") return'),
  inObserve(
    "a word that is not known means that it settled",
    'if (seen === "unrecognised") return { kind: "unrecognised" };',
    'if (seen === "unrecognised") seen = "settled";',
  ),
  inVerdict("one absence proves it", "const ABSENCES_NEEDED = 3;", "const ABSENCES_NEEDED = 1;"),
  inVerdict("an absence at once proves it", "const LIST_LAG_MS = 15 * MINUTE_MS;", "const LIST_LAG_MS = 0 * MINUTE_MS;"),
  inVerdict("a contradiction does not matter", "if (contradiction !== null) {", "if (contradiction === undefined) {"),
  inVerdict("another account does not matter", "if (!facts.isSameAccount) {", "if (facts.isSameAccount === null) {"),
  inVerdict("a key holds for ever", "keyHoldsUntil !== null && now < keyHoldsUntil", "keyHoldsUntil !== null"),
  inJudgeApproval("the maker may approve", "if (checker.personId === facts.makerId)", "if (checker.personId === undefined)"),
  inJudgeApproval(
    "who edited it may approve",
    "if (facts.touchedBy.includes(checker.personId))",
    "if (facts.touchedBy.includes(facts.makerId))",
  ),
  inJudgeApproval("the last step may be signed first", "const step = openStep(facts);", "const step = facts.steps.length - 1;"),
  inJudgeApproval("the maker's own place may be taken", "personId !== facts.makerId && ", ""),
  inNeed("the first rule wins", "for (const { group, count } of asked)", "for (const { group, count } of asked.slice(0, 1))"),
  inNeed("one lax rule is enough", "asked.length === 0 && wantsNobody", "wantsNobody"),
  inNeed("the laxest proof is enough", "STEP_UP_KINDS.findLast(", "STEP_UP_KINDS.find("),
  inJudgeApproval("one checker counts twice", "if (hasSigned(facts, checker.personId))", "if (hasSigned(facts, facts.makerId))"),
  inJudgeApproval(
    "one approval is enough for two",
    "const missing = missingPeople(facts) - 1;",
    "const missing = missingPeople(facts) - 2;",
  ),
  inFaults(
    "a lost answer counts as not sent",
    'if (exchange.kind === "lost") return { kind: "unknown"',
    'if (exchange.kind === "lost") return { kind: "notSent"',
  ),
  inFaults(
    "an answer that cannot be read counts as not sent",
    'if (read.kind === "unreadable") return { kind: "unknown"',
    'if (read.kind === "unreadable") return { kind: "notSent"',
  ),
  inFaults(
    "a fault of the server counts as not sent",
    '  return { kind: "unknown", fault };\n}',
    '  return { kind: "notSent", fault };\n}',
  ),
  inFaults("every 429 counts as not sent", 'kind: reading.rateLimitPrecedesBooking ? "notSent" : "unknown"', 'kind: "notSent"'),
  inFaults("every refusal is believed from the server on", "status >= 400 && status <= 499", "status >= 400"),
  inGuard(
    "what an adapter throws after bytes left counts as not sent",
    'watch.mayHaveLeft() ? { kind: "unknown", fault }',
    'watch.mayHaveLeft() ? { kind: "notSent", fault }',
  ),
  inGuard(
    "an adapter's not sent is believed against the wire",
    'if (outcome.kind === "notSent" && (watch.isAnyLost()',
    'if (outcome.kind === "notSent" && (false && watch.isAnyLost()',
  ),
  inGuard(
    "a refusal is believed beside a lost exchange",
    'if (outcome.kind === "refused" && watch.isAnyLost())',
    'if (outcome.kind === "refused" && !watch.isAnyLost())',
  ),
  inWire("bytes count as unsent while they are written", "      bytesLeft = true;", "      bytesLeft = false;"),
  inWire(
    "what is too late leaves all the same",
    "if (options.mayStillLeave?.() === false)",
    "if (options.mayStillLeave?.() === undefined && false)",
  ),
  inWire(
    "an answer that broke off counts as whole",
    'outgoing.on("close", () => fail(',
    'outgoing.on("close", () => response ? finish({ kind: "answered", answer: answerOf(response, chunks) }) : fail(',
  ),
  inDispatch("what nobody has approved may be sent", "if (missing > 0)", "if (missing < 0)"),
  inDispatch(
    "nobody looks for what stands in the way",
    "if (hindrance) return hold(tx, found, hindrance);",
    "if (hindrance && found.attempts > 9) return hold(tx, found, hindrance);",
  ),
  inHindrance("what was changed after its approval is sent", "  isNotAsSigned,\n", ""),
  inLookUp("what was changed after its approval is sent again under its key", "if (!(await isAsSigned(tx, payout))) return null;", ""),
  inSend(
    "an unknown end goes back to be sent",
    'if (wasGivenUp || payout.state !== "dispatching") return;',
    'if (wasGivenUp) return;\n  if (outcome.kind === "unknown") { await movePayout(tx, payout, "stayHome", { by: deskActor(payout.merchantId) }); return; }',
  ),
  inSend("a refusal ends it although an earlier attempt may have been paid", "if (doubtful > 0) {", "if (doubtful > 9) {"),
  inSend(
    "an attempt whose process died counts as not sent",
    'data: { end: "unknown", endedAt: currentTime()',
    'data: { end: "notSent", endedAt: currentTime()',
  ),
  inSend(
    "settings that changed meanwhile do not matter",
    "const isAsIntended = attempt.settingsHash === row.settingsMark;",
    "const isAsIntended = attempt.settingsHash !== row.id;",
  ),
  inLookUp(
    "the key is used again for ever",
    "currentTime().getTime() - by.firstSentAt.getTime() < replayWindowMs",
    "currentTime().getTime() > replayWindowMs",
  ),
  inLookUp("another account is asked under the key", "if (!(await isSameAccount(tx, payout))) return null;", "if (!payout) return null;"),
  {
    ...inLookUp("what is frozen is asked under its key", "if ((await findFreeze(tx, payout)) || ", "if ("),
    tests: ["lib/operations/freezes"],
  },
  inLookUp(
    "an absence of a payout that was accepted goes unnoticed",
    'if (outcome.kind === "absent" && payout.providerPayoutId !== null) {',
    'if (outcome.kind === "absent" && payout.providerPayoutId === "") {',
  ),
  inApply("another amount goes unnoticed", "if (amount && (amount.minor !== ours.minor ||", "if (amount && (amount.minor < 0n ||"),
  inApply(
    "a second id under one number goes unnoticed",
    "if (payout.providerPayoutId !== null && payout.providerPayoutId !== providerPayoutId) {",
    'if (payout.providerPayoutId !== null && payout.providerPayoutId === "") {',
  ),
  change("lib/providers/ivy/mapping.ts", ["lib/providers/ivy", "--project", "unit"])(
    "Ivy's conflicts count as refusals",
    "if (!REFUSING_STATUSES.includes(status)) return null;",
    "if (status < 400) return null;",
  ),
  change("lib/providers/bitpay/mapping.ts", ["lib/providers/bitpay", "--project", "unit"])(
    "BitPay's failures look settled",
    "status: readStatus(STATUSES, payout.status),",
    'status: payout.status === "failed" ? "settled" : readStatus(STATUSES, payout.status),',
  ),
  change("lib/providers/ipay/mapping.ts", ["lib/providers/ipay", "--project", "unit"])(
    "Ipay's words are read without their spelling",
    "Object.hasOwn(STATUSES, spelling) ? spelling : spelling.toLowerCase()",
    "payout.status",
  ),
  change("lib/providers/truelayer/mapping.ts", ["lib/providers/truelayer", "--project", "unit"])(
    "TrueLayer's return counts as a failure",
    'if (payout.status !== "failed") return readStatus(STATUSES, payout.status);',
    "return readStatus(STATUSES, payout.status);",
  ),
];
