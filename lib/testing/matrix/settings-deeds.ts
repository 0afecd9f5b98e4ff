import { addMs, HOUR_MS } from "@/lib/base/time";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import { createApiKey } from "@/lib/operations/api-keys/create-api-key";
import { decideKeyChange } from "@/lib/operations/api-keys/decide-key-change";
import { endOldSecret } from "@/lib/operations/api-keys/end-old-secret";
import { restrictApiKey } from "@/lib/operations/api-keys/restrict-api-key";
import { revokeApiKey } from "@/lib/operations/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/operations/api-keys/rotate-api-key";
import { changeCredentials } from "@/lib/operations/connections/change-credentials";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { decideChange } from "@/lib/operations/connections/decide-change";
import { beginPairing, checkPairing } from "@/lib/operations/connections/pair-connection";
import { startPreflight } from "@/lib/operations/connections/start-preflight";
import { switchConnection } from "@/lib/operations/connections/switch-connection";
import { trySettings } from "@/lib/operations/connections/try-settings";
import { endDelegation } from "@/lib/operations/delegations/end-delegation";
import { giveDelegation } from "@/lib/operations/delegations/give-delegation";
import { changeEndpoint } from "@/lib/operations/endpoints/change-endpoint";
import { createEndpoint } from "@/lib/operations/endpoints/create-endpoint";
import { decideEndpointChange } from "@/lib/operations/endpoints/decide-endpoint-change";
import { disableEndpoint } from "@/lib/operations/endpoints/disable-endpoint";
import { enableEndpoint } from "@/lib/operations/endpoints/enable-endpoint";
import { endOldSigning } from "@/lib/operations/endpoints/end-old-signing";
import { removeEndpoint } from "@/lib/operations/endpoints/remove-endpoint";
import { replayEvent } from "@/lib/operations/endpoints/replay-event";
import { replayMissed } from "@/lib/operations/endpoints/replay-missed";
import { rotateSecret } from "@/lib/operations/endpoints/rotate-secret";
import { testEndpoint } from "@/lib/operations/endpoints/test-endpoint";
import { resetSecondFactor } from "@/lib/operations/factors/reset-second-factor";
import { changeRole } from "@/lib/operations/people/change-role";
import { decideTeamChange } from "@/lib/operations/people/decide-team-change";
import { disablePerson } from "@/lib/operations/people/disable-person";
import { enablePerson } from "@/lib/operations/people/enable-person";
import { endSessionsOf } from "@/lib/operations/people/end-sessions-of";
import { invitePerson } from "@/lib/operations/people/invite-person";
import { resendInvitation } from "@/lib/operations/people/resend-invitation";
import { revokeInvitation } from "@/lib/operations/people/revoke-invitation";
import { decidePolicy } from "@/lib/operations/policies/decide-policy";
import { decideRateChange } from "@/lib/operations/policies/decide-rate-change";
import { discardPolicy } from "@/lib/operations/policies/discard-policy";
import { draftPolicy } from "@/lib/operations/policies/draft-policy";
import { editPolicy } from "@/lib/operations/policies/edit-policy";
import { proposePolicy } from "@/lib/operations/policies/propose-policy";
import { setRate } from "@/lib/operations/policies/set-rate";
import { changeRoleFacts } from "@/lib/operations/roles/change-role-facts";
import { createRole } from "@/lib/operations/roles/create-role";
import { deleteRole } from "@/lib/operations/roles/delete-role";
import type { Deed } from "./deed";
import { A_SHOP, DRAFTED } from "./world";

/** Who may come in and what they may do, by which rules, through which connections and endpoints. */
export const SETTINGS_DEEDS: Readonly<Record<string, Deed>> = {
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
  decideRateChange: {
    run: (actor, { rateChangeId }) => decideRateChange(actor, { changeId: rateChangeId, verdict: "confirmed" }),
    onOther: "notFound",
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
};
