import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { Actor } from "@/lib/domain/access/actor";
import type { UnitView } from "@/lib/domain/approval/unit-view";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { listApprovals } from "@/lib/queries/list-approvals";
import { listUnitRows } from "@/lib/queries/list-unit-rows";
import { readUnit } from "@/lib/queries/read-unit";
import { readUnitChanges } from "@/lib/queries/read-unit-changes";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { anAccountVersion, aReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { aUnit } from "@/lib/testing/unit-factory";
import { applySignature } from "./apply-signature";
import { approvePayout } from "./approve-payout";
import { signUnit, takeOut } from "./sign-unit";
import { undoDecision } from "./undo-decision";
import { undoSignature } from "./undo-signature";

type Person = Extract<Actor, { kind: "person" }>;
let merchant: Merchant;
let maker: Person;
let checker: Person;
beforeEach(async () => {
  merchant = await aMerchant(db());
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  checker = await aChecker();
});

const aChecker = async () => actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
const statesOf = async (unitId: string) =>
  (await db().payout.findMany({ where: { unitId }, orderBy: { id: "asc" } })).map(({ state }) => state);
const jobsOf = async (unitId: string) =>
  db().$queryRaw<unknown[]>`SELECT j.id FROM pgboss.job j JOIN "payout" p ON p."id" = j.data->>'payoutId' WHERE p."unitId" = ${unitId}`;

async function shown(unitId: string, reader = checker): Promise<UnitView> {
  const view = await readUnit(reader, unitId);
  if (!view) throw new Error("There is no such unit.");
  return view;
}
const asShown = ({ unitId, signed: { hash }, outliers: { mark } }: UnitView) => ({
  unitId,
  verdict: "approve" as const,
  hash,
  lookedAt: mark,
});

describe("a unit", () => {
  test("is one item of the inbox, and its payouts do not flood it; each is still reached by itself", async () => {
    const { unitId, payouts } = await aUnit(db(), { maker });
    const queue = await listApprovals(checker);
    expect(queue).toMatchObject({ items: [], total: 0, units: [{ unitId, payouts: 3, turn: "mine", sums: [{ minor: 37_500n }] }] });
    expect((await listApprovals(maker)).units).toMatchObject([{ turn: "own" }]);
    const [one] = payouts;
    if (!one) throw new Error("made");
    expect(await approvePayout(checker, { payoutId: one.id, shownHash: await shownHashOf(db(), one) })).toMatchObject({ ok: true });
    expect((await listApprovals(checker)).units).toMatchObject([{ payouts: 2 }]);
  });

  test("is approved by one signature over its sums and payees; each payout has its own decision, history and job", async () => {
    const { unitId, payouts } = await aUnit(db(), { maker });
    const view = await shown(unitId);
    expect(view.signed).toMatchObject({
      payouts: 3,
      payees: 3,
      closed: 0,
      totals: [{ payouts: 3, sum: { minor: 37_500n, currency: "EUR" } }],
    });
    expect(await signUnit(checker, asShown(view))).toMatchObject({ ok: true, value: { payouts: 3, isDone: true } });
    expect(await statesOf(unitId)).toEqual(["approved", "approved", "approved"]);
    expect(await jobsOf(unitId)).toHaveLength(3);
    for (const payout of payouts) {
      const decisions = await db().approvalDecision.findMany({ where: { payoutId: payout.id } });
      expect(decisions).toMatchObject([
        { checkerId: checker.personId, verdict: "approve", step: 0, shownHash: await shownHashOf(db(), payout) },
      ]);
      expect(await db().stateTransition.count({ where: { payoutId: payout.id, event: "approve" } })).toBe(1);
      expect(await db().auditEntry.count({ where: { subjectId: payout.id, event: "payout.approved" } })).toBe(1);
    }
    expect((await listApprovals(checker)).units).toEqual([]);
    expect(await signUnit(checker, asShown(view))).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
  });

  test("the maker signs nothing of it, nor do others whose role does not include it", async () => {
    const { unitId } = await aUnit(db(), { maker });
    const view = await shown(unitId);
    await db().membership.updateMany({ where: { personId: maker.personId }, data: { role: "checker" } });
    const asChecker = actorOf({ id: maker.personId, name: maker.name, role: "checker" }, merchant);
    const own = await shown(unitId, asChecker);
    expect(own).toMatchObject({ signed: { payouts: 0 }, apart: [{ code: "makerIsChecker", payouts: 3 }] });
    expect(await signUnit(asChecker, asShown(view))).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
    const support = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
    expect(await signUnit(support, asShown(view))).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await statesOf(unitId)).toEqual(["awaitingApproval", "awaitingApproval", "awaitingApproval"]);
  });

  test("leaves out what the checker edited or brought the account of, in words, and signs the rest", async () => {
    const { unitId, payouts } = await aUnit(db(), { maker, editorIds: [] });
    const [one] = payouts;
    await db().payout.update({ where: { id: one?.id ?? "" }, data: { editorIds: [checker.personId] } });
    const view = await shown(unitId);
    expect(view).toMatchObject({ signed: { payouts: 2 }, apart: [{ code: "touchedByChecker", payouts: 1 }] });
    expect(await signUnit(checker, asShown(view))).toMatchObject({ ok: true, value: { payouts: 2 } });
    expect((await statesOf(unitId)).filter((state) => state === "awaitingApproval")).toHaveLength(1);
    const other = await aChecker();
    expect(await signUnit(other, asShown(await shown(unitId, other)))).toMatchObject({ ok: true, value: { payouts: 1 } });
  });

  test.each([
    ["withdrawn", async (payoutId: string) => cancelPayout(maker, { payoutId })],
    [
      "decided by somebody else",
      async (payoutId: string) => {
        const payout = await db().payout.findUniqueOrThrow({ where: { id: payoutId } });
        return approvePayout(await aChecker(), { payoutId, shownHash: await shownHashOf(db(), payout) });
      },
    ],
  ])("is not signed where a row was %s meanwhile, and what changed is told", async (_what, change) => {
    const { unitId, payouts } = await aUnit(db(), { maker });
    const view = await shown(unitId);
    const [one] = payouts;
    expect(await change(one?.id ?? "")).toMatchObject({ ok: true });
    expect(await signUnit(checker, asShown(view))).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
    expect((await statesOf(unitId)).filter((state) => state === "awaitingApproval")).toHaveLength(2);
    const told = await readUnitChanges(checker, { unitId, since: view.readAt });
    expect(told?.changes[0]).toMatchObject({ number: one?.number });
    expect(await signUnit(checker, asShown(await shown(unitId)))).toMatchObject({ ok: true, value: { payouts: 2 } });
  });

  test("has outliers first, and is not signed before they were looked at; a new one has to be looked at anew", async () => {
    const { unitId, payouts } = await aUnit(db(), { maker });
    const [one, two] = payouts;
    const warn = (payoutId: string, rule: string) =>
      db().payoutWarning.create({ data: { payoutId, merchantId: merchant.id, rule, subject: "x", sentence: `Look at this: ${rule}.` } });
    await warn(two?.id ?? "", "accountShared");
    const view = await shown(unitId);
    expect(view.outliers).toMatchObject({ payouts: 1, kinds: [{ kind: "accountShared", payouts: 1 }] });
    expect((await listUnitRows(checker, { unitId, view: "outliers", q: "", from: 0 }))?.rows).toMatchObject([
      { payoutId: two?.id, marks: ["Look at this: accountShared."], apart: null },
    ]);
    expect(await signUnit(checker, { ...asShown(view), lookedAt: null })).toMatchObject({ ok: false, error: { code: "mustBeOpened" } });
    await warn(one?.id ?? "", "accountNew");
    expect(await signUnit(checker, asShown(view))).toMatchObject({ ok: false, error: { code: "mustBeOpened" } });
    expect(await signUnit(checker, asShown(await shown(unitId)))).toMatchObject({ ok: true });
  });

  test("is searched, and a row that was changed since it was asked for stands out", async () => {
    const to = await aReceiverWithAccount(db(), { merchant, name: "Zoë Quist" });
    const { unitId } = await aUnit(db(), { maker, payouts: 1, to });
    await anAccountVersion(db(), { account: to.account, holderName: "Zoë Quist", address: TEST_SORT_CODE, version: 2 });
    const page = await listUnitRows(checker, { unitId, view: "all", q: "zoe QUI", from: 0 });
    expect(page).toMatchObject({
      total: 1,
      rows: [{ receiverName: "Zoë Quist", line: 2, marks: [expect.stringContaining("changed after")] }],
    });
    expect(await listUnitRows(checker, { unitId, view: "all", q: "nobody", from: 0 })).toMatchObject({ total: 0 });
  });
});

