import { describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { StepUpNeed } from "@/lib/domain/access/step-up";
import type { NeedStep } from "@/lib/domain/approval/need";
import { CHECKERS } from "@/lib/domain/approval/policy";
import { stepUp } from "@/lib/operations/sessions/step-up";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPolicyChange } from "@/lib/testing/policy-factory";
import { anAuthenticatorApp, signedInActor } from "@/lib/testing/second-factor";
import { approvePayout } from "./approve-payout";

import { rejectPayout } from "./reject-payout";

/** First one checker, then Lea. */
async function twoSteps(more: { editorIds?: string[] } = {}) {
  const merchant = await aMerchant(db());
  const lea = await aPerson(db(), { merchant, role: "checker", name: "Lea" });
  const cleo = await aPerson(db(), { merchant, role: "checker", name: "Cleo" });
  const steps: NeedStep[] = [
    { group: CHECKERS, count: 1 },
    { group: { id: "leads", name: "Leads", roles: [], people: [lea.id] }, count: 1 },
  ];
  const payout = await aPayout(db(), { merchant, state: "awaitingApproval", steps, ...more });
  const input = { payoutId: payout.id, shownHash: await shownHashOf(db(), payout) };
  return { merchant, payout, input, leaId: lea.id, cleoId: cleo.id, lea: actorOf(lea, merchant), cleo: actorOf(cleo, merchant) };
}

type Scene = Awaited<ReturnType<typeof twoSteps>>;
const stateOf = async (id: string) => (await db().payout.findUniqueOrThrow({ where: { id } })).state;

/** Past the operations, as a fault in them would write it. */
function write({ payout }: Scene, checkerId: string, more: { step?: number; forId?: string; forName?: string; verdict?: string } = {}) {
  const { merchantId, id: payoutId } = payout;
  const facts = { round: 1, verdict: "approve", checkerName: "Somebody", shownHash: "x", ...more };
  return db().approvalDecision.create({ data: { id: newId("decision"), merchantId, payoutId, checkerId, ...facts } });
}

describe("two steps", () => {
  test("are signed one after the other, and only the last releases it", async () => {
    const { payout, input, lea, cleo, merchant } = await twoSteps();
    expect(await approvePayout(cleo, input)).toMatchObject({ ok: true, value: { state: "awaitingApproval" } });
    const cem = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
    expect(await approvePayout(cem, input)).toMatchObject({ ok: false, error: { code: "notYourStep" } });
    expect(await approvePayout(lea, input)).toMatchObject({ ok: true, value: { state: "approved" } });
    const decisions = await db().approvalDecision.findMany({ where: { payoutId: payout.id }, orderBy: { step: "asc" } });
    expect(decisions.map(({ checkerName, step }) => [checkerName, step])).toEqual([
      ["Cleo", 0],
      ["Lea", 1],
    ]);
  });

  test("whoever may decide may stop it at any step", async () => {
    const { input, payout, cleo, merchant } = await twoSteps();
    await approvePayout(cleo, input);
    const cem = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
    expect(await rejectPayout(cem, { ...input, reason: "notOwed" })).toMatchObject({ ok: true });
    expect(await stateOf(payout.id)).toBe("rejected");
  });

  test("nobody decides on what they edited, or whose account they brought", async () => {
    const scene = await twoSteps();
    await db().payout.update({ where: { id: scene.payout.id }, data: { editorIds: [scene.cleoId] } });
    expect(await approvePayout(scene.cleo, scene.input)).toMatchObject({ ok: false, error: { code: "touchedByChecker" } });
    expect(await rejectPayout(scene.cleo, { ...scene.input, reason: "notOwed" })).toMatchObject({
      ok: false,
      error: { code: "touchedByChecker" },
    });
    await expect(write(scene, scene.cleoId)).rejects.toThrow(/edited a payout cannot decide/);
    await expect(write(scene, scene.leaId, { forId: scene.cleoId, forName: "Cleo" })).rejects.toThrow(/edited a payout cannot decide/);
  });
});

