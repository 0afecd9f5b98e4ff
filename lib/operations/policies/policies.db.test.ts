import { beforeEach, describe, expect, test } from "vitest";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import { readRates } from "@/lib/db/read-rates";
import type { Actor } from "@/lib/domain/access/actor";
import { type ApprovalPolicy, CHECKERS, DEMO_POLICY } from "@/lib/domain/approval/policy";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { backTestPolicy } from "@/lib/queries/back-test-policy";
import { readPolicyVersion } from "@/lib/queries/read-policy-version";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { decidePolicy } from "./decide-policy";
import { decideRateChange } from "./decide-rate-change";
import { discardPolicy } from "./discard-policy";
import { draftPolicy } from "./draft-policy";
import { editPolicy } from "./edit-policy";
import { proposePolicy } from "./propose-policy";
import { setRate } from "./set-rate";

type Person = Extract<Actor, { kind: "person" }>;
let merchant: Awaited<ReturnType<typeof aMerchant>>;
let [ada, anton, maker]: Person[] = [];
let checkerId: string;

async function somebody(role: "admin" | "maker" | "checker"): Promise<Person> {
  return actorOf(await aPerson(db(), { merchant, role }), merchant);
}

beforeEach(async () => {
  merchant = await aMerchant(db());
  [ada, anton, maker] = [await somebody("admin"), await somebody("admin"), await somebody("maker")];
  checkerId = (await somebody("checker")).personId;
});

const operator = () => ({ kind: "system", name: "Operator", merchantId: merchant.id }) as const;

function actor(person: Person | undefined): Person {
  if (!person) throw new Error("Nobody is here.");
  return person;
}

/** Ada drafts what these changes make of the present policy. */
async function drafted(changes: Partial<ApprovalPolicy>): Promise<number> {
  const { version: basedOn, ...present } = await readPolicy(db(), merchant.id);
  const begun = await draftPolicy(actor(ada), { basedOn });
  if (!begun.ok) throw new Error(begun.error.sentence);
  const { version } = begun.value;
  const { editedAt } = await db().policyVersion.findUniqueOrThrow({ where: { merchantId_version: { merchantId: merchant.id, version } } });
  const edited = await editPolicy(actor(ada), { version, editedAt, body: { ...present, ...changes } });
  if (!edited.ok) throw new Error(edited.error.sentence);
  return version;
}

const alwaysLead = (people: readonly string[]): Partial<ApprovalPolicy> => ({
  groups: [CHECKERS, { id: "leads", name: "Leads", roles: [], people }],
  rules: [{ id: "lead", name: "Lead", when: {}, effect: { people: [{ group: "leads", count: 1 }], stepUp: "none", holdMinutes: 30 } }],
});
const propose = (version: number) => proposePolicy(actor(ada), { version, reason: "More care" });
const confirm = (person: Person | undefined, version: number) => decidePolicy(actor(person), { version, verdict: "confirm" });

describe("a change of the policy", () => {
  test("is drafted by one admin, confirmed by another, and judges from then on; what was judged before keeps its version", async () => {
    const connection = await aConnection(db(), { merchant, provider: "ivy" });
    const { account } = await aReceiverWithAccount(db(), { merchant });
    const ask = async (reference: string) => {
      const to = { type: "receiverAccount", receiverAccountId: account.id } as const;
      const made = await submitPayout(actor(maker), {
        connection: connection.id,
        amountMinor: 5_000n,
        currency: "EUR",
        to,
        reference,
        source: "screen",
      });
      if (!made.ok) throw new Error(made.error.sentence);
      return db().payout.findUniqueOrThrow({ where: { id: made.value.payoutId } });
    };
    const before = await ask("Before");
    const version = await drafted(alwaysLead([checkerId]));
    expect((await ask("While it is a draft")).policyVersion).toBe(1);
    expect(await propose(version)).toMatchObject({ ok: true });
    expect(await confirm(anton, version)).toMatchObject({ ok: true });
    const after = await ask("After");
    expect([before.policyVersion, after.policyVersion]).toEqual([1, version]);
    expect(after).toMatchObject({ neededCheckers: 1, holdMinutes: 30, needSteps: [{ group: { name: "Leads" }, count: 1 }] });
    expect(after.firedRules).toEqual([
      { id: "lead", name: "Lead", sentence: "It holds for every payout: 1 of Leads; it rests 30 minutes once approved." },
    ]);
    const events = await db().auditEntry.findMany({ where: { merchantId: merchant.id, subjectKind: "policy" }, orderBy: { at: "asc" } });
    expect(events.map(({ event }) => event)).toEqual(["policy.drafted", "policy.edited", "policy.proposed", "policy.confirmed"]);
  });

  test("is confirmed by nobody who had a hand in it", async () => {
    const version = await drafted(alwaysLead([checkerId]));
    const row = await db().policyVersion.findUniqueOrThrow({ where: { merchantId_version: { merchantId: merchant.id, version } } });
    expect(await editPolicy(actor(anton), { version, editedAt: row.editedAt, body: { ...DEMO_POLICY, checkers: 2 } })).toMatchObject({
      ok: true,
    });
    await somebody("checker");
    expect(await propose(version)).toMatchObject({ ok: true });
    for (const one of [ada, anton]) expect(await confirm(one, version)).toMatchObject({ ok: false, error: { code: "policyNeedsAnother" } });
    expect(await confirm(await somebody("admin"), version)).toMatchObject({ ok: true });
  });

  test("is told when somebody else has kept another edit meanwhile", async () => {
    const version = await drafted({ checkers: 1 });
    const stale = { version, editedAt: new Date(0), body: DEMO_POLICY };
    expect(await editPolicy(actor(anton), stale)).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
    expect(await draftPolicy(actor(anton), { basedOn: 1 })).toMatchObject({ ok: false, error: { code: "policyPending" } });
  });

  test("goes no further while nobody could sign, nor when that has come about since", async () => {
    const version = await drafted(alwaysLead(["per_gone"]));
    expect(await propose(version)).toMatchObject({ ok: false, error: { code: "policyDeadEnd" } });
    await discardPolicy(actor(ada), { version });
    const second = await drafted(alwaysLead([checkerId]));
    expect(await propose(second)).toMatchObject({ ok: true });
    await db().person.update({ where: { id: checkerId }, data: { disabledAt: new Date() } });
    expect(await confirm(anton, second)).toMatchObject({ ok: false, error: { code: "policyDeadEnd" } });
    expect(await decidePolicy(actor(anton), { version: second, verdict: "reject", note: "She has left" })).toMatchObject({ ok: true });
    expect((await readPolicy(db(), merchant.id)).version).toBe(1);
  });

  test("says what is different, and what of it nobody could release", async () => {
    const version = await drafted(alwaysLead(["per_gone"]));
    const view = await readPolicyVersion(actor(anton), version);
    expect(view?.before?.changes.map(({ what }) => what)).toEqual(['Group "Leads"', 'Rule "Small amounts by API"', 'Rule "Lead"']);
    expect(view?.deadEnds).toMatchObject([{ rules: ["Lead"] }]);
    expect(view?.whyNotDecide).toBeNull();
    expect((await readPolicyVersion(actor(ada), version))?.whyNotDecide).toMatch(/had a hand/);
  });

  test("that changes nothing is not proposed", async () => {
    const version = await drafted({});
    expect(await propose(version)).toMatchObject({ ok: false, error: { code: "invalidInput" } });
  });
});

