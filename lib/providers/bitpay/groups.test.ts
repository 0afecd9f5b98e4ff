import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import type { PayoutOrder } from "../contract/payout";
import type { Exchange } from "../contract/transport";
import { createClient } from "./client";
import { answer, fixture, LOST, NEVER_LEFT, openWire, SETTINGS } from "./fake-wire";
import { cancelPayoutGroup, sendPayoutGroup } from "./groups";
import { SAME_LEDGER } from "./settings";

const DRAWING = { ledgerCurrency: SAME_LEDGER, notificationUrl: "" } as const;
const order = (number: string): PayoutOrder => ({
  payoutId: `po_${number}`,
  number,
  idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
  amount: money(1234n, "EUR"),
  destination: { kind: "enrolled", providerReceiverId: "Fd9mW3xKq7PzVt2RbHsN4c", providerAccountId: null, address: null },
  statementText: "",
  metadata: {},
});
const [A, B] = [order("CFAAAAAAAAAAAA"), order("CFBBBBBBBBBBBB")];

function open(reply: () => Exchange) {
  const wire = openWire(reply);
  return { ...wire, client: createClient(SETTINGS, wire.context) };
}
async function kindsOf(exchange: Exchange, orders: readonly PayoutOrder[] = [A, B]) {
  const outcome = await sendPayoutGroup(open(() => exchange).client, orders, DRAWING);
  if (outcome.kind === "whole") return outcome.outcome.kind;
  return orders.map(({ number }) => outcome.outcomes.get(number)?.kind);
}

describe("a group", () => {
  const created = fixture("group-created");

  test.each([
    ["without an envelope", created],
    ["in one", `{"data":${created},"status":"success","message":null}`],
  ])("of which one was left, answered %s: each is told its own end", async (_, body) => {
    const { client, bodyOf } = open(() => answer(200, body));
    const outcome = await sendPayoutGroup(client, [A, B], DRAWING);
    if (outcome.kind !== "answered") throw new Error("It was answered.");
    expect(outcome.groupId).toBe("Qw7Nz3XkTv5RdLp9HcYb2s");
    expect(outcome.outcomes.get(A.number)).toMatchObject({ kind: "accepted", observation: { providerPayoutId: "5dKw8TqLn2RvXc7HpYzB4m" } });
    expect(outcome.outcomes.get(B.number)).toMatchObject({ kind: "refused", failure: { message: "Ledger currency is required" } });
    expect(outcome.left).toEqual([{ payee: "Mara Linden", message: "Ledger currency is required" }]);
    expect(bodyOf(0)).toMatchObject({ token: "payout-token-value", instructions: [{ reference: A.number }, { reference: B.number }] });
  });

  test.each<[string, unknown]>([
    ["counts fewer than were sent", { created: [], failed: [{ errMessage: "No.", payee: "x" }] }],
    ["counts none", { created: [], failed: [] }],
    ["holds a row that cannot be read", { created: [{ id: 5 }], failed: [{ errMessage: "No.", payee: "x" }] }],
    ["holds a stranger", { created: [{ id: "s", status: "new", reference: "CFZZ" }], failed: [{}, {}] }],
  ])("whose answer %s leaves them unknown", async (_, body) => {
    expect(await kindsOf(answer(200, body))).toEqual(["unknown", "unknown"]);
  });

  test.each<[Exchange, string]>([
    [answer(400, fixture("error-coded")), "refused"],
    [answer(400, fixture("error-text")), "notSent"],
    [answer(500, fixture("error-text")), "unknown"],
    [answer(200, fixture("error-text")), "unknown"],
    [answer(200, "<html></html>"), "unknown"],
    [answer(502, ""), "unknown"],
    [LOST, "unknown"],
    [NEVER_LEFT, "notSent"],
  ])("answered as a whole with %o is %s for all", async (exchange, kind) => {
    expect(await kindsOf(exchange)).toBe(kind);
  });

  test("sends on only what can be sent at all", async () => {
    const unenrolled: PayoutOrder = {
      ...B,
      destination: { kind: "account", holderName: "Jo", address: { kind: "emailWallet", email: "jo@example.test" } },
    };
    const body = created.replace(/"failed": \[.*\]/s, '"failed": []');
    expect(await kindsOf(answer(200, body), [A, unenrolled])).toEqual(["accepted", "refused"]);
  });
});

describe("cancelling a group", () => {
  test("tells which were stopped and which were too far on", async () => {
    const { client, sent } = open(() => answer(200, fixture("group-cancelled")));
    expect(await cancelPayoutGroup(client, "g/1")).toMatchObject({
      kind: "answered",
      cancelled: [{ providerPayoutId: "5dKw8TqLn2RvXc7HpYzB4m", status: "cancelled" }],
      left: [{ providerPayoutId: "8kR2vQd7LwXc5hTn3YpFzA", message: "PayoutId is missing or invalid" }],
    });
    expect(sent[0]).toMatchObject({ method: "DELETE", url: "https://test.bitpay.com/payouts/group/g%2F1?token=payout-token-value" });
  });

  test("that was not answered has told nothing", async () => {
    expect(await cancelPayoutGroup(open(() => LOST).client, "g")).toMatchObject({ kind: "unavailable" });
  });
});