describe("steps", () => {
  const GROUPS = { first: { id: "a", name: "Checkers", roles: [], people: [] } } as const;
  test("two of a group sign one after the other, then the next group", async () => {
    const boss = await aChecker();
    const last = { id: "b", name: "Directors", roles: [], people: [boss.personId] };
    const { unitId } = await aUnit(db(), {
      maker,
      steps: [
        { group: { ...GROUPS.first, roles: [], people: [] }, count: 2 },
        { group: last, count: 1 },
      ],
    });
    const [one, two] = [checker, await aChecker()];
    expect(await signUnit(one, asShown(await shown(unitId, one)))).toMatchObject({ ok: true });
    expect(await statesOf(unitId)).toEqual(Array(3).fill("awaitingApproval"));
    expect(await shown(unitId, one)).toMatchObject({ signed: { payouts: 0 }, apart: [{ code: "alreadyDecided", payouts: 3 }] });
    expect(await signUnit(two, asShown(await shown(unitId, two)))).toMatchObject({ ok: true });
    const three = await aChecker();
    expect(await shown(unitId, three)).toMatchObject({ signed: { payouts: 0 }, apart: [{ code: "notYourStep", payouts: 3 }] });
    expect(await shown(unitId, boss)).toMatchObject({ steps: [{ sentence: "2 of Checkers, then 1 of Directors", payouts: 3 }] });
    expect(await signUnit(boss, asShown(await shown(unitId, boss)))).toMatchObject({ ok: true });
    expect(await statesOf(unitId)).toEqual(Array(3).fill("approved"));
  });

  test("of two who sign at once one after the other is counted, each once", async () => {
    const { unitId } = await aUnit(db(), { maker });
    const [one, two] = [checker, await aChecker()];
    const [a, b] = [asShown(await shown(unitId, one)), asShown(await shown(unitId, two))];
    const answers = await Promise.all([signUnit(one, a), signUnit(two, b)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await jobsOf(unitId)).toHaveLength(3);
  });
});

describe("taking out and taking back", () => {
  test("rows are taken out with a reason and are their maker's to mend; what is left is another unit to sign", async () => {
    const { unitId } = await aUnit(db(), { maker });
    const before = await shown(unitId);
    const page = await listUnitRows(checker, { unitId, view: "all", q: "", from: 0 });
    const first = page?.rows[0];
    if (!first) throw new Error("made");
    const payouts = [{ payoutId: first.payoutId, shownHash: first.shownHash }];
    expect(
      await takeOut(checker, {
        unitId,
        payouts: [{ ...payouts[0], shownHash: "0".repeat(64) }] as typeof payouts,
        reason: "wrongAmount",
        note: undefined,
      }),
    ).toMatchObject({ ok: false });
    expect(await takeOut(checker, { unitId, payouts, reason: "wrongAmount", note: "should be 12.50" })).toMatchObject({ ok: true });
    const move = await db().stateTransition.findFirstOrThrow({ where: { payoutId: first.payoutId, event: "reject" } });
    expect(move.note).toBe("The amount is wrong: should be 12.50");
    const after = await shown(unitId);
    expect(after.signed.hash).not.toBe(before.signed.hash);
    expect(await signUnit(checker, asShown(before))).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
    expect(await signUnit(checker, asShown(after))).toMatchObject({ ok: true, value: { payouts: 2 } });
    expect(await db().mail.count({ where: { merchantId: merchant.id, personId: maker.personId } })).toBe(1);
  });

  test("the whole is rejected as one, with one mail to its maker", async () => {
    const { unitId } = await aUnit(db(), { maker });
    const { unitId: id, hash } = { unitId, hash: (await shown(unitId)).signed.hash };
    expect(await signUnit(checker, { unitId: id, verdict: "reject", hash, lookedAt: null, reason: "notOwed" })).toMatchObject({ ok: true });
    expect(await statesOf(unitId)).toEqual(Array(3).fill("rejected"));
    expect(await db().mail.count({ where: { merchantId: merchant.id, personId: maker.personId } })).toBe(1);
    expect(await jobsOf(unitId)).toHaveLength(0);
  });

  test("a signature is taken back while nothing has left; what has left stays and is told", async () => {
    const { unitId, payouts } = await aUnit(db(), { maker });
    const signed = await signUnit(checker, asShown(await shown(unitId)));
    if (!signed.ok) throw new Error(signed.error.sentence);
    const { signatureId } = signed.value;
    await db().payout.update({ where: { id: payouts[0]?.id ?? "" }, data: { state: "dispatching", attempts: 1 } });
    expect(await undoSignature(await aChecker(), { signatureId })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await undoSignature(checker, { signatureId })).toMatchObject({ ok: true, value: { undone: 2, tooLate: 1 } });
    const rows = await db().payout.findMany({ where: { unitId }, orderBy: { id: "asc" } });
    expect(rows.map(({ state, round }) => [state, round])).toEqual([
      ["dispatching", 1],
      ["awaitingApproval", 2],
      ["awaitingApproval", 2],
    ]);
    expect(await undoSignature(checker, { signatureId })).toMatchObject({ ok: false, error: { code: "tooLate" } });
    expect(await signUnit(checker, asShown(await shown(unitId)))).toMatchObject({ ok: true, value: { payouts: 2 } });
  });

  test("one payout of it is still taken back alone", async () => {
    const { unitId, payouts } = await aUnit(db(), { maker });
    await signUnit(checker, asShown(await shown(unitId)));
    expect(await undoDecision(checker, { payoutId: payouts[0]?.id ?? "" })).toMatchObject({ ok: true });
    expect((await statesOf(unitId)).filter((state) => state === "awaitingApproval")).toHaveLength(1);
  });
});

describe("a signature that is applied in pieces", () => {
  /** As signing a long unit leaves it: recorded, and nothing decided yet. */
  async function recorded(unitId: string): Promise<string> {
    const { signed, outliers } = await shown(unitId);
    const signature = await signUnit(checker, { unitId, verdict: "approve", hash: signed.hash, lookedAt: outliers.mark }, { atOnce: 0 });
    if (!signature.ok) throw new Error(signature.error.sentence);
    expect(signature.value.isDone).toBe(false);
    return signature.value.signatureId;
  }

  test("decides each once, however many runs there are, and passes over what is no longer what was signed", async () => {
    const { unitId, payouts } = await aUnit(db(), { maker, payouts: 5 });
    const signatureId = await recorded(unitId);
    expect(await statesOf(unitId)).toEqual(Array(5).fill("awaitingApproval"));
    expect(await signUnit(await aChecker(), asShown(await shown(unitId)))).toMatchObject({
      ok: false,
      error: { code: "changedMeanwhile" },
    });
    await cancelPayout(maker, { payoutId: payouts[4]?.id ?? "" });
    await Promise.all([applySignature({ signatureId }), applySignature({ signatureId })]);
    await applySignature({ signatureId });
    expect((await statesOf(unitId)).filter((state) => state === "approved")).toHaveLength(4);
    expect(await db().approvalDecision.count({ where: { payout: { unitId } } })).toBe(4);
    expect(await jobsOf(unitId)).toHaveLength(4);
    expect((await shown(unitId)).signatures).toMatchObject([{ state: "done", payouts: 5, applied: 4, passed: 1, mayUndo: true }]);
  });

  test("stops when it is taken back, and decides nothing for somebody who was put out meanwhile", async () => {
    const { unitId } = await aUnit(db(), { maker });
    const signatureId = await recorded(unitId);
    expect(await undoSignature(checker, { signatureId })).toMatchObject({ ok: true, value: { undone: 3 } });
    await applySignature({ signatureId });
    expect(await statesOf(unitId)).toEqual(Array(3).fill("awaitingApproval"));
    const again = await recorded(unitId);
    await db().membership.updateMany({ where: { personId: checker.personId }, data: { disabledAt: new Date() } });
    await applySignature({ signatureId: again });
    expect(await statesOf(unitId)).toEqual(Array(3).fill("awaitingApproval"));
  });

  test("the database keeps what was signed as it was signed", async () => {
    const { unitId } = await aUnit(db(), { maker });
    const id = await recorded(unitId);
    await expect(db().unitSignature.update({ where: { id }, data: { payouts: 2 } })).rejects.toThrow(/stays what was signed/);
    await expect(db().unitSignatureRow.updateMany({ where: { signatureId: id }, data: { shownHash: "x" } })).rejects.toThrow(
      /stays what was signed/,
    );
    await applySignature({ signatureId: id });
    await expect(db().unitSignatureRow.updateMany({ where: { signatureId: id }, data: { state: "waiting" } })).rejects.toThrow(
      /applied once/,
    );
    await expect(db().payout.updateMany({ where: { unitId }, data: { unitId: null } })).rejects.toThrow();
  });
});
