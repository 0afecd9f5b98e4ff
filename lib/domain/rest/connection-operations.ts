import { BALANCE, CONNECTION, pageWith } from "./examples";
import type { RestOperation } from "./operation";

export const CONNECTION_OPERATIONS: readonly RestOperation[] = [
  {
    id: "listConnections",
    method: "get",
    path: "/connections",
    tag: "connections",
    scope: "connections:read",
    summary: "List connections, and what each can do",
    isList: true,
    answers: [{ status: 200, description: "A page of connections.", schema: "ConnectionPage", example: pageWith(CONNECTION) }],
  },
  {
    id: "listBalances",
    method: "get",
    path: "/balances",
    tag: "connections",
    scope: "connections:read",
    summary: "List what is on the merchant accounts",
    description: "One for each connection and currency of which the provider tells a balance, as it was last read.",
    isList: true,
    answers: [{ status: 200, description: "A page of balances.", schema: "BalancePage", example: pageWith(BALANCE) }],
  },
];
