import { describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { approvePayout } from "./approve-payout";
import { rejectPayout } from "./reject-payout";

async function waiting({ neededCheckers = 1 }: { neededCheckers?: number } = {}) {
  const merchant = await aMerchant(db());
  const makerRow = await aPerson(db(), { merchant, role: "maker" });
  const payout = await aPayout(db(), { merchant, maker: makerRow, state: "awaitingApproval", neededCheckers });
  const checker = async () => actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  return { merchant, makerRow, payout, input: { payoutId: payout.id, shownHash: await shownHashOf(db(), payout) }, checker };
}

const stateOf = async (id: string) => (await db().payout.findUniqueOrThrow({ where: { id } })).state;
const jobsFor = async (id: string) => db().$queryRaw<unknown[]>`SELECT id FROM pgboss.job WHERE data->>'payoutId' = ${id}`;

describe("approving", () => {
  test("a checker releases it, and its job is there with the change", async () => {
    const { payout, input, checker } = await waiting();
    expect(await approvePayout(await checker(), input)).toEqual({ ok: true, value: { payoutId: payout.id, state: "approved" } });
    expect(await jobsFor(payout.id)).toHaveLength(1);
  });

  test("the maker cannot, even with a checker's role", async () => {
    const { merchant, makerRow, payout, input } = await waiting();
    await db().membership.updateMany({ where: { personId: makerRow.id }, data: { role: "checker" } });
    const actor = actorOf({ ...makerRow, role: "checker" }, merchant);
    expect(await approvePayout(actor, input)).toMatchObject({ ok: false, error: { code: "makerIsChecker" } });
    expect(await rejectPayout(actor, { ...input, reason: "other" })).toMatchObject({ ok: false, error: { code: "makerIsChecker" } });
    expect(await stateOf(payout.id)).toBe("awaitingApproval");
  });

  test("the database refuses the maker's decision even when the code above it does not", async () => {
    const { makerRow, payout } = await waiting();
    const decision = db().approvalDecision.create({
      data: {
        id: newId("decision"),
        merchantId: payout.merchantId,
        payoutId: payout.id,
        round: 1,
        verdict: "approve",
        checkerId: makerRow.id,
        checkerName: makerRow.name,
        shownHash: "x",
      },
    });
    await expect(decision).rejects.toThrow(/maker of a payout cannot decide/);
  });

  test.each(["maker", "support", "admin"] as const)("a %s cannot approve", async (role) => {
    const { merchant, input } = await waiting();
    const actor = actorOf(await aPerson(db(), { merchant, role }), merchant);
    expect(await approvePayout(actor, input)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });

  test("of two checkers pressing at once one wins, the other is told, and there is one job", async () => {
    const { payout, input, checker } = await waiting();
    const checkers = await Promise.all([checker(), checker(), checker(), checker()]);
    const answers = await Promise.all(checkers.map((one) => approvePayout(one, input)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.error.code === "changedMeanwhile")).toHaveLength(3);
    expect(await jobsFor(payout.id)).toHaveLength(1);
    expect(await db().approvalDecision.count({ where: { payoutId: payout.id } })).toBe(1);
  });

  test("approve against reject at the same moment: one of them happened", async () => {
    const { payout, input, checker } = await waiting();
    const [one, two] = [await checker(), await checker()];
    const answers = await Promise.all([approvePayout(one, input), rejectPayout(two, { ...input, reason: "notOwed" })]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(["approved", "rejected"]).toContain(await stateOf(payout.id));
  });

  test("two checkers are needed where policy says two, and the same one twice is one", async () => {
    const { payout, input, checker } = await waiting({ neededCheckers: 2 });
    const first = await checker();
    expect(await approvePayout(first, input)).toMatchObject({ ok: true, value: { state: "awaitingApproval" } });
    expect(await approvePayout(first, input)).toMatchObject({ ok: false, error: { code: "alreadyDecided" } });
    expect(await stateOf(payout.id)).toBe("awaitingApproval");
    expect(await approvePayout(await checker(), input)).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  test("what was signed must be what stands there", async () => {
    const { payout, checker } = await waiting();
    const answer = await approvePayout(await checker(), { payoutId: payout.id, shownHash: "0".repeat(64) });
    expect(answer).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });

  test("another merchant's payout does not exist", async () => {
    const { input } = await waiting();
    const stranger = await waiting();
    expect(await approvePayout(await stranger.checker(), input)).toMatchObject({ ok: false, error: { code: "notFound" } });
  });
});

describe("rejecting", () => {
  test("ends it with the reason on the timeline, and nothing is sent", async () => {
    const { payout, input, checker } = await waiting();
    const answer = await rejectPayout(await checker(), { ...input, reason: "wrongAmount", note: "should be 12.50" });
    expect(answer).toEqual({ ok: true, value: { payoutId: payout.id, state: "rejected" } });
    const move = await db().stateTransition.findFirstOrThrow({ where: { payoutId: payout.id, event: "reject" } });
    expect(move.note).toBe("The amount is wrong: should be 12.50");
    expect(await jobsFor(payout.id)).toHaveLength(0);
  });
});
