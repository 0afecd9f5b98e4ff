import { pageWith, RECEIVER } from "./examples";
import type { RestOperation } from "./operation";

const ACCOUNT = { holderName: "Anna Schmidt", address: { kind: "iban", iban: "DE89370400440532013000" } };

export const RECEIVER_OPERATIONS: readonly RestOperation[] = [
  {
    id: "createReceiver",
    method: "post",
    path: "/receivers",
    tag: "receivers",
    scope: "receivers:write",
    summary: "Add a receiver",
    description: "With an `Idempotency-Key` the same request, sent again, adds nobody a second time.",
    idempotency: "accepted",
    body: {
      schema: "ReceiverRequest",
      examples: [
        {
          name: "person",
          summary: "A person with their first account",
          value: { kind: "person", name: "Anna Schmidt", email: "anna@schmidt.test", country: "DE", reference: "CUS-7", account: ACCOUNT },
        },
      ],
    },
    answers: [{ status: 201, description: "The receiver.", schema: "Receiver", example: RECEIVER, hasLocation: true }],
    problems: ["accountDoubtful"],
  },
  {
    id: "listReceivers",
    method: "get",
    path: "/receivers",
    tag: "receivers",
    scope: "receivers:read",
    summary: "List receivers",
    description: "Newest first, their account numbers hidden but for the last characters.",
    isList: true,
    answers: [{ status: 200, description: "A page of receivers.", schema: "ReceiverPage", example: pageWith(RECEIVER) }],
  },
  {
    id: "readReceiver",
    method: "get",
    path: "/receivers/{receiverId}",
    tag: "receivers",
    scope: "receivers:read",
    summary: "Read a receiver",
    answers: [{ status: 200, description: "The receiver.", schema: "Receiver", example: RECEIVER }],
  },
  {
    id: "addReceiverAccount",
    method: "post",
    path: "/receivers/{receiverId}/accounts",
    tag: "receivers",
    scope: "receivers:write",
    summary: "Add an account of a receiver",
    description: "Where the merchant's policy wants a second person for new accounts, it is `proposed` until somebody has confirmed it.",
    idempotency: "accepted",
    body: { schema: "AccountRequest", examples: [{ name: "iban", summary: "A bank account", value: ACCOUNT }] },
    answers: [{ status: 201, description: "The receiver, with all accounts.", schema: "Receiver", example: RECEIVER, hasLocation: true }],
    problems: ["accountDoubtful"],
  },
];
