import type { Permission } from "./permissions";

/**
 * Every way in, with what it asks for: a permission, or an open door with its reason. `doors.test.ts` walks the checkout and fails on
 * a door that is not here, and on one whose code asks for something else.
 */
export type DoorPolicy = Permission | { readonly open: string };

const GATED_BY_SESSION = "Everyone who is signed in; it reads the session itself.";

/** Pages, by file. */
export const PAGES: Readonly<Record<string, DoorPolicy>> = {
  "app/(auth)/sign-in/page.tsx": { open: "Here strangers become people." },
  "app/(console)/page.tsx": "overview.view",
  "app/(console)/approvals/page.tsx": "approval.view",
  "app/(console)/operations/page.tsx": "operations.view",
  "app/(console)/operations/deliveries/[deliveryId]/page.tsx": "operations.view",
  "app/(console)/operations/unconfirmed/page.tsx": "operations.view",
  "app/(console)/operations/jobs/page.tsx": "operations.view",
  "app/(console)/operations/health/page.tsx": "operations.view",
  "app/(console)/operations/freezes/page.tsx": "operations.view",
  "app/(console)/operations/reconciliation/page.tsx": "operations.view",
  "app/(console)/operations/reconciliation/[findingId]/page.tsx": "operations.view",
  "app/(console)/payouts/page.tsx": "payout.view",
  "app/(console)/payouts/[payoutId]/page.tsx": "payout.view",
  "app/(console)/payouts/new/page.tsx": "payout.create",
  "app/(console)/receivers/page.tsx": "receiver.view",
  "app/(console)/receivers/new/page.tsx": "receiver.create",
  "app/(console)/receivers/[receiverId]/page.tsx": "receiver.view",
  "app/(console)/receivers/[receiverId]/edit/page.tsx": "receiver.create",
  "app/(console)/settings/providers/page.tsx": "connection.manage",
  "app/(console)/settings/providers/new/page.tsx": "connection.manage",
  "app/(console)/settings/providers/[connectionId]/page.tsx": "connection.manage",
  "app/gallery/page.tsx": { open: "Samples only, and only while developing." },
  "app/gallery/desk/page.tsx": { open: "Samples only, and only while developing." },
};

/** Routes, by file and method. */
export const ROUTES: Readonly<Record<string, Readonly<Record<string, DoorPolicy>>>> = {
  "app/api/auth/[...nextauth]/route.ts": {
    GET: { open: "next-auth's own protocol, over the same operations as the sign-in page." },
    POST: { open: "next-auth's own protocol, with its own token against forged requests." },
  },
  "app/api/health/route.ts": { GET: { open: "Load balancers have no key; it tells numbers and no names." } },
  "app/api/live/approvals/route.ts": { GET: "approval.view" },
  "app/api/live/approvals/[payoutId]/route.ts": { GET: "approval.view" },
  "app/api/live/connections/[connectionId]/route.ts": { GET: "connection.manage" },
  "app/api/live/payouts/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/totals/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/[payoutId]/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/[payoutId]/evidence/[evidenceId]/route.ts": { GET: "evidence.view" },
  "app/api/live/receivers/route.ts": { GET: "receiver.view" },
  "app/api/live/sources/route.ts": { POST: "paymentSource.view" },
  "app/api/v1/[...rest]/route.ts": allMethods("An address that is none, for every method."),
  "app/api/v1/connections/route.ts": { GET: "connection.view" },
  "app/api/v1/openapi.json/route.ts": { GET: { open: "Describes the door and nothing behind it." } },
  "app/api/v1/payouts/route.ts": { GET: "payout.view", POST: "payout.create" },
  "app/api/v1/payouts/[payoutId]/route.ts": { GET: "payout.view" },
  "app/api/v1/payouts/[payoutId]/cancel/route.ts": { POST: "payout.cancel" },
  "app/api/v1/payouts/[payoutId]/timeline/route.ts": { GET: "payout.view" },
  "app/api/v1/receivers/route.ts": { GET: "receiver.view", POST: "receiver.create" },
  "app/api/v1/receivers/[receiverId]/route.ts": { GET: "receiver.view" },
  "app/api/v1/receivers/[receiverId]/accounts/route.ts": { POST: "receiver.create" },
  "app/api/webhooks/[provider]/[connection]/route.ts": { POST: { open: "Providers have no session; each delivery carries its proof." } },
};