describe("a proof, where policy wants one", () => {
  async function proving(stepUpKind: "session" | "item") {
    const merchant = await aMerchant(db());
    const person = await aPerson(db(), { merchant, role: "checker" });
    const payout = await aPayout(db(), { merchant, stepUp: stepUpKind });
    const shownHash = await shownHashOf(db(), payout);
    const input = { payoutId: payout.id, shownHash };
    return { person, payout, input, actor: await signedInActor(db(), person, merchant) };
  }

  test("nothing is decided without it, and whoever has no second factor is told so", async () => {
    const { actor, input, payout, person } = await proving("session");
    expect(await approvePayout(actor, input)).toMatchObject({ ok: false, error: { code: "secondFactorMissing" } });
    await anAuthenticatorApp(db(), person);
    expect(await approvePayout(actor, input)).toMatchObject({
      ok: false,
      error: { code: "stepUpNeeded", stepUp: { need: { kind: "session" } } },
    });
    expect(await db().approvalDecision.count({ where: { payoutId: payout.id } })).toBe(0);
  });

  test("for one item it has to be for this payout as it stands", async () => {
    const { actor, input, person } = await proving("item");
    const app = await anAuthenticatorApp(db(), person);
    const other: StepUpNeed = { kind: "item", subjectKind: "payout", subjectId: input.payoutId, hash: "0".repeat(64) };
    await stepUp(actor, { need: other, proof: { kind: "totp", code: app.codeAt(addMs(new Date(), -30 * SECOND_MS)) } });
    const need: StepUpNeed = { ...other, hash: input.shownHash };
    expect(await approvePayout(actor, input)).toMatchObject({ ok: false, error: { code: "stepUpNeeded", stepUp: { need } } });
    await stepUp(actor, { need, proof: { kind: "totp", code: app.codeAt(new Date()) } });
    expect(await approvePayout(actor, input)).toMatchObject({ ok: true, value: { state: "approved" } });
  });
});

describe("the database refuses, even when the code above it does not", () => {
  test("the later step first, a step that is not there, and a person twice in whoever's place", async () => {
    const scene = await twoSteps();
    await expect(write(scene, scene.leaId, { step: 1 })).rejects.toThrow(/earlier step/);
    await expect(write(scene, scene.leaId, { step: 2 })).rejects.toThrow(/no such step/);
    const lent = { lenderId: scene.leaId, lenderName: "Lea", delegateId: scene.cleoId, delegateName: "Cleo" };
    const times = { fromAt: addMs(new Date(), -60 * SECOND_MS), untilAt: addMs(new Date(), 60 * SECOND_MS) };
    await db().delegation.create({ data: { id: newId("delegation"), merchantId: scene.merchant.id, ...lent, ...times } });
    await write(scene, scene.cleoId, { forId: scene.leaId, forName: "Lea" });
    await expect(write(scene, scene.leaId, { step: 1 })).rejects.toThrow(/counts once/);
    await expect(write(scene, "per_other", { step: 1, forId: scene.cleoId, forName: "Cleo" })).rejects.toThrow(/counts once/);
  });

  test("the maker's decision, also in another's place or with theirs taken", async () => {
    const scene = await twoSteps();
    const { makerId } = scene.payout;
    await expect(write(scene, makerId, { forId: scene.leaId, forName: "Lea" })).rejects.toThrow(/maker of a payout/);
    await expect(write(scene, scene.cleoId, { forId: makerId, forName: "Maker" })).rejects.toThrow(/maker of a payout/);
  });

  test("the decision of whoever brought the account", async () => {
    const scene = await twoSteps();
    const version = await db().receiverAccountVersion.findFirstOrThrow({ where: { id: scene.payout.receiverAccountVersionId ?? "" } });
    const brought = await db().receiverAccountVersion.create({
      data: { ...version, id: newId("receiverAccountVersion"), version: 2, createdById: scene.cleoId },
    });
    await db().payout.update({ where: { id: scene.payout.id }, data: { state: "draft" } });
    await db().payout.update({ where: { id: scene.payout.id }, data: { receiverAccountVersionId: brought.id } });
    await db().payout.update({ where: { id: scene.payout.id }, data: { state: "awaitingApproval" } });
    await expect(write(scene, scene.cleoId)).rejects.toThrow(/brought the account/);
    const payout = await db().payout.findUniqueOrThrow({ where: { id: scene.payout.id } });
    const answer = await approvePayout(scene.cleo, { payoutId: payout.id, shownHash: await shownHashOf(db(), payout) });
    expect(answer).toMatchObject({ ok: false, error: { code: "touchedByChecker" } });
  });

  test("an approved payout whose steps are not all signed", async () => {
    const scene = await twoSteps();
    const approve = () => db().payout.update({ where: { id: scene.payout.id }, data: { state: "approved" } });
    await expect(approve()).rejects.toThrow(/once each of its steps/);
    await write(scene, scene.cleoId);
    await expect(approve()).rejects.toThrow(/once each of its steps/);
    await write(scene, scene.leaId, { step: 1 });
    await approve();
  });

  test("a need that is softened after it was asked for, and an editor who is forgotten", async () => {
    const { payout } = await twoSteps({ editorIds: ["per_edda"] });
    const change = (data: object) => db().payout.update({ where: { id: payout.id }, data });
    await expect(change({ needSteps: [], neededCheckers: 0 })).rejects.toThrow(/until a new round/);
    await expect(change({ stepUp: "none", holdMinutes: 5 })).rejects.toThrow(/until a new round/);
    await expect(change({ editorIds: [] })).rejects.toThrow(/stays named/);
    await expect(change({ neededCheckers: 1 })).rejects.toThrow();
    await change({ round: 2, needSteps: [{ group: { ...CHECKERS }, count: 1 }], neededCheckers: 1 });
  });
});

