import { PAYMENT_SOURCE, pageWith } from "./examples";
import type { RestOperation } from "./operation";

export const SOURCE_OPERATIONS: readonly RestOperation[] = [
  {
    id: "tellPaymentSource",
    method: "post",
    path: "/payment-sources",
    tag: "paymentSources",
    scope: "paymentSources:write",
    summary: "Tell of an account that paid in",
    description:
      "Totals so far, named by connection and `sourceId`: told twice it is told once, so it needs no key. Where the provider has told the amounts, they stand and yours are not taken; the answer shows what holds.",
    body: {
      schema: "PaymentSourceRequest",
      examples: [
        {
          name: "order",
          summary: "An order that was paid by bank transfer",
          value: {
            connection: "ivy-eur",
            sourceId: "ord-2026-1042",
            orderReference: "Basket 7",
            holderName: "Ruth Klein",
            currency: "EUR",
            paidInMinor: 4_000,
          },
        },
      ],
    },
    answers: [
      { status: 200, description: "The source, known before.", schema: "PaymentSource", example: PAYMENT_SOURCE, hasLocation: true },
      { status: 201, description: "The source, new.", schema: "PaymentSource", example: PAYMENT_SOURCE, hasLocation: true },
    ],
    problems: ["notFound", "currencyMismatch"],
  },
  {
    id: "listPaymentSources",
    method: "get",
    path: "/payment-sources",
    tag: "paymentSources",
    scope: "receivers:read",
    summary: "List accounts that paid in",
    description: "Newest first, each with what may still be sent back.",
    query: [
      {
        name: "name",
        description: "An order id, own reference, customer id or payment id, in full.",
        schema: { type: "string", maxLength: 200 },
      },
    ],
    isList: true,
    answers: [{ status: 200, description: "A page of sources.", schema: "PaymentSourcePage", example: pageWith(PAYMENT_SOURCE) }],
  },
  {
    id: "readPaymentSource",
    method: "get",
    path: "/payment-sources/{paymentSourceId}",
    tag: "paymentSources",
    scope: "receivers:read",
    summary: "Read an account that paid in",
    answers: [{ status: 200, description: "The source.", schema: "PaymentSource", example: PAYMENT_SOURCE }],
  },
];
