import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import type { Result } from "@/lib/base/result";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import type { Denial } from "@/lib/domain/access/denial";
import { ALSO_ASKED, DEEDS, STEP_UP_DEEDS } from "@/lib/domain/access/doors/deeds";
import { PERMISSIONS_FOR_PEOPLE } from "@/lib/domain/access/permission-facts";
import { API_SCOPES, mayRole, PERMISSIONS, type Permission, ROLES } from "@/lib/domain/access/permissions";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import { USUAL_LAYOUT } from "@/lib/domain/payout/history-layout";
import { NO_FILTERS } from "@/lib/domain/receiver/filters";
import type { SchedulePlan } from "@/lib/domain/schedule/plan";
import { tellSource } from "@/lib/operations/payment-sources/tell-source";
import { submitPayouts } from "@/lib/operations/payouts/submit-payouts";
import { aMissedEvent, anEndpoint } from "@/lib/testing/endpoint-factory";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aDelivery, aFinding } from "@/lib/testing/inbox-factories";
import { matrixSize } from "@/lib/testing/matrix-size";
import { aPayout } from "@/lib/testing/payout-factory";
import { anAccountVersion, aPaymentSource, aReceiverWithAccount, TEST_IBAN, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { aHolder, aRole } from "@/lib/testing/role-factory";
import { anAuthenticatorApp } from "@/lib/testing/second-factor";
import { aUnit } from "@/lib/testing/unit-factory";
import { createApiKey } from "./api-keys/create-api-key";
import { decideKeyChange } from "./api-keys/decide-key-change";
import { endOldSecret } from "./api-keys/end-old-secret";
import { restrictApiKey } from "./api-keys/restrict-api-key";
import { revokeApiKey } from "./api-keys/revoke-api-key";
import { rotateApiKey } from "./api-keys/rotate-api-key";
import { approvePayout } from "./approvals/approve-payout";
import { approveSeveral } from "./approvals/approve-several";
import { rejectPayout } from "./approvals/reject-payout";
import { signUnit, takeOut } from "./approvals/sign-unit";
import { undoDecision } from "./approvals/undo-decision";
import { undoSignature } from "./approvals/undo-signature";
import { attachPaper } from "./attachments/attach-paper";
import { openPaper } from "./attachments/open-paper";
import { exportAudit } from "./audit/export-audit";
import { changeRows, fixAlike } from "./batches/change-rows";
import { continueBatch, reopenRows } from "./batches/continue-batch";
import { dropRows } from "./batches/drop-rows";
import { exportBatch, exportFullBatch } from "./batches/export-batch";
import { giveReason } from "./batches/give-reason";
import { mapColumns } from "./batches/map-columns";
import { openBatch } from "./batches/open-batch";
import { submitBatch } from "./batches/submit-batch";
import { changeCredentials } from "./connections/change-credentials";
import { createConnection } from "./connections/create-connection";
import { decideChange } from "./connections/decide-change";
import { beginPairing, checkPairing } from "./connections/pair-connection";
import { proposeChange } from "./connections/propose-change";
import { startPreflight } from "./connections/start-preflight";
import { switchConnection } from "./connections/switch-connection";
import { trySettings } from "./connections/try-settings";
import { endDelegation } from "./delegations/end-delegation";
import { giveDelegation } from "./delegations/give-delegation";
import { changeEndpoint } from "./endpoints/change-endpoint";
import { createEndpoint } from "./endpoints/create-endpoint";
import { decideEndpointChange } from "./endpoints/decide-endpoint-change";
import { disableEndpoint } from "./endpoints/disable-endpoint";
import { enableEndpoint } from "./endpoints/enable-endpoint";
import { endOldSigning } from "./endpoints/end-old-signing";
import { removeEndpoint } from "./endpoints/remove-endpoint";
import { replayEvent } from "./endpoints/replay-event";
import { replayMissed } from "./endpoints/replay-missed";
import { rotateSecret } from "./endpoints/rotate-secret";
import { testEndpoint } from "./endpoints/test-endpoint";
import { askEnrolmentAgain } from "./enrolments/ask-enrolment-again";
import { askExport } from "./exports/ask-export";
import { takeExport } from "./exports/take-export";
import { resetSecondFactor } from "./factors/reset-second-factor";
import { askLift } from "./freezes/ask-lift";
import { confirmLift } from "./freezes/confirm-lift";
import { explainFreeze } from "./freezes/explain-freeze";
import { setFreeze } from "./freezes/set-freeze";
import { seeMentions } from "./notes/see-mentions";
import { writeNote } from "./notes/write-note";
import { findPaymentSources } from "./payment-sources/find-payment-sources";
import { askResend } from "./payouts/ask-resend";
import { assignPayout } from "./payouts/assign-payout";
import { attachProviderPayout } from "./payouts/attach-provider-payout";
import { cancelPayout } from "./payouts/cancel-payout";
import { decideResend } from "./payouts/decide-resend";
import { mendPayout } from "./payouts/mend-payout";
import { answerChecker, askMaker } from "./payouts/note-on-payout";
import { requestLookUp } from "./payouts/request-look-up";
import { resolveContradiction } from "./payouts/resolve-contradiction";
import { revealReceiverLink } from "./payouts/reveal-receiver-link";
import { submitPayout } from "./payouts/submit-payout";
import { changeRole } from "./people/change-role";
import { decideTeamChange } from "./people/decide-team-change";
import { disablePerson } from "./people/disable-person";
import { enablePerson } from "./people/enable-person";
import { endSessionsOf } from "./people/end-sessions-of";
import { invitePerson } from "./people/invite-person";
import { resendInvitation } from "./people/resend-invitation";
import { revokeInvitation } from "./people/revoke-invitation";
import { decidePolicy } from "./policies/decide-policy";
import { discardPolicy } from "./policies/discard-policy";
import { draftPolicy } from "./policies/draft-policy";
import { editPolicy } from "./policies/edit-policy";
import { proposePolicy } from "./policies/propose-policy";
import { setRate } from "./policies/set-rate";
import { takeReceipt } from "./receipts/take-receipt";
import { askReceiver } from "./receivers/ask-receiver";
import { checkPayee, takeSuggestedName } from "./receivers/check-payee";
import { closeReceiver } from "./receivers/close-receiver";
import { createReceiver } from "./receivers/create-receiver";
import { confirmAccount, rejectAccount } from "./receivers/decide-account";
import { exportFullReceivers, exportReceivers } from "./receivers/export-receivers";
import { importReceivers, previewImport } from "./receivers/import-receivers";
import { mergeReceivers } from "./receivers/merge-receivers";
import { noteOnReceiver } from "./receivers/note-on-receiver";
import { proposeAccount } from "./receivers/propose-account";
import { reopenReceiver } from "./receivers/reopen-receiver";
import { revealAccount } from "./receivers/reveal-account";
import { revokeAsk } from "./receivers/revoke-ask";
import { updateReceiver } from "./receivers/update-receiver";
import { askReconciliation } from "./reconciliation/ask-reconciliation";
import { explainFinding } from "./reconciliation/explain-finding";
import { changeRoleFacts } from "./roles/change-role-facts";
import { createRole } from "./roles/create-role";
import { deleteRole } from "./roles/delete-role";
import { createSchedule } from "./schedules/create-schedule";
import { editSchedule } from "./schedules/edit-schedule";
import { endSchedule, pauseSchedule } from "./schedules/pause-schedule";
import { resumeSchedule } from "./schedules/resume-schedule";
import { endShare } from "./shares/end-share";
import { sharePayout } from "./shares/share-payout";
import { arrangeHistory, chooseDefaultView } from "./views/arrange-history";
import { removeView } from "./views/remove-view";
import { saveView } from "./views/save-view";
import { replayDelivery } from "./webhooks/replay-delivery";

/** One merchant with one of everything that a deed can be done to. */
async function aWorld() {
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

/** Somebody who is invited, a role of the merchant's own, and two wishes that wait for a second admin. */
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
  return { ownRole, invitationId, teamChangeId, keyChangeId, endpointChangeId };
}
type World = Awaited<ReturnType<typeof aWorld>>;

type Deed = {
  /** Does it to what belongs to `world`, whoever the actor is. */
  readonly run: (actor: Actor, world: World) => Promise<Result<unknown, Denial>>;
  /** What someone who may do this elsewhere is told about another merchant's; `nothing`: it names nothing that could be another's. */
  readonly onOther: "notFound" | "nothing" | "empty";
};

const A_SHOP = { url: "https://shop.example.com/webhooks", description: "Shop", types: [] };
const DRAFTED = new Date("2026-11-30T10:00:00Z");
const A_FILE = new TextEncoder().encode("reference,name\nCUS-1,Anna Schmidt\n");

const MONTHLY: SchedulePlan = {
  ...{ rule: { unit: "month", every: 1, day: 31 }, onClosedDay: "before", leadDays: 3 },
  ...{ startDay: new Date().toISOString().slice(0, 10), end: { kind: "never" } },
};
const rentOf = ({ connection, account }: Pick<World, "connection" | "account">) => ({
  ...{ connection: connection.id, amountMinor: 80_000n, currency: "EUR" as const },
  ...{ receiverAccountId: account.id, reference: "Rent" },
});

const accountOf = ({ account }: World) => ({ type: "receiverAccount", receiverAccountId: account.id }) as const;

const MATRIX: Readonly<Record<string, Deed>> = {
  invitePerson: {
    run: (actor) => invitePerson(actor, { email: `${crypto.randomUUID()}@test.test`, name: "New", role: "maker" }),
    onOther: "nothing",
  },
  resendInvitation: { run: (actor, { invitationId }) => resendInvitation(actor, { invitationId }), onOther: "notFound" },
  revokeInvitation: { run: (actor, { invitationId }) => revokeInvitation(actor, { invitationId }), onOther: "notFound" },
  enablePerson: { run: (actor, { colleague }) => enablePerson(actor, { personId: colleague.id }), onOther: "notFound" },
  endSessionsOf: { run: (actor, { colleague }) => endSessionsOf(actor, { personId: colleague.id }), onOther: "notFound" },
  decideTeamChange: {
    run: (actor, { teamChangeId }) => decideTeamChange(actor, { changeId: teamChangeId, verdict: "confirmed" }),
    onOther: "notFound",
  },
  createRole: {
    run: (actor) => createRole(actor, { name: crypto.randomUUID(), description: "", permissions: [] }),
    onOther: "nothing",
  },
  changeRoleFacts: {
    run: (actor, { ownRole }) => changeRoleFacts(actor, { role: ownRole, name: "Renamed", description: "", permissions: [] }),
    onOther: "notFound",
  },
  deleteRole: { run: (actor, { ownRole }) => deleteRole(actor, { role: ownRole }), onOther: "notFound" },
  decideKeyChange: {
    run: (actor, { keyChangeId }) => decideKeyChange(actor, { changeId: keyChangeId, verdict: "confirmed" }),
    onOther: "notFound",
  },
  changeRole: { run: (actor, { colleague }) => changeRole(actor, { personId: colleague.id, role: "checker" }), onOther: "notFound" },
  disablePerson: { run: (actor, { colleague }) => disablePerson(actor, { personId: colleague.id }), onOther: "notFound" },
  resetSecondFactor: { run: (actor, { colleague }) => resetSecondFactor(actor, { personId: colleague.id }), onOther: "notFound" },
  giveDelegation: {
    run: (actor, { lenderId }) => giveDelegation(actor, { delegateId: lenderId, fromAt: new Date(), untilAt: addMs(new Date(), HOUR_MS) }),
    onOther: "notFound",
  },
  endDelegation: { run: (actor, { delegationId }) => endDelegation(actor, { delegationId }), onOther: "notFound" },
  draftPolicy: { run: (actor) => draftPolicy(actor, { basedOn: 1 }), onOther: "nothing" },
  // Versions count from 1 at each merchant: the stranger's own has no second one.
  editPolicy: { run: (actor) => editPolicy(actor, { version: 2, editedAt: DRAFTED, body: DEMO_POLICY }), onOther: "notFound" },
  proposePolicy: { run: (actor) => proposePolicy(actor, { version: 2, reason: "More care" }), onOther: "notFound" },
  decidePolicy: { run: (actor) => decidePolicy(actor, { version: 2, verdict: "confirm" }), onOther: "notFound" },
  discardPolicy: { run: (actor) => discardPolicy(actor, { version: 2 }), onOther: "notFound" },
  setRate: {
    run: (actor) => setRate(actor, { currency: "GBP", inCurrency: "EUR", rate: "1.17", day: "2026-11-30" }),
    onOther: "nothing",
  },
  createApiKey: {
    run: (actor, { merchant }) => createApiKey(actor, { merchantId: merchant.id, name: "mine", scopes: ["payouts:read"] }),
    onOther: "notFound",
  },
  rotateApiKey: { run: (actor, { apiKeyId }) => rotateApiKey(actor, { apiKeyId, overlapHours: 24 }), onOther: "notFound" },
  endOldSecret: { run: (actor, { apiKeyId }) => endOldSecret(actor, { apiKeyId }), onOther: "notFound" },
  restrictApiKey: { run: (actor, { apiKeyId }) => restrictApiKey(actor, { apiKeyId, ranges: ["10.0.0.0/8"] }), onOther: "notFound" },
  revokeApiKey: { run: (actor, { apiKeyId }) => revokeApiKey(actor, { apiKeyId }), onOther: "notFound" },
  createEndpoint: { run: (actor) => createEndpoint(actor, A_SHOP), onOther: "nothing" },
  changeEndpoint: { run: (actor, { endpointId }) => changeEndpoint(actor, { ...A_SHOP, endpointId }), onOther: "notFound" },
  rotateSecret: { run: (actor, { endpointId }) => rotateSecret(actor, { endpointId, overlapHours: 24 }), onOther: "notFound" },
  endOldSigning: { run: (actor, { endpointId }) => endOldSigning(actor, { endpointId }), onOther: "notFound" },
  enableEndpoint: { run: (actor, { offEndpointId }) => enableEndpoint(actor, { endpointId: offEndpointId }), onOther: "notFound" },
  disableEndpoint: { run: (actor, { endpointId }) => disableEndpoint(actor, { endpointId }), onOther: "notFound" },
  removeEndpoint: { run: (actor, { endpointId }) => removeEndpoint(actor, { endpointId }), onOther: "notFound" },
  testEndpoint: { run: (actor, { endpointId }) => testEndpoint(actor, { endpointId }), onOther: "notFound" },
  decideEndpointChange: {
    run: (actor, { endpointChangeId }) => decideEndpointChange(actor, { changeId: endpointChangeId, verdict: "confirmed" }),
    onOther: "notFound",
  },
  replayEvent: { run: (actor, { endpointId, missedId }) => replayEvent(actor, { endpointId, deliveryId: missedId }), onOther: "notFound" },
  replayMissed: { run: (actor, { endpointId }) => replayMissed(actor, { endpointId, sinceHours: 24 }), onOther: "notFound" },
  createConnection: {
    run: (actor) => {
      const settings = { apiKey: "key-of-the-test", webhookSecret: "secret-of-the-test" };
      return createConnection(actor, { provider: "ivy", name: crypto.randomUUID(), mode: "simulator", settings });
    },
    onOther: "nothing",
  },
  changeCredentials: {
    run: (actor, { connection }) => changeCredentials(actor, { connectionId: connection.id, settings: {} }),
    onOther: "notFound",
  },
  decideChange: { run: (actor, { changeId }) => decideChange(actor, { changeId, verdict: "declined" }), onOther: "notFound" },
  switchConnection: {
    run: (actor, { connection }) => switchConnection(actor, { connectionId: connection.id, to: "disabled" }),
    onOther: "notFound",
  },
  trySettings: { run: (actor) => trySettings(actor, { provider: "ivy", mode: "simulator", settings: {} }), onOther: "nothing" },
  startPreflight: { run: (actor, { connection }) => startPreflight(actor, { connectionId: connection.id }), onOther: "notFound" },
  beginPairing: { run: (actor) => beginPairing(actor, { provider: "ivy", name: "mine", mode: "simulator" }), onOther: "nothing" },
  checkPairing: { run: (actor, { connection }) => checkPairing(actor, { connectionId: connection.id }), onOther: "notFound" },
  saveView: { run: (actor) => saveView(actor, { name: "Mine", query: "state=failed", isShared: false }), onOther: "nothing" },
  removeView: { run: (actor, { viewId }) => removeView(actor, { viewId }), onOther: "notFound" },
  chooseDefaultView: { run: (actor, { viewId }) => chooseDefaultView(actor, { viewId }), onOther: "notFound" },
  arrangeHistory: { run: (actor) => arrangeHistory(actor, USUAL_LAYOUT), onOther: "nothing" },
  askExport: { run: (actor) => askExport(actor, { format: "csv", query: "" }), onOther: "nothing" },
  takeExport: { run: (actor, { exportId }) => takeExport(actor, { exportId }), onOther: "notFound" },
  updateReceiver: {
    run: (actor, { receiver }) => updateReceiver(actor, { receiverId: receiver.id, name: "Anna Schmidt" }),
    onOther: "notFound",
  },
  closeReceiver: {
    run: (actor, { receiver }) => closeReceiver(actor, { receiverId: receiver.id, reason: "No longer a customer" }),
    onOther: "notFound",
  },
  reopenReceiver: {
    run: (actor, { receiver }) => reopenReceiver(actor, { receiverId: receiver.id, reason: "They are back" }),
    onOther: "notFound",
  },
  mergeReceivers: {
    run: (actor, { receiver, colleague }) => mergeReceivers(actor, { survivorId: receiver.id, duplicateId: colleague.id, shownHash: "" }),
    onOther: "notFound",
  },
  askReceiver: { run: (actor, { receiver }) => askReceiver(actor, { receiverId: receiver.id }), onOther: "notFound" },
  previewImport: { run: (actor) => previewImport(actor, { bytes: A_FILE }), onOther: "nothing" },
  importReceivers: {
    run: (actor) => importReceivers(actor, { bytes: A_FILE, mode: "all", withDoubtful: false, fileHash: "another" }),
    onOther: "nothing",
  },
  exportAudit: { run: (actor) => exportAudit(actor, { show: "all" }), onOther: "nothing" },
  exportReceivers: { run: (actor) => exportReceivers(actor, { filters: NO_FILTERS }), onOther: "nothing" },
  exportFullReceivers: {
    run: (actor) => exportFullReceivers(actor, { filters: NO_FILTERS, reason: "The auditors ask for it" }),
    onOther: "nothing",
  },
  revokeAsk: { run: (actor, { askId }) => revokeAsk(actor, { askId }), onOther: "notFound" },
  noteOnReceiver: {
    run: (actor, { receiver }) => noteOnReceiver(actor, { receiverId: receiver.id, text: "Prefers the telephone." }),
    onOther: "notFound",
  },
  askEnrolmentAgain: { run: (actor, { enrolmentId }) => askEnrolmentAgain(actor, { enrolmentId }), onOther: "notFound" },
  openBatch: {
    run: (actor) => openBatch(actor, { name: "payroll.csv", bytes: new TextEncoder().encode("name,amount\nAnna Schmidt,5.00\n") }),
    onOther: "nothing",
  },
  changeRows: {
    run: (actor, { batchId }) => changeRows(actor, { batchId, changes: [{ line: 2, field: "amount", text: "6.00" }] }),
    onOther: "notFound",
  },
  fixAlike: { run: (actor, { batchId }) => fixAlike(actor, { batchId, line: 2, field: "amount", text: "6.00" }), onOther: "notFound" },
  dropRows: { run: (actor, { batchId }) => dropRows(actor, { batchId, lines: [2], isDropped: true }), onOther: "notFound" },
  giveReason: { run: (actor, { batchId }) => giveReason(actor, { batchId, lines: [2], reason: "Two shifts" }), onOther: "notFound" },
  mapColumns: {
    run: (actor, { batchId }) => mapColumns(actor, { batchId, mapping: ["name", "amount"], decimal: ".", days: null }),
    onOther: "notFound",
  },
  submitBatch: {
    run: (actor, { batchId }) => submitBatch(actor, { batchId, submissionId: newId("batchSubmission"), revision: 1, rows: 1 }),
    onOther: "notFound",
  },
  continueBatch: { run: (actor, { batchId }) => continueBatch(actor, { batchId }), onOther: "notFound" },
  exportFullBatch: {
    run: (actor, { batchId }) => exportFullBatch(actor, { batchId, reason: "The auditors ask for it." }),
    onOther: "notFound",
  },
  exportBatch: { run: (actor, { batchId }) => exportBatch(actor, { batchId }), onOther: "notFound" },
  reopenRows: { run: (actor, { batchId }) => reopenRows(actor, { batchId, lines: [2] }), onOther: "notFound" },
  createReceiver: { run: (actor) => createReceiver(actor, { kind: "person", name: "Anna Schmidt" }), onOther: "nothing" },
  proposeAccount: {
    run: (actor, { receiver }) => proposeAccount(actor, { receiverId: receiver.id, holderName: "Anna Schmidt", address: TEST_SORT_CODE }),
    onOther: "notFound",
  },
  checkPayee: { run: (actor, { card }) => checkPayee(actor, { versionId: card.id }), onOther: "notFound" },
  takeSuggestedName: { run: (actor, { checkId }) => takeSuggestedName(actor, { checkId }), onOther: "notFound" },
  confirmAccount: {
    run: (actor, { proposal }) =>
      confirmAccount(actor, {
        ...{ versionId: proposal.id, calledName: "Anna Schmidt", calledNumber: "+49 30 901820" },
        calledAt: new Date(),
      }),
    onOther: "notFound",
  },
  rejectAccount: {
    run: (actor, { proposal }) => rejectAccount(actor, { versionId: proposal.id, note: "Nobody there knows of it." }),
    onOther: "notFound",
  },
  revealAccount: {
    run: (actor, { version }) => revealAccount(actor, { accountVersionId: version.id, reason: "The bank asks for it." }),
    onOther: "notFound",
  },
  findPaymentSources: { run: (actor, { source }) => findPaymentSources(actor, { text: source.holderName ?? "" }), onOther: "empty" },
  tellSource: {
    run: (actor, { connection }) => {
      const nothing = { userId: null, orderReference: null, holderName: null, holderEmail: null, account: null, paidInAt: null };
      const amounts = { currency: "EUR", paidInMinor: 100n, refundedMinor: 0n } as const;
      return tellSource(actor, { ...nothing, ...amounts, connection: connection.id, sourceId: "x" });
    },
    onOther: "notFound",
  },
  submitPayout: {
    run: (actor, world) =>
      submitPayout(actor, {
        ...{ connection: world.connection.id, amountMinor: 100n, currency: "EUR", to: accountOf(world), reference: "INV-7" },
        source: "screen",
      }),
    onOther: "notFound",
  },
  submitPayouts: {
    run: (actor, world) => {
      const payout = {
        connection: world.connection.id,
        amountMinor: 100n,
        currency: "EUR",
        to: accountOf(world),
        reference: "INV-7",
      } as const;
      return submitPayouts(actor, { payouts: [payout, { ...payout, amountMinor: 50n }], source: "screen" });
    },
    onOther: "notFound",
  },
  takeReceipt: { run: (actor, { payout }) => takeReceipt(actor, { payoutId: payout.id }), onOther: "notFound" },
  createSchedule: {
    run: (actor, world) => createSchedule(actor, { submissionKey: crypto.randomUUID(), payout: rentOf(world), plan: MONTHLY }),
    onOther: "notFound",
  },
  editSchedule: {
    run: (actor, world) => editSchedule(actor, { scheduleId: world.scheduleId, version: 1, payout: rentOf(world), plan: MONTHLY }),
    onOther: "notFound",
  },
  pauseSchedule: { run: (actor, { scheduleId }) => pauseSchedule(actor, { scheduleId }), onOther: "notFound" },
  resumeSchedule: { run: (actor, { scheduleId }) => resumeSchedule(actor, { scheduleId }), onOther: "notFound" },
  endSchedule: { run: (actor, { scheduleId }) => endSchedule(actor, { scheduleId }), onOther: "notFound" },
  writeNote: { run: (actor, { payout }) => writeNote(actor, { payoutId: payout.id, text: "Called twice." }), onOther: "notFound" },
  seeMentions: { run: (actor, { payout }) => seeMentions(actor, { payoutId: payout.id }), onOther: "nothing" },
  assignPayout: {
    run: (actor, { payout, colleague }) => assignPayout(actor, { payoutId: payout.id, assigneeId: colleague.id, from: null }),
    onOther: "notFound",
  },
  sharePayout: { run: (actor, { payout }) => sharePayout(actor, { payoutId: payout.id, days: 14 }), onOther: "notFound" },
  endShare: { run: (actor, { shareId }) => endShare(actor, { shareId }), onOther: "notFound" },
  cancelPayout: { run: (actor, { payout }) => cancelPayout(actor, { payoutId: payout.id }), onOther: "notFound" },
  requestLookUp: { run: (actor, { sent }) => requestLookUp(actor, { payoutId: sent.id }), onOther: "notFound" },
  approvePayout: { run: (actor, { payout }) => approvePayout(actor, { payoutId: payout.id, shownHash: "" }), onOther: "notFound" },
  approveSeveral: {
    run: (actor, { payout }) => approveSeveral(actor, { payouts: [{ payoutId: payout.id, shownHash: "" }] }),
    onOther: "empty",
  },
  signUnit: {
    run: (actor, { unitId }) => signUnit(actor, { unitId, verdict: "approve", hash: "0".repeat(64), lookedAt: null }),
    onOther: "notFound",
  },
  takeOut: {
    run: (actor, { unitId, payout }) =>
      takeOut(actor, { unitId, payouts: [{ payoutId: payout.id, shownHash: "0".repeat(64) }], reason: "wrongAmount" }),
    onOther: "notFound",
  },
  undoSignature: { run: (actor, { signatureId }) => undoSignature(actor, { signatureId }), onOther: "notFound" },
  undoDecision: { run: (actor, { payout }) => undoDecision(actor, { payoutId: payout.id }), onOther: "notFound" },
  askMaker: { run: (actor, { payout }) => askMaker(actor, { payoutId: payout.id, text: "Is this the second half?" }), onOther: "notFound" },
  answerChecker: { run: (actor, { payout }) => answerChecker(actor, { payoutId: payout.id, text: "It is." }), onOther: "notFound" },
  attachPaper: {
    run: (actor, { payout }) =>
      attachPaper(actor, { payoutId: payout.id, name: "invoice.pdf", bytes: new TextEncoder().encode("%PDF-1.7") }),
    onOther: "notFound",
  },
  openPaper: { run: (actor, { payout }) => openPaper(actor, { payoutId: payout.id, attachmentId: "atc_none" }), onOther: "notFound" },
  mendPayout: {
    run: (actor, { payout, connection, account }) =>
      mendPayout(actor, {
        payoutId: payout.id,
        round: payout.round,
        order: {
          connection: connection.id,
          amountMinor: 100n,
          currency: "EUR",
          to: { type: "receiverAccount", receiverAccountId: account.id },
          reference: "Mended",
        },
      }),
    onOther: "notFound",
  },
  rejectPayout: {
    run: (actor, { payout }) => rejectPayout(actor, { payoutId: payout.id, shownHash: "", reason: "other" }),
    onOther: "notFound",
  },
  askResend: { run: (actor, { sent }) => askResend(actor, { payoutId: sent.id }), onOther: "notFound" },
  decideResend: { run: (actor, { sent }) => decideResend(actor, { payoutId: sent.id, verdict: "withdrawn" }), onOther: "notFound" },
  attachProviderPayout: {
    run: (actor, { payout }) => attachProviderPayout(actor, { payoutId: payout.id, providerPayoutId: "none" }),
    onOther: "notFound",
  },
  revealReceiverLink: { run: (actor, { payout }) => revealReceiverLink(actor, { payoutId: payout.id }), onOther: "notFound" },
  resolveContradiction: {
    run: (actor, { payout }) => resolveContradiction(actor, { payoutId: payout.id, note: "It was paid." }),
    onOther: "notFound",
  },
  replayDelivery: { run: (actor, { deliveryId }) => replayDelivery(actor, { deliveryId }), onOther: "notFound" },
  setFreeze: { run: (actor, { connection }) => setFreeze(actor, { scope: "connection", targetId: connection.id }), onOther: "notFound" },
  explainFreeze: { run: (actor, { freezeId }) => explainFreeze(actor, { freezeId, reason: "Suspicious" }), onOther: "notFound" },
  askLift: { run: (actor, { freezeId }) => askLift(actor, { freezeId }), onOther: "notFound" },
  confirmLift: { run: (actor, { freezeId }) => confirmLift(actor, { freezeId }), onOther: "notFound" },
  askReconciliation: { run: (actor, { connection }) => askReconciliation(actor, { connectionId: connection.id }), onOther: "notFound" },
  explainFinding: {
    run: (actor, { finding }) => explainFinding(actor, { findingId: finding.id, lastRunId: finding.lastRunId, note: "A known difference" }),
    onOther: "notFound",
  },
};

const gated = Object.entries(DEEDS).flatMap(([name, policy]) => (typeof policy === "string" ? [{ name, permission: policy }] : []));

/** The four roles that the program brings, one of the merchant's own that holds nothing, and one that holds exactly what is asked for. */
const HOLDERS = [...ROLES, "nothing", "exactly"] as const;
type Holder = (typeof HOLDERS)[number];
const cases = gated.flatMap((deed) =>
  HOLDERS.filter((holder) => holder !== "exactly" || isForPeople(deed.permission)).map((holder) => ({ ...deed, holder })),
);

test("every deed that asks for a permission is tried here", () => {
  expect(Object.keys(MATRIX).sort()).toEqual(gated.map(({ name }) => name).sort());
  expect(cases.length * 2).toBe(matrixSize().operations.cases);
  expect(STEP_UP_DEEDS.filter((name) => !gated.some((deed) => deed.name === name))).toEqual([]);
});

// One of each for all who are refused: nothing is ever done to them.
let ours: World;
let theirs: World;
let elsewhere: Merchant;
beforeAll(async () => {
  [ours, theirs, elsewhere] = [await aWorld(), await aWorld(), await aMerchant(db())];
});

describe(`${gated.length} deeds by ${HOLDERS.length} kinds of people at 2 merchants, ${cases.length * 2} cases`, () => {
  describe.each(cases)("$name by $holder", ({ name, permission, holder }) => {
    const deed = MATRIX[name];
    const asked = [permission, ...(ALSO_ASKED[name] ?? [])];
    const isAllowed = asked.every((one) => holds(holder, one));

    test(isAllowed ? "is let through at the own merchant" : "is forbidden", async () => {
      const world = isAllowed ? await aWorld() : ours;
      const actor = await anActor(world.merchant, holder, asked);
      const before = await traces(world);
      if (holder === "exactly") await expectStepUp(name, actor, (one) => deed?.run(one, world));
      const answer = await deed?.run(actor, world);
      // Past the door a deed may still have its own reasons to say no, for instance that only the maker withdraws.
      const isShutOut = answer && !answer.ok && answer.error.code === "forbidden" && answer.error.sentence === FORBIDDEN;
      expect(isShutOut).toBe(!isAllowed);
      if (!isAllowed) expect(await traces(world)).toBe(before);
      if (answer?.ok) done.set(name, Math.max(done.get(name) ?? 0, (await traces(world)) - before));
    });

    test("does nothing to another merchant's, and does not tell that it is there", async () => {
      // Whoever is let through may leave something at their own merchant, which the next one would meet.
      const actor = await anActor(isAllowed ? await aMerchant(db()) : elsewhere, holder, asked);
      const before = await traces(theirs);
      const answer = await deed?.run(actor, theirs);
      if (deed?.onOther === "notFound") {
        expect(answer).toMatchObject({
          ok: false,
          error: { code: expect.stringMatching(isAllowed ? /^notFound$/ : /^(notFound|forbidden)$/) },
        });
      }
      if (deed?.onOther === "empty" && isAllowed) expect(JSON.stringify(answer, plainBigint)).not.toContain(theirs.source.id);
      expect(await traces(theirs)).toEqual(before);
    });
  });
});

function holds(holder: Holder, permission: Permission): boolean {
  if (holder === "exactly") return true;
  return holder !== "nothing" && mayRole(holder, permission);
}

function isForPeople(permission: Permission): boolean {
  return PERMISSIONS_FOR_PEOPLE.includes(permission);
}

type Person = Extract<Actor, { kind: "person" }>;

async function anActor(merchant: Merchant, holder: Holder, asked: readonly Permission[]): Promise<Person> {
  if (holder === "nothing") return aHolder(db(), await aRole(db(), { merchant, permissions: [] }));
  if (holder === "exactly") return aHolder(db(), await aRole(db(), { merchant, permissions: asked }));
  return actorOf(await aPerson(db(), { merchant, role: holder }), merchant);
}

/** Somebody who has a second factor and has not proven it just now is asked for it where the table says so, and nowhere else. */
async function expectStepUp(
  name: string,
  actor: Person,
  run: (actor: Actor) => Promise<Result<unknown, Denial>> | undefined,
): Promise<void> {
  await anAuthenticatorApp(db(), { id: actor.personId });
  const { personId, merchantId } = actor;
  const sessionId = newId("session");
  await db().session.create({ data: { id: sessionId, personId, merchantId, expiresAt: addMs(new Date(), HOUR_MS) } });
  const signedIn = { ...actor, sessionId };
  const answer = await run(signedIn);
  expect(answer?.ok === false && answer.error.code === "stepUpNeeded").toBe(STEP_UP_DEEDS.includes(name));
  await db().totpFactor.deleteMany({ where: { personId } });
}
/** Deeds that came about here, with how many entries each left in the audit trail. */
const done = new Map<string, number>();

/** A look or a trial, how one's own screen is arranged, or there is nothing to change in this world: nobody is disabled, no browser open, no old secret, nothing of low risk. */
const LEAVES_NO_ENTRY = [
  ...["previewImport", "trySettings", "checkPairing", "requestLookUp", "findPaymentSources"],
  ...["arrangeHistory", "chooseDefaultView", "seeMentions"],
  ...["enablePerson", "endSessionsOf", "endOldSecret", "approveSeveral"],
];

test("every deed that came about is written down", () => {
  expect([...done].filter(([name, entries]) => entries === 0 && !LEAVES_NO_ENTRY.includes(name)).map(([name]) => name)).toEqual([]);
});

const FORBIDDEN = "Your role does not include this.";

/** What any deed would leave behind at a merchant: each is written down. */
function traces({ merchant }: World) {
  return db().auditEntry.count({ where: { merchantId: merchant.id } });
}

function plainBigint(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

describe("somebody who holds everything", () => {
  test("is not the second person to what they began themselves", async () => {
    const world = await aWorld();
    const { merchant, receiver, connection, colleague } = world;
    const all = await aHolder(db(), await aRole(db(), { merchant, permissions: PERMISSIONS_FOR_PEOPLE }));
    const maker = { id: all.personId, name: all.name };
    const own = await aPayout(db(), { merchant, connection, maker });
    expect(await MATRIX.approvePayout?.run(all, { ...world, payout: own })).toMatchObject({ error: { code: "makerIsChecker" } });

    const proposed = await proposeAccount(all, { receiverId: receiver.id, holderName: "Anna Schmidt", address: TEST_SORT_CODE });
    if (!proposed.ok) throw new Error(proposed.error.sentence);
    const proposal = await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: proposed.value.versionId } });
    expect(await MATRIX.confirmAccount?.run(all, { ...world, proposal })).toMatchObject({ error: { code: "proposerIsConfirmer" } });

    expect(await askLift(all, { freezeId: world.freezeId })).toMatchObject({ ok: true });
    expect(await confirmLift(all, { freezeId: world.freezeId })).toMatchObject({ error: { code: "liftNeedsAnother" } });

    const changeId = await inTransaction((tx) =>
      proposeChange(tx, all, { connectionId: connection.id, kind: "activate", settings: null, changedNames: [] }),
    );
    expect(await decideChange(all, { changeId, verdict: "confirmed" })).toMatchObject({ error: { code: "changeNeedsAnother" } });

    await changeRole(all, { personId: colleague.id, role: "admin" });
    await createApiKey(all, { merchantId: merchant.id, name: "theirs", scopes: ["payouts:read"] });
    const asked = await db().accessChange.findMany({ where: { merchantId: merchant.id, proposedById: all.personId } });
    expect(asked).toHaveLength(2);
    for (const { id, kind } of asked) {
      const decide = kind === "apiKey.create" ? decideKeyChange : decideTeamChange;
      expect(await decide(all, { changeId: id, verdict: "confirmed" })).toMatchObject({ error: { code: "changeNeedsAnother" } });
    }
  });
});

test("the desk's own actor and API keys do nothing that needs a person", async () => {
  const world = await aWorld();
  const desk: Actor = { kind: "system", name: "desk", merchantId: world.merchant.id };
  const apiKey: Actor = { kind: "apiKey", apiKeyId: "key_x", name: "shop", merchantId: world.merchant.id, scopes: ["payouts:write"] };
  for (const actor of [desk, apiKey]) {
    for (const name of ["approvePayout", "rejectPayout", "revealAccount", "confirmAccount"]) {
      expect(await MATRIX[name]?.run(actor, world), `${actor.kind} ${name}`).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
  }
  expect(await MATRIX.submitPayout?.run(desk, world)).toMatchObject({ ok: false, error: { code: "forbidden" } });
});

test("every permission is some role's, or an API key's alone", () => {
  const permissions: readonly Permission[] = Object.keys(PERMISSIONS).filter((name): name is Permission =>
    Object.hasOwn(PERMISSIONS, name),
  );
  expect(permissions.filter((permission) => !ROLES.some((role) => mayRole(role, permission)))).toEqual(["paymentSource.write"]);
  expect(API_SCOPES["paymentSources:write"]).toEqual(["paymentSource.write"]);
});
