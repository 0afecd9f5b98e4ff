import type { RestBalance } from "./balance";
import type { RestBatch } from "./batch";
import type { RestConnection } from "./connection";
import type { RestPaymentSource } from "./payment-source";
import type { RestPayout, RestTimelineEntry } from "./payout";
import type { RestReceiver } from "./receiver";

// Bodies as they look on the wire, for the description and the reference page. Tests hold each against its schema.

const ID = "01K9Z3V7Q4WM2X8R5T6B1C0D9E";

export const PAYOUT: RestPayout = {
  id: `po_${ID}`,
  number: "CF7K3M9Q2X4B8T",
  state: "approved",
  stateAt: "2026-12-01T09:30:00.000Z",
  amountMinor: 5_000,
  currency: "EUR",
  feeMinor: null,
  loop: "open",
  source: "api",
  provider: "ivy",
  connection: { id: `con_${ID}`, name: "ivy-eur" },
  reference: "INV-1042",
  statementText: "INV-1042",
  metadata: { order: "1042" },
  receiver: { id: `rcv_${ID}`, name: "Anna Schmidt", accountId: `acc_${ID}`, accountMasked: "DE•• •••• 3000" },
  orderId: null,
  paymentSource: null,
  neededCheckers: 0,
  approval: {
    ...{ policyVersion: 1, steps: [], stepUp: "none", holdMinutes: 0 },
    rules: [
      {
        name: "Small amounts by API",
        sentence: "The amount is 50.00 EUR, it is paid in EUR and it came by API: nobody has to approve it.",
      },
    ],
  },
  madeBy: { kind: "apiKey", name: "shop" },
  providerPayoutId: null,
  providerStatus: null,
  rail: null,
  traceId: null,
  failure: null,
  contradiction: null,
  sendAfter: null,
  createdAt: "2026-12-01T09:30:00.000Z",
  submittedAt: "2026-12-01T09:30:00.000Z",
  approvedAt: "2026-12-01T09:30:00.000Z",
  sentAt: null,
  settledAt: null,
};

export const CANCELLED_PAYOUT: RestPayout = { ...PAYOUT, state: "cancelled", stateAt: "2026-12-01T09:30:04.000Z" };

export const TIMELINE_ENTRY: RestTimelineEntry = {
  id: `mov_${ID}`,
  at: "2026-12-01T09:30:00.000Z",
  kind: "move",
  by: { kind: "apiKey", name: "shop" },
  event: "submit",
  from: "draft",
  to: "awaitingApproval",
  note: null,
};

export const BATCH: RestBatch = {
  id: `bat_${ID}`,
  name: "payroll.csv",
  state: "open",
  trouble: null,
  revision: 1,
  rows: { faulty: 1, doubtful: 0, ready: 1, dropped: 0, going: 0, made: 0 },
  ready: [{ connectionId: `con_${ID}`, currency: "EUR", rows: 1, amountMinor: 1_000 }],
  troubled: [{ line: 3, name: "Bruno", reference: "R-2", state: "faulty", sentences: ["This IBAN has a typing error."] }],
  madeBy: { name: "shop" },
  createdAt: "2026-12-01T09:30:00.000Z",
};

export const SUBMITTED_BATCH: RestBatch = { ...BATCH, revision: 2, rows: { ...BATCH.rows, ready: 0, going: 1 }, ready: [] };

export const CONNECTION: RestConnection = {
  id: `con_${ID}`,
  name: "ivy-eur",
  provider: "ivy",
  mode: "simulator",
  state: "active",
  currencies: ["EUR", "GBP", "USD"],
  rails: ["SEPA Instant", "SEPA", "Faster Payments", "SWIFT"],
  accountKinds: ["iban", "sortCode", "aba", "bankCode", "bban"],
  closedLoop: "order",
};

export const BALANCE: RestBalance = {
  connection: { id: `con_${ID}`, name: "ivy-eur" },
  provider: "ivy",
  mode: "simulator",
  currency: "EUR",
  availableMinor: 1_250_000,
  waitingMinor: 5_000,
  readAt: "2026-12-01T09:30:00.000Z",
};

export const RECEIVER: RestReceiver = {
  id: `rcv_${ID}`,
  kind: "person",
  name: "Anna Schmidt",
  email: "anna@schmidt.test",
  country: "DE",
  reference: "CUS-7",
  language: "de",
  tags: ["vip"],
  state: "active",
  mergedInto: null,
  createdAt: "2026-12-01T09:30:00.000Z",
  accounts: [
    { id: `acc_${ID}`, kind: "iban", holderName: "Anna Schmidt", masked: "DE•• •••• 3000", standing: "confirmed", closedAt: null },
  ],
};

export const PAYMENT_SOURCE: RestPaymentSource = {
  id: `src_${ID}`,
  connection: { id: `con_${ID}`, name: "ivy-eur" },
  provider: "ivy",
  sourceId: "ord-2026-1042",
  userId: null,
  orderReference: "Basket 7",
  holderName: "Ruth Klein",
  holderEmail: "ruth@klein.test",
  accountMasked: "DE•• •••• 3000",
  currency: "EUR",
  paidInMinor: 4_000,
  refundedMinor: 0,
  paidOutMinor: 0,
  reservedMinor: 2_500,
  returnableMinor: 1_500,
  amountsFrom: "merchant",
  refusal: null,
  paidInAt: "2026-11-30T17:12:00.000Z",
  readAt: "2026-12-01T09:30:00.000Z",
  createdAt: "2026-12-01T09:30:00.000Z",
};

export function pageWith<T>(item: T, nextCursor: string | null = null) {
  return { items: [item], nextCursor };
}

export const NEXT_CURSOR = `mjx3k9q1.po_${ID}`;
