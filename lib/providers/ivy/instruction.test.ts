import { describe, expect, test } from "vitest";
import { writeExactJson } from "@/lib/base/exact-json";
import { money } from "@/lib/base/money";
import type { PayoutOrder } from "../contract/payout";
import { instructionOf } from "./instruction";

const ORDER: PayoutOrder = {
  payoutId: "po_1",
  number: "CF7K3M9Q2X4B8T",
  idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
  amount: money(10000n, "EUR"),
  destination: { kind: "order", orderId: "abc123" },
  statementText: "Order 1001",
  metadata: {},
};

const textOf = (changes: Partial<PayoutOrder>) => writeExactJson(instructionOf({ ...ORDER, ...changes }));

describe("what Ivy is told", () => {
  test("closed loop names the order", () => {
    expect(textOf({})).toBe(
      '{"amount":100.00,"currency":"EUR","destination":{"orderId":"abc123"},"metadata":{"counterfoil_number":"CF7K3M9Q2X4B8T"},"paymentReference":"Order 1001"}',
    );
  });

  test("an IBAN and a sort code are spelled as Ivy spells them: the type in snake case, its member in camel case", () => {
    const holderName = "Mara Linden";
    const iban = textOf({ destination: { kind: "account", holderName, address: { kind: "iban", iban: "DE89370400440532013000" } } });
    expect(JSON.parse(iban).destination).toEqual({
      financialAddress: { type: "iban", iban: { iban: "DE89370400440532013000", accountHolderName: holderName } },
    });
    const address = { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" } as const;
    expect(JSON.parse(textOf({ destination: { kind: "account", holderName, address } })).destination).toEqual({
      financialAddress: { type: "sort_code", sortCode: { sortCode: "200000", accountNumber: "55779911", accountHolderName: holderName } },
    });
  });

  test.each([
    [1n, "EUR", "0.01"],
    [29n, "EUR", "0.29"],
    [900719925474099301n, "EUR", "9007199254740993.01"],
    [1005n, "GBP", "10.05"],
    [1n, "USDC", "0.000001"],
    [5n, "JPY", "5"],
  ] as const)("%s minor units of %s are written as the number %s, digit by digit", (minor, currency, literal) => {
    expect(textOf({ amount: money(minor, currency) })).toContain(`{"amount":${literal},`);
  });

  test("the same order is the same bytes, in whatever order its metadata comes back from the database", () => {
    expect(textOf({ metadata: { b: "2", a: "1" } })).toBe(textOf({ metadata: { a: "1", b: "2" } }));
  });

  test("metadata keeps within Ivy's limits, and our number is always in it", () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, place) => [`key-${place}`, "x"]));
    const metadata = { ...many, counterfoil_number: "CFSOMEBODYELSE", "a-too-long": "y".repeat(501), ["k".repeat(41)]: "y" };
    const sent: Record<string, string> = JSON.parse(textOf({ metadata })).metadata;
    expect(Object.keys(sent)).toHaveLength(50);
    expect(sent.counterfoil_number).toBe("CF7K3M9Q2X4B8T");
    expect(Object.entries(sent).every(([key, value]) => key.length <= 40 && value.length <= 500)).toBe(true);
  });

  test("a payment source is nothing that Ivy knows", () => {
    expect(instructionOf({ ...ORDER, destination: { kind: "paymentSource", paymentSourceId: "s", userId: "u" } })).toBeNull();
  });
});