describe("tried on the last 90 days", () => {
  test("what goes alone and what waits, with what would fare otherwise; what is older is left out", async () => {
    const ago = (days: number) => addMs(new Date(), -days * DAY_MS);
    const connection = await aConnection(db(), { merchant, provider: "ivy" });
    const one = { merchant, connection, madeBy: "api" } as const;
    for (const days of [1, 2, 3]) await aPayout(db(), { ...one, amountMinor: 6_000n, createdAt: ago(days) });
    await aPayout(db(), { ...one, amountMinor: 6_000n, createdAt: ago(91) });
    await aPayout(db(), { ...one, amountMinor: 500_000n, createdAt: ago(4) });
    await aPayout(db(), { ...one, amountMinor: 10_000n, currency: "GBP", createdAt: ago(5) });
    const [small] = DEMO_POLICY.rules;
    if (!small) throw new Error("The demo policy has no rule.");
    const version = await drafted({
      rules: [
        { ...small, when: { ...small.when, ownAmount: { upTo: "50" } } },
        {
          id: "day",
          name: "Much in a day",
          when: { makerDay: { above: "5000" } },
          effect: { people: [], stepUp: "session", holdMinutes: 0 },
        },
      ],
    });
    const test = await backTestPolicy(merchant.id, version);
    expect(test).toMatchObject({ total: 5, judged: 5, days: 90 });
    expect(test?.present).toMatchObject({ passed: { count: 4, sum: { minor: 18_000n }, unconverted: 1 }, waited: { count: 1 } });
    expect(test?.draft).toMatchObject({ passed: { count: 0 }, waited: { count: 5 } });
    expect(test?.differences.map(({ kind, tally }) => [kind, tally.count])).toEqual([["waits", 4]]);
    await setRate(operator(), { currency: "GBP", inCurrency: "EUR", rate: "1.2", day: "2026-01-01" });
    expect((await backTestPolicy(merchant.id, version))?.present.passed).toMatchObject({ sum: { minor: 30_000n }, unconverted: 0 });
  });
});

test("a rate takes two admins, and counts only where what they saw still does", async () => {
  const wish = { currency: "GBP", inCurrency: "EUR", rate: "1.3", day: "2026-01-01" } as const;
  const counts = async () => (await readRates(db(), { merchantId: merchant.id, currency: "EUR" })).map(({ rate }) => rate);
  const open = () => db().accessChange.findFirstOrThrow({ where: { merchantId: merchant.id, kind: "rate.set", outcome: null } });
  const decide = async (person: Person | undefined, verdict: "confirmed" | "declined") =>
    decideRateChange(actor(person), { changeId: (await open()).id, verdict });

  expect(await setRate(actor(ada), wish)).toEqual({ ok: true, value: { waitsForAnother: true } });
  expect(await counts()).toEqual([]);
  expect(await decide(ada, "confirmed")).toMatchObject({ ok: false, error: { code: "changeNeedsAnother" } });
  expect(await decide(maker, "confirmed")).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await decide(anton, "confirmed")).toMatchObject({ ok: true });
  expect(await counts()).toEqual(["1.3"]);

  await setRate(actor(ada), { ...wish, rate: "13" });
  await setRate(operator(), { ...wish, rate: "1.31" });
  expect(await decide(anton, "confirmed")).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  expect(await decide(ada, "declined")).toMatchObject({ ok: true });
  expect(await counts()).toEqual(["1.31"]);
});

test("rates: the newest day counts, then what was said last; none is ever changed", async () => {
  const set = (rate: string, day: string) => setRate(operator(), { currency: "GBP", inCurrency: "EUR", rate, day });
  await set("1.10", "2026-11-01");
  await set("1.30", "2026-10-01");
  await set("1.15", "2026-11-01");
  expect(await readRates(db(), { merchantId: merchant.id, currency: "EUR" })).toMatchObject([{ rate: "1.15", day: "2026-11-01" }]);
  await expect(db().exchangeRate.updateMany({ where: { merchantId: merchant.id }, data: { rate: "9" } })).rejects.toThrow(/append-only/);
});
