import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import type { SchedulePlan } from "@/lib/domain/schedule/plan";
import { createApiKey } from "@/lib/operations/api-keys/create-api-key";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { proposeChange } from "@/lib/operations/connections/propose-change";
import { createEndpoint } from "@/lib/operations/endpoints/create-endpoint";
import { rotateSecret } from "@/lib/operations/endpoints/rotate-secret";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { changeRole } from "@/lib/operations/people/change-role";
import { invitePerson } from "@/lib/operations/people/invite-person";
import { setRate } from "@/lib/operations/policies/set-rate";
import { createSchedule } from "@/lib/operations/schedules/create-schedule";
import { aMissedEvent, anEndpoint } from "@/lib/testing/endpoint-factory";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aDelivery, aFinding } from "@/lib/testing/inbox-factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { anAccountVersion, aPaymentSource, aReceiverWithAccount, TEST_IBAN } from "@/lib/testing/receiver-factories";
import { aRole } from "@/lib/testing/role-factory";
import { aUnit } from "@/lib/testing/unit-factory";

export const A_SHOP = { url: "https://shop.example.com/webhooks", description: "Shop", types: [] };
export const DRAFTED = new Date("2026-11-30T10:00:00Z");
export const A_FILE = new TextEncoder().encode("reference,name\nCUS-1,Anna Schmidt\n");

export const MONTHLY: SchedulePlan = {
  ...{ rule: { unit: "month", every: 1, day: 31 }, onClosedDay: "before", leadDays: 3 },
  ...{ startDay: new Date().toISOString().slice(0, 10), end: { kind: "never" } },
};
export const rentOf = ({ connection, account }: Pick<World, "connection" | "account">) => ({
  ...{ connection: connection.id, amountMinor: 80_000n, currency: "EUR" as const },
  ...{ receiverAccountId: account.id, reference: "Rent" },
});

export const accountOf = ({ account }: World) => ({ type: "receiverAccount", receiverAccountId: account.id }) as const;