describe("a policy in the database", () => {
  const row = (merchantId: string, version: number) => ({ where: { merchantId_version: { merchantId, version } } });

  async function aDraft() {
    const { id: merchantId } = await aMerchant(db());
    const { body } = await db().policyVersion.findUniqueOrThrow(row(merchantId, 1));
    const drafter = { draftedById: "per_dora", draftedByName: "Dora", editorIds: ["per_dora", "per_ed"] };
    await db().policyVersion.create({ data: { merchantId, version: 2, state: "draft", body: Object(body), basedOn: 1, ...drafter } });
    const propose = { state: "proposed", proposedById: "per_dora", proposedByName: "Dora", proposedAt: new Date(), reason: "More care" };
    return { merchantId, propose: () => db().policyVersion.update({ ...row(merchantId, 2), data: propose }) };
  }

  const decide = (merchantId: string, decidedById: string) =>
    db().policyVersion.update({ ...row(merchantId, 2), data: { state: "active", decidedById, decidedByName: "X", decidedAt: new Date() } });

  test("is confirmed by nobody who drafted, edited or proposed it", async () => {
    const { merchantId, propose } = await aDraft();
    await propose();
    await db().policyVersion.update({ ...row(merchantId, 1), data: { state: "superseded" } });
    for (const one of ["per_dora", "per_ed"]) await expect(decide(merchantId, one)).rejects.toThrow(/policy_confirmed_by_another/);
    await decide(merchantId, "per_anton");
  });

  test("is not altered once it is proposed, skips no step, and never goes", async () => {
    const { merchantId, propose } = await aDraft();
    await expect(decide(merchantId, "per_anton")).rejects.toThrow(/cannot go from draft to active/);
    await propose();
    await expect(db().policyVersion.update({ ...row(merchantId, 2), data: { body: {} } })).rejects.toThrow(/cannot be altered/);
    await expect(db().policyVersion.delete(row(merchantId, 2))).rejects.toThrow(/append-only/);
    await expect(decide(merchantId, "per_anton")).rejects.toThrow(/Unique constraint/);
  });

  test("begins as a draft of somebody's, one at a time", async () => {
    const { merchantId } = await aDraft();
    const { body } = await db().policyVersion.findUniqueOrThrow(row(merchantId, 1));
    const further = { merchantId, version: 3, body: Object(body), draftedByName: "Ed" };
    await expect(db().policyVersion.create({ data: { ...further, state: "draft", draftedById: "per_ed" } })).rejects.toThrow(
      /Unique constraint/,
    );
    await expect(db().policyVersion.create({ data: { ...further, state: "active", draftedById: "per_ed" } })).rejects.toThrow(
      /begins as a draft/,
    );
  });

  test("stays with the payouts that it judged", async () => {
    const { payout } = await twoSteps();
    const version = await aPolicyChange(db(), payout.merchantId, { checkers: 2 });
    const later = await aPayout(db(), { merchant: { id: payout.merchantId } });
    expect([payout.policyVersion, later.policyVersion]).toEqual([1, version]);
    await expect(db().payout.update({ where: { id: payout.id }, data: { policyVersion: 99, round: 2 } })).rejects.toThrow(/Foreign key/);
  });
});
