import type { DoorPolicy } from "./door-policy";

/** Routes, by file and method. */
export const ROUTES: Readonly<Record<string, Readonly<Record<string, DoorPolicy>>>> = {
  "app/api/auth/[...nextauth]/route.ts": {
    GET: { open: "next-auth's own protocol, over the same operations as the sign-in page." },
    POST: { open: "next-auth's own protocol, with its own token against forged requests." },
  },
  "app/api/health/route.ts": { GET: { open: "Load balancers have no key; it tells numbers and no names." } },
  "app/api/live/accounts/[accountId]/route.ts": { GET: "receiver.view" },
  "app/api/live/audit/export/route.ts": { GET: "audit.view" },
  "app/api/live/approvals/route.ts": { GET: "approval.view" },
  "app/api/live/approvals/[payoutId]/route.ts": { GET: "approval.view" },
  "app/api/live/batches/route.ts": { POST: "batch.create" },
  "app/api/live/batches/[batchId]/route.ts": { GET: "batch.view" },
  "app/api/live/batches/[batchId]/rows/route.ts": { GET: "batch.view" },
  "app/api/live/batches/[batchId]/result/route.ts": { GET: "batch.view", POST: "receiver.reveal" },
  "app/api/live/batches/template/route.ts": { GET: "batch.create" },
  "app/api/live/connections/[connectionId]/route.ts": { GET: "connection.manage" },
  "app/api/live/exports/route.ts": { GET: "payout.view" },
  "app/api/live/exports/[exportId]/route.ts": { GET: "payout.view" },
  "app/api/live/look-up/route.ts": { POST: "payout.view" },
  "app/api/live/payouts/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/totals/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/[payoutId]/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/[payoutId]/attachments/route.ts": { POST: "payout.attach" },
  "app/api/live/payouts/[payoutId]/attachments/[attachmentId]/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/[payoutId]/receipt/route.ts": { GET: "payout.view" },
  "app/api/live/payouts/[payoutId]/evidence/[evidenceId]/route.ts": { GET: "evidence.view" },
  "app/api/live/stream/route.ts": { GET: "payout.view" },
  "app/api/live/receivers/route.ts": { GET: "receiver.view" },
  "app/api/live/receivers/export/route.ts": { GET: "receiver.view", POST: "receiver.reveal" },
  "app/api/live/receivers/import/route.ts": { POST: "receiver.create" },
  "app/api/live/units/[unitId]/route.ts": { GET: "approval.view" },
  "app/api/live/units/[unitId]/rows/route.ts": { GET: "approval.view" },
  "app/api/live/units/[unitId]/changes/route.ts": { GET: "approval.view" },
  "app/api/live/warnings/route.ts": { POST: "payout.create" },
  "app/api/live/sources/route.ts": { POST: "paymentSource.view" },
  "app/api/v1/[...rest]/route.ts": allMethods("An address that is none, for every method."),
  "app/api/v1/balances/route.ts": restMethods({ GET: "connection.view" }),
  "app/api/v1/batches/route.ts": restMethods({ POST: "batch.create" }),
  "app/api/v1/batches/[batchId]/route.ts": restMethods({ GET: "payout.view" }),
  "app/api/v1/batches/[batchId]/submit/route.ts": restMethods({ POST: "batch.create" }),
  "app/api/v1/connections/route.ts": restMethods({ GET: "connection.view" }),
  "app/api/v1/openapi.json/route.ts": restMethods({ GET: { open: "Describes the door and nothing behind it." } }),
  "app/api/v1/payment-sources/route.ts": restMethods({ GET: "paymentSource.view", POST: "paymentSource.write" }),
  "app/api/v1/payment-sources/[paymentSourceId]/route.ts": restMethods({ GET: "paymentSource.view" }),
  "app/api/v1/payouts/route.ts": restMethods({ GET: "payout.view", POST: "payout.create" }),
  "app/api/v1/payouts/[payoutId]/route.ts": restMethods({ GET: "payout.view" }),
  "app/api/v1/payouts/[payoutId]/cancel/route.ts": restMethods({ POST: "payout.cancel" }),
  "app/api/v1/payouts/[payoutId]/receipt/route.ts": restMethods({ GET: "payout.view" }),
  "app/api/v1/payouts/[payoutId]/timeline/route.ts": restMethods({ GET: "payout.view" }),
  "app/api/v1/receivers/route.ts": restMethods({ GET: "receiver.view", POST: "receiver.create" }),
  "app/api/v1/receivers/[receiverId]/route.ts": restMethods({ GET: "receiver.view" }),
  "app/api/v1/receivers/[receiverId]/accounts/route.ts": restMethods({ POST: "receiver.create" }),
  "app/api/webhooks/[provider]/[connection]/route.ts": { POST: { open: "Providers have no session; each delivery carries its proof." } },
};

/** An address of the REST door says of every method whether it knows it. */
function restMethods(known: Readonly<Record<string, DoorPolicy>>): Readonly<Record<string, DoorPolicy>> {
  return { ...allMethods("Not done here, and says so."), ...known };
}

function allMethods(reason: string): Readonly<Record<string, DoorPolicy>> {
  return Object.fromEntries(["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"].map((method) => [method, { open: reason }]));
}