/** One merchant with one of everything that a deed can be done to. */
export async function aWorld() {
  const merchant = await aMerchant(db());
  const connection = await aConnection(db(), { merchant });
  const { receiver, account, version } = await aReceiverWithAccount(db(), { merchant });
  const proposal = await anAccountVersion(db(), { account, holderName: "Anna Schmidt", address: TEST_IBAN, version: 2, isProposal: true });
  const { version: card } = await aReceiverWithAccount(db(), { merchant, address: { kind: "virtualCard", currency: "EUR" } });
  const checkId = newId("payeeCheck");
  const check = { merchantId: merchant.id, versionId: proposal.id, connectionId: connection.id, provider: connection.provider };
  await db().payeeCheck.create({
    data: { ...check, id: checkId, result: "partialMatch", suggestedName: "Anna Schmitt", checkedByName: "Counterfoil" },
  });
  const payout = await aPayout(db(), { merchant, connection });
  const sent = await aPayout(db(), { merchant, connection, state: "unconfirmed" });
  const source = await aPaymentSource(db(), { connection });
  const importer = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  const batch = await openBatch(importer, { name: "payroll.csv", bytes: new TextEncoder().encode("name,amount\nAnna,5.00\n") });
  if (!batch.ok) throw new Error(batch.error.sentence);
  const { unitId } = await aUnit(db(), { maker: importer, connection, payouts: 1 });
  const signatureId = newId("unitSignature");
  const signed = { merchantId: merchant.id, submissionId: unitId, verdict: "approve", hash: "0".repeat(64), payouts: 1, totals: [] };
  const signedBy = { checkerId: "per_checker", checkerName: "Cleo Checker", state: "done", endedAt: new Date() };
  await db().unitSignature.create({ data: { id: signatureId, ...signed, ...signedBy } });
  const rent = { submissionKey: crypto.randomUUID(), payout: rentOf({ connection, account }), plan: MONTHLY };
  const schedule = await createSchedule(importer, rent);
  if (!schedule.ok) throw new Error(schedule.error.sentence);
  const colleague = await aPerson(db(), { merchant, role: "support" });
  const operator = { kind: "system", name: "operator", merchantId: merchant.id } as const;
  const key = await createApiKey(operator, { merchantId: merchant.id, name: "shop", scopes: ["payouts:read"] });
  if (!key.ok) throw new Error(key.error.sentence);
  const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
  const access = await anAccess(merchant, admin, colleague.id);
  const { endpoint } = await anEndpoint(db(), { merchant });
  const { endpoint: off } = await anEndpoint(db(), { merchant, state: "off" });
  const missed = await aMissedEvent(db(), { endpoint });
  expect(await rotateSecret(operator, { endpointId: endpoint.id, overlapHours: 24 })).toMatchObject({ ok: true });
  const freeze = await setFreeze(checker, { scope: "receiver", targetId: receiver.id });
  if (!freeze.ok) throw new Error(freeze.error.sentence);
  const { id: deliveryId } = await aDelivery(db(), { connection });
  const { freezeId } = freeze.value;
  const changeId = await inTransaction((tx) =>
    proposeChange(tx, operator, { connectionId: connection.id, kind: "activate", settings: null, changedNames: [] }),
  );
  const enrolmentId = newId("enrolment");
  const enrolled = { id: enrolmentId, merchantId: merchant.id, connectionId: connection.id, receiverId: receiver.id };
  await db().enrolment.create({ data: { ...enrolled, accountVersionId: version.id } });
  const finding = await aFinding(db(), { connection });
  const askId = newId("receiverAsk");
  const asked = {
    tokenHash: new Uint8Array(randomBytes(32)),
    askedById: "per_maker",
    askedByName: "Ada Maker",
    expiresAt: addMs(new Date(), HOUR_MS),
  };
  await db().receiverAsk.create({ data: { id: askId, merchantId: merchant.id, receiverId: receiver.id, ...asked } });
  const exportId = newId("payoutExport");
  const file = { merchantId: merchant.id, personId: colleague.id, personName: colleague.name, format: "csv", query: "", timeZone: "UTC" };
  await db().payoutExport.create({ data: { ...file, id: exportId, state: "ready", rowsExpected: 0, bytes: 1n, endedAt: new Date() } });
  const lender = await aPerson(db(), { merchant, role: "checker" });
  const delegationId = newId("delegation");
  const lent = { lenderId: lender.id, lenderName: lender.name, delegateId: colleague.id, delegateName: colleague.name };
  const times = { fromAt: new Date(), untilAt: addMs(new Date(), HOUR_MS) };
  await db().delegation.create({ data: { id: delegationId, merchantId: merchant.id, ...lent, ...times } });
  const draft = { draftedById: "per_admin", draftedByName: "Ada Admin", editedAt: DRAFTED, body: { ...DEMO_POLICY } };
  await db().policyVersion.create({ data: { merchantId: merchant.id, version: 2, state: "draft", basedOn: 1, ...draft } });
  const viewId = newId("savedView");
  const view = { merchantId: merchant.id, personId: colleague.id, personName: colleague.name, name: "Failed", query: "state=failed" };
  await db().savedView.create({ data: { ...view, id: viewId, isShared: true } });
  const shareId = newId("payoutShare");
  const link = { tokenHash: new Uint8Array(randomBytes(32)), madeById: "per_maker", madeByName: "Ada Maker" };
  await db().payoutShare.create({
    data: { ...link, id: shareId, merchantId: merchant.id, payoutId: payout.id, expiresAt: addMs(new Date(), HOUR_MS) },
  });
  return {
    shareId,
    exportId,
    viewId,
    endpointId: endpoint.id,
    offEndpointId: off.id,
    missedId: missed.id,
    merchant,
    connection,
    finding,
    receiver,
    account,
    version,
    proposal,
    checkId,
    card,
    payout,
    sent,
    source,
    colleague,
    batchId: batch.value.batchId,
    unitId,
    signatureId,
    scheduleId: schedule.value.scheduleId,
    apiKeyId: key.value.apiKeyId,
    freezeId,
    deliveryId,
    lenderId: lender.id,
    delegationId,
    changeId,
    enrolmentId,
    askId,
    ...access,
  };
}

/** Somebody who is invited, a role of the merchant's own, and four wishes that wait for a second admin. */
async function anAccess(merchant: Merchant, admin: Actor, colleagueId: string) {
  const { key: ownRole } = await aRole(db(), { merchant, permissions: ["payout.view"] });
  const email = `${crypto.randomUUID()}@test.test`;
  expect(await invitePerson(admin, { email, name: "Nora", role: "maker" })).toMatchObject({ ok: true });
  const { id: invitationId } = await db().invitation.findFirstOrThrow({ where: { merchantId: merchant.id } });
  expect(await changeRole(admin, { personId: colleagueId, role: "checker" })).toMatchObject({ ok: true });
  expect(await createApiKey(admin, { merchantId: merchant.id, name: "mine", scopes: ["payouts:read"] })).toMatchObject({ ok: true });
  expect(await createEndpoint(admin, A_SHOP)).toMatchObject({ ok: true });
  const change = (kind: string) => db().accessChange.findFirstOrThrow({ where: { merchantId: merchant.id, kind } });
  const [{ id: teamChangeId }, { id: keyChangeId }] = [await change("member.role"), await change("apiKey.create")];
  const { id: endpointChangeId } = await change("endpoint.create");
  expect(await setRate(admin, { currency: "USD", inCurrency: "EUR", rate: "0.9", day: "2026-11-30" })).toMatchObject({ ok: true });
  const { id: rateChangeId } = await change("rate.set");
  return { ownRole, invitationId, teamChangeId, keyChangeId, endpointChangeId, rateChangeId };
}
export type World = Awaited<ReturnType<typeof aWorld>>;
