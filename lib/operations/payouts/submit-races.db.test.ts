import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import type { Actor } from "@/lib/domain/access/actor";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import { decidePolicy } from "@/lib/operations/policies/decide-policy";
import { draftPolicy } from "@/lib/operations/policies/draft-policy";
import { editPolicy } from "@/lib/operations/policies/edit-policy";
import { proposePolicy } from "@/lib/operations/policies/propose-policy";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPolicyChange } from "@/lib/testing/policy-factory";
import { aPaymentSource, aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { type PayoutSet, submitPayouts } from "./submit-payouts";

// What is read before the locks are taken, and what the locks are for: many at once are judged as if they had come one after another.

const CHECKED = { people: [{ group: "checkers", count: 1 }], stepUp: "none", holdMinutes: 0 } as const;
const overADay: Partial<ApprovalPolicy> = {
  rules: [
    { id: "alone", name: "By API", when: { source: ["api"] }, effect: { people: "none", stepUp: "none", holdMinutes: 0 } },
    { id: "day", name: "Much in a day", when: { makerDay: { above: "250.00" } }, effect: CHECKED },
  ],
};

async function aShop(policy: Partial<ApprovalPolicy>) {
  const merchant = await aMerchant(db());
  await aPolicyChange(db(), merchant.id, policy);
  const connection = await aConnection(db(), { merchant, provider: "ivy" });
  const { account } = await aReceiverWithAccount(db(), { merchant });
  const key: Actor = { kind: "apiKey", apiKeyId: "key_shop", name: "Shop", merchantId: merchant.id, scopes: ["payouts:write"] };
  const submit = (amountMinor: bigint) => {
    const to = { type: "receiverAccount", receiverAccountId: account.id } as const;
    const order = { connection: connection.id, amountMinor, currency: "EUR", to, reference: crypto.randomUUID() } as const;
    const set: PayoutSet = { payouts: [order], source: "api", submissionKey: crypto.randomUUID() };
    return submitPayouts(key, set);
  };
  const judgedBy = (policyVersion: number) => db().payout.count({ where: { merchantId: merchant.id, policyVersion } });
  return { merchant, submit, judgedBy };
}

async function aProposal(merchant: { id: string }, changes: Partial<ApprovalPolicy>) {
  const [ada, anton] = [
    actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant),
    actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant),
  ];
  await aPerson(db(), { merchant, role: "checker" });
  const { version: basedOn, ...present } = await readPolicy(db(), merchant.id);
  const begun = await draftPolicy(ada, { basedOn });
  if (!begun.ok) throw new Error(begun.error.sentence);
  const { version } = begun.value;
  const { editedAt } = await db().policyVersion.findUniqueOrThrow({ where: { merchantId_version: { merchantId: merchant.id, version } } });
  await editPolicy(ada, { version, editedAt, body: { ...present, ...changes } });
  await proposePolicy(ada, { version, reason: "More care" });
  return { version, confirm: () => decidePolicy(anton, { version, verdict: "confirm" }) };
}

test("twenty at once by one maker, over a day's total that asks for a person: exactly what fits below goes alone", async () => {
  const { merchant, submit } = await aShop(overADay);
  const made = await Promise.all(Array.from({ length: 20 }, () => submit(5_000n)));
  expect(made.filter(({ ok }) => !ok)).toEqual([]);
  const states = await db().payout.groupBy({ by: ["state"], where: { merchantId: merchant.id }, _count: true, orderBy: { state: "asc" } });
  expect(states).toEqual([
    { state: "approved", _count: 5 },
    { state: "awaitingApproval", _count: 15 },
  ]);
});

test("while another policy comes to hold, nothing is judged by the old one once the new one does", async () => {
  const { merchant, submit, judgedBy } = await aShop(overADay);
  const { version: old } = await readPolicy(db(), merchant.id);
  const { version, confirm } = await aProposal(merchant, { rules: [{ id: "all", name: "All", when: {}, effect: CHECKED }] });
  const flood = Array.from({ length: 8 }, async () => {
    const answers = [];
    for (let turn = 0; turn < 8; turn += 1) answers.push(await submit(100n));
    return answers;
  });
  await Promise.race(flood.map(() => submit(100n)));
  expect(await confirm()).toMatchObject({ ok: true });
  const byOld = await judgedBy(old);
  const answers = (await Promise.all(flood)).flat();
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(await judgedBy(old)).toBe(byOld);
  expect(await judgedBy(version)).toBeGreaterThan(0);
  expect(await db().payout.count({ where: { merchantId: merchant.id, policyVersion: version, state: "approved" } })).toBe(0);
});

test("each of many at once has its one line of history, its one entry in the trail and its one job", async () => {
  const { merchant, submit } = await aShop({ rules: overADay.rules?.slice(0, 1) });
  const made = await Promise.all(Array.from({ length: 12 }, () => submit(5_000n)));
  const ids = made.flatMap((one) => (one.ok ? one.value.payouts.map(({ payoutId }) => payoutId) : []));
  expect(ids).toHaveLength(12);
  const moves = await db().stateTransition.findMany({ where: { payoutId: { in: ids } }, orderBy: { sequence: "asc" } });
  const entries = await db().auditEntry.findMany({ where: { merchantId: merchant.id, subjectId: { in: ids } } });
  for (const id of ids) {
    expect(moves.filter(({ payoutId }) => payoutId === id).map(({ sequence, event, toState }) => [sequence, event, toState])).toEqual([
      [1, "submit", "awaitingApproval"],
      [2, "approve", "approved"],
    ]);
    expect(
      entries
        .filter(({ subjectId }) => subjectId === id)
        .map(({ event }) => event)
        .sort(),
    ).toEqual(["payout.approved", "payout.submitted"]);
    const jobs = await db().$queryRaw<
      unknown[]
    >`SELECT 1 FROM pgboss.job WHERE "name" = 'dispatchPayout' AND "data" ->> 'payoutId' = ${id}`;
    expect(jobs).toHaveLength(1);
  }
});

test("one maker who sends back over the same accounts, in either order and besides, waits for the day's total and never for ever", async () => {
  const { merchant, submit } = await aShop(overADay);
  const back = await aConnection(db(), { merchant, provider: "truelayer" });
  const sources = await Promise.all([1, 2].map(() => aPaymentSource(db(), { connection: back, paidInMinor: 10_000n })));
  const maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  const parts = sources.map(({ sourceId, userId }) => ({
    ...{ connection: back.id, amountMinor: 1_500n, currency: "EUR", reference: crypto.randomUUID() },
    to: { type: "paymentSource", userId: userId ?? "", paymentSourceId: sourceId },
  })) as PayoutSet["payouts"][number][];
  const sets = Array.from({ length: 10 }, (_, turn) => {
    const payouts = turn % 3 === 0 ? parts.slice(0, 1) : turn % 3 === 1 ? parts : parts.toReversed();
    return submitPayouts(maker, { payouts, source: "screen", reason: "Asked for twice", submissionKey: crypto.randomUUID() });
  });
  const answers = await Promise.all([...sets, submit(5_000n), submit(5_000n)]);
  for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe("overReturnable");
  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(6);
  for (const { id } of sources) {
    const { _sum: sum } = await db().payout.aggregate({ where: { paymentSourceId: id }, _sum: { amountMinor: true } });
    expect(Number(sum.amountMinor)).toBeLessThanOrEqual(10_000);
  }
});
