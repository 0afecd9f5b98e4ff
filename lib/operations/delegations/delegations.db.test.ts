import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { actorOf, aMerchant, aPerson, type TestPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { endDelegation } from "./end-delegation";
import { giveDelegation } from "./give-delegation";

let merchant: Awaited<ReturnType<typeof aMerchant>>;
let lea: TestPerson;
let cem: TestPerson;

beforeEach(async () => {
  merchant = await aMerchant(db());
  lea = await aPerson(db(), { merchant, role: "checker", name: "Lea" });
  cem = await aPerson(db(), { merchant, role: "checker", name: "Cem" });
});

const as = (person: TestPerson) => actorOf(person, merchant);

/** Only Lea signs it. */
async function forLea(wish: Parameters<typeof aPayout>[1] = {}) {
  const steps = [{ group: { id: "leads", name: "Leads", roles: [], people: [lea.id] }, count: 1 }];
  const payout = await aPayout(db(), { merchant, steps, ...wish });
  return { payout, input: { payoutId: payout.id, shownHash: await shownHashOf(db(), payout) } };
}

async function lend(more: { upTo?: string; fromAt?: Date; untilAt?: Date } = {}): Promise<string> {
  const times = { fromAt: addMs(new Date(), -HOUR_MS), untilAt: addMs(new Date(), DAY_MS) };
  const given = await giveDelegation(as(lea), { delegateId: cem.id, ...times, ...more });
  if (!given.ok) throw new Error(given.error.sentence);
  return given.value.delegationId;
}

const notMine = { ok: false, error: { code: "notYourStep" } };

describe("a lent place", () => {
  test("lets its taker sign for the lender, and the decision says for whom", async () => {
    const { payout, input } = await forLea();
    expect(await approvePayout(as(cem), input)).toMatchObject(notMine);
    await lend();
    expect(await approvePayout(as(cem), input)).toMatchObject({ ok: true, value: { state: "approved" } });
    const decision = await db().approvalDecision.findFirstOrThrow({ where: { payoutId: payout.id } });
    expect(decision).toMatchObject({ checkerId: cem.id, forId: lea.id, forName: "Lea" });
  });

  test("up to its amount, converted; what cannot be converted is within none", async () => {
    await lend({ upTo: "125" });
    for (const wish of [{ amountMinor: 12_501n }, { amountMinor: 1n, currency: "NZD" as const }]) {
      expect(await approvePayout(as(cem), (await forLea(wish)).input)).toMatchObject(notMine);
    }
    expect(await approvePayout(as(cem), (await forLea({ amountMinor: 12_500n })).input)).toMatchObject({ ok: true });
  });

  test("in its time, and no longer once either of them or an admin has ended it", async () => {
    const { input } = await forLea();
    await lend({ fromAt: addMs(new Date(), HOUR_MS) });
    expect(await approvePayout(as(cem), input)).toMatchObject(notMine);
    const [admin, support, maker] = await Promise.all(
      (["admin", "support", "maker"] as const).map((role) => aPerson(db(), { merchant, role })),
    );
    for (const stranger of [support, maker]) {
      expect(stranger && (await endDelegation(as(stranger), { delegationId: await lend() }))).toMatchObject({
        ok: false,
        error: { code: "forbidden" },
      });
    }
    for (const one of await db().delegation.findMany({ where: { merchantId: merchant.id } })) {
      expect(admin && (await endDelegation(as(admin), { delegationId: one.id }))).toMatchObject({ ok: true });
    }
    expect(await approvePayout(as(cem), input)).toMatchObject(notMine);
    const delegationId = await lend();
    expect(await endDelegation(as(cem), { delegationId })).toMatchObject({ ok: true });
    expect(await endDelegation(as(lea), { delegationId })).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });

  test("never for what the lender made, never to its maker, and both count once together", async () => {
    await lend();
    expect(await approvePayout(as(cem), (await forLea({ maker: lea })).input)).toMatchObject(notMine);
    expect(await approvePayout(as(cem), (await forLea({ maker: cem })).input)).toMatchObject({
      ok: false,
      error: { code: "makerIsChecker" },
    });
    const { payout, input } = await forLea({ steps: [{ group: { id: "leads", name: "Leads", roles: [], people: [lea.id] }, count: 2 }] });
    expect(await approvePayout(as(cem), input)).toMatchObject({ ok: true, value: { state: "awaitingApproval" } });
    expect(await approvePayout(as(lea), input)).toMatchObject({ ok: false, error: { code: "alreadyDecided" } });
    expect(await db().approvalDecision.count({ where: { payoutId: payout.id } })).toBe(1);
  });

  test("is worth nothing once its lender is shut out", async () => {
    await lend();
    await db().person.update({ where: { id: lea.id }, data: { disabledAt: new Date() } });
    expect(await approvePayout(as(cem), (await forLea()).input)).toMatchObject(notMine);
  });

  test("goes only to somebody who may approve, not to oneself, not for the past and not for ever", async () => {
    const support = await aPerson(db(), { merchant, role: "support" });
    const give = (delegateId: string, until: number) =>
      giveDelegation(as(lea), { delegateId, fromAt: new Date(), untilAt: addMs(new Date(), until) });
    expect(await give(support.id, DAY_MS)).toMatchObject({ ok: false, error: { code: "notFound" } });
    for (const [id, until] of [
      [lea.id, DAY_MS],
      [cem.id, -DAY_MS],
      [cem.id, 91 * DAY_MS],
    ] as const) {
      expect(await give(id, until)).toMatchObject({ ok: false, error: { code: "invalidInput" } });
    }
  });

  test("that nobody has lent is refused by the database, and a lent one is never altered", async () => {
    const { payout } = await forLea();
    const facts = { merchantId: merchant.id, payoutId: payout.id, round: 1, verdict: "approve", checkerName: "Cem", shownHash: "x" };
    const sign = () =>
      db().approvalDecision.create({ data: { id: newId("decision"), ...facts, checkerId: cem.id, forId: lea.id, forName: "Lea" } });
    await expect(sign()).rejects.toThrow(/nobody has lent this place/);
    const delegationId = await lend();
    const change = db().delegation.update({ where: { id: delegationId }, data: { untilAt: addMs(new Date(), 2 * DAY_MS) } });
    await expect(change).rejects.toThrow(/written once/);
    await sign();
  });
});
