import { afterEach, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { formatPayoutNumber } from "@/lib/base/id";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { CHECKERS } from "@/lib/domain/approval/policy";
import { giveDelegation } from "@/lib/operations/delegations/give-delegation";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { approvePayout } from "./approve-payout";
import { tellApprovers } from "./tell-approvers";

let reset = () => {};
afterEach(() => reset());
const later = (minutes: number) => {
  reset();
  const at = addMs(new Date(), minutes * MINUTE_MS);
  reset = replaceClock(() => at);
};
const mailsTo = (personId: string) => db().mail.findMany({ where: { personId }, orderBy: { queuedAt: "asc" } });

test("whoever can decide is told once, in one mail however much it is, and again when it is their turn", async () => {
  const merchant = await aMerchant(db());
  const maker = await aPerson(db(), { merchant, role: "maker" });
  const [cleo, lea] = [await aPerson(db(), { merchant, role: "checker" }), await aPerson(db(), { merchant, role: "checker" })];
  const gone = await aPerson(db(), { merchant, role: "checker", disabledAt: new Date() });
  const steps = [
    { group: { id: "first", name: "First", roles: [], people: [cleo.id] }, count: 1 },
    { group: { id: "leads", name: "Leads", roles: [], people: [lea.id] }, count: 1 },
  ];
  const payout = await aPayout(db(), { merchant, maker, steps, reference: "See https://elsewhere.test" });
  await aPayout(db(), { merchant, maker, steps: [{ group: CHECKERS, count: 1 }] });
  await tellApprovers();
  expect(await mailsTo(cleo.id)).toEqual([]);

  later(1);
  await Promise.all([tellApprovers(), tellApprovers()]);
  await tellApprovers();
  const [first, ...more] = await mailsTo(cleo.id);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ subject: "2 payouts wait for your approval" });
  expect(first?.text).not.toMatch(/https?:/);
  expect((await mailsTo(lea.id)).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Payout CF-.* waits for your approval$/)]);
  for (const id of [gone.id, maker.id]) expect(await mailsTo(id)).toEqual([]);

  await approvePayout(actorOf(cleo, merchant), { payoutId: payout.id, shownHash: await shownHashOf(db(), payout) });
  later(2);
  await tellApprovers();
  expect(await mailsTo(lea.id)).toHaveLength(2);
  expect(await mailsTo(cleo.id)).toHaveLength(1);
});

test("whoever takes a lent place is told of what is within it, and of nothing else", async () => {
  const merchant = await aMerchant(db());
  const [lea, cem] = [await aPerson(db(), { merchant, role: "checker" }), await aPerson(db(), { merchant, role: "checker" })];
  const steps = [{ group: { id: "leads", name: "Leads", roles: [], people: [lea.id] }, count: 1 }];
  const times = { fromAt: addMs(new Date(), -MINUTE_MS), untilAt: addMs(new Date(), 60 * MINUTE_MS) };
  expect(await giveDelegation(actorOf(lea, merchant), { delegateId: cem.id, upTo: "100", ...times })).toMatchObject({ ok: true });
  const within = await aPayout(db(), { merchant, steps, amountMinor: 10_000n });
  await aPayout(db(), { merchant, steps, amountMinor: 10_001n });
  later(1);
  await tellApprovers();
  expect((await mailsTo(cem.id)).map(({ subject }) => subject)).toEqual([
    `Payout ${formatPayoutNumber(within.number)} waits for your approval`,
  ]);
  expect(await mailsTo(lea.id)).toMatchObject([{ subject: "2 payouts wait for your approval" }]);
});