/** Server actions, by name. Anyone can call them with anything. */
export const ACTIONS: Readonly<Record<string, DoorPolicy>> = {
  signInAction: { open: "Here strangers become people; guesses are counted." },
  signOutAction: { open: GATED_BY_SESSION },
  switchMerchantAction: { open: GATED_BY_SESSION },
  approvePayoutAction: "payout.approve",
  rejectPayoutAction: "payout.approve",
  askEnrolmentAgainAction: "receiver.create",
  updateReceiverAction: "receiver.create",
  submitPayoutAction: "payout.create",
  cancelPayoutAction: "payout.cancel",
  requestLookUpAction: "payout.lookUp",
  askResendAction: "payout.resolve",
  decideResendAction: "payout.resolve",
  attachProviderPayoutAction: "payout.resolve",
  revealReceiverLinkAction: "receiver.reveal",
  resolveContradictionAction: "payout.resolve",
  createConnectionAction: "connection.manage",
  trySettingsAction: "connection.manage",
  changeCredentialsAction: "connection.manage",
  decideChangeAction: "connection.manage",
  switchConnectionAction: "connection.manage",
  startPreflightAction: "connection.manage",
  beginPairingAction: "connection.manage",
  checkPairingAction: "connection.manage",
  createReceiverAction: "receiver.create",
  revealAccountAction: "receiver.reveal",
  replayDeliveryAction: "delivery.replay",
  setFreezeAction: "freeze.set",
  explainFreezeAction: "freeze.set",
  askLiftAction: "freeze.lift",
  confirmLiftAction: "freeze.lift",
  askReconciliationAction: "reconciliation.run",
  explainFindingAction: "reconciliation.explain",
};

/** Operations that take an actor from a door, by name. */
export const DEEDS: Readonly<Record<string, DoorPolicy>> = {
  addPerson: "team.manage",
  changeRole: "team.manage",
  disablePerson: "team.manage",
  createApiKey: "apiKey.manage",
  revokeApiKey: "apiKey.manage",
  createConnection: "connection.manage",
  changeCredentials: "connection.manage",
  decideChange: "connection.manage",
  switchConnection: "connection.manage",
  trySettings: "connection.manage",
  startPreflight: "connection.manage",
  beginPairing: "connection.manage",
  checkPairing: "connection.manage",
  createReceiver: "receiver.create",
  proposeAccount: "receiver.create",
  confirmAccount: "account.confirm",
  rejectAccount: "account.confirm",
  revealAccount: "receiver.reveal",
  updateReceiver: "receiver.create",
  askEnrolmentAgain: "receiver.create",
  findPaymentSources: "paymentSource.view",
  submitPayout: "payout.create",
  cancelPayout: "payout.cancel",
  requestLookUp: "payout.lookUp",
  askResend: "payout.resolve",
  decideResend: "payout.resolve",
  attachProviderPayout: "payout.resolve",
  revealReceiverLink: "receiver.reveal",
  resolveContradiction: "payout.resolve",
  approvePayout: "payout.approve",
  rejectPayout: "payout.approve",
  endSession: { open: "One's own session, and no other." },
  replayDelivery: "delivery.replay",
  setFreeze: "freeze.set",
  explainFreeze: "freeze.set",
  askLift: "freeze.lift",
  confirmLift: "freeze.lift",
  askReconciliation: "reconciliation.run",
  explainFinding: "reconciliation.explain",
  switchMerchant: { open: "One's own session, to a merchant one works for." },
};

function allMethods(reason: string): Readonly<Record<string, DoorPolicy>> {
  return Object.fromEntries(["DELETE", "GET", "PATCH", "POST", "PUT"].map((method) => [method, { open: reason }]));
}
