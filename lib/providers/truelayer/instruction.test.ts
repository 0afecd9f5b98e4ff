import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import type { PayoutDestination, PayoutOrder } from "../contract/payout";
import { instructionOf } from "./instruction";
import { fitText, textRulesFor } from "./text";

const SETTINGS = { clientId: "c", clientSecret: "s", merchantAccountId: "m-1", signingKeyId: "k", signingPrivateKey: "p" };
const ACCOUNT: PayoutDestination = {
  kind: "account",
  holderName: "Zoë Łukasiewicz",
  address: { kind: "sortCode", sortCode: "202015", accountNumber: "05555555" },
};

function order(changes: Partial<PayoutOrder> = {}): PayoutOrder {
  return {
    payoutId: "po_1",
    number: "CF0000000000AB",
    idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
    amount: money(1000n, "GBP"),
    destination: { kind: "paymentSource", userId: "u-1", paymentSourceId: "s-1" },
    statementText: "Payout0001",
    metadata: { purpose: "refund" },
    ...changes,
  };
}

function bodyOf(given: PayoutOrder): unknown {
  const instruction = instructionOf(given, SETTINGS);
  return instruction.kind === "ready" ? JSON.parse(new TextDecoder().decode(instruction.body)) : instruction.outcome.failure;
}

describe("what TrueLayer is told", () => {
  test("closed loop names the payment source and its user", () => {
    expect(bodyOf(order())).toEqual({
      merchant_account_id: "m-1",
      amount_in_minor: 1000,
      currency: "GBP",
      beneficiary: { type: "payment_source", user_id: "u-1", payment_source_id: "s-1", reference: "Payout0001" },
      metadata: { counterfoil_number: "CF0000000000AB", purpose: "refund" },
    });
  });

  test("open loop names the account in the singular, as its scheme writes names", () => {
    expect(bodyOf(order({ destination: ACCOUNT }))).toMatchObject({
      beneficiary: {
        type: "external_account",
        account_holder_name: "Zoe Lukasiewicz",
        account_identifier: { type: "sort_code_account_number", sort_code: "202015", account_number: "05555555" },
      },
    });
    const toIban = order({
      amount: money(1n, "EUR"),
      destination: { ...ACCOUNT, address: { kind: "iban", iban: "DE89370400440532013000" } },
    });
    expect(bodyOf(toIban)).toMatchObject({
      beneficiary: { account_holder_name: "Zoë Łukasiewicz", account_identifier: { type: "iban", iban: "DE89370400440532013000" } },
    });
  });

  test("the same order is the same bytes, in whatever order its metadata is kept", () => {
    const one = instructionOf(order({ metadata: { a: "1", b: "2" } }), SETTINGS);
    const other = instructionOf(order({ metadata: { b: "2", a: "1" } }), SETTINGS);
    expect(one).toEqual(other);
  });

  test("never more metadata than it takes, and ours always", () => {
    const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`key${String(place).padStart(2, "0")}`, "v"]));
    const body = bodyOf(order({ metadata: { ...metadata, ["x".repeat(41)]: "v", long: "v".repeat(501), counterfoil_number: "stolen" } }));
    expect(body).toMatchObject({ metadata: { counterfoil_number: "CF0000000000AB", key00: "v", key08: "v" } });
    expect(JSON.stringify(body)).not.toContain("key09");
  });

  test("what it cannot take is refused before anything leaves", () => {
    expect(bodyOf(order({ amount: money(0n, "GBP") }))).toMatchObject({ reason: "amountInvalid" });
    expect(bodyOf(order({ amount: money(2n ** 60n, "GBP") }))).toMatchObject({ reason: "amountInvalid" });
    expect(bodyOf(order({ amount: money(100n, "USD") }))).toMatchObject({ reason: "instructionInvalid" });
    expect(bodyOf(order({ statementText: "x".repeat(19) }))).toMatchObject({ reason: "instructionInvalid" });
    expect(bodyOf(order({ statementText: "返金" }))).toMatchObject({ reason: "instructionInvalid" });
    expect(bodyOf(order({ destination: { kind: "order", orderId: "o" } }))).toMatchObject({ reason: "instructionInvalid" });
    expect(bodyOf(order({ destination: { ...ACCOUNT, holderName: "山田" } }))).toMatchObject({ reason: "instructionInvalid" });
  });

  test("amounts arrive exactly", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: BigInt(Number.MAX_SAFE_INTEGER) }), (minor) => {
        const instruction = instructionOf(order({ amount: money(minor, "PLN") }), SETTINGS);
        const text = instruction.kind === "ready" ? new TextDecoder().decode(instruction.body) : "";
        expect(/"amount_in_minor":(\d+),/.exec(text)?.[1]).toBe(String(minor));
      }),
    );
  });
});

describe("text", () => {
  const fitted = (text: string, currency: "GBP" | "EUR" | "PLN", limit = 140) => {
    const rules = textRulesFor(currency);
    return rules && fitText(text, rules, limit);
  };

  test("is written with the scheme's own apostrophe", () => {
    expect(fitted("O'Neil", "GBP")).toBe("O’Neil");
    expect(fitted("O’Neil", "PLN")).toBe("O'Neil");
    expect(fitted("O’Neil", "EUR")).toBe("O'Neil");
  });

  test("is never cut, and is counted as it will be sent", () => {
    expect(fitted("ß".repeat(9), "GBP", 18)).toBe("s".repeat(18));
    expect(fitted("ß".repeat(10), "GBP", 18)).toBeNull();
    expect(fitted("  two   words ", "GBP", 9)).toBe("two words");
    expect(fitted("   ", "GBP")).toBeNull();
  });

  test("either fits its scheme or is refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("GBP", "EUR", "PLN"), (text, currency) => {
        const sent = fitted(text, currency);
        if (sent !== null) expect(textRulesFor(currency)?.allowed.test(sent)).toBe(true);
      }),
    );
  });
});
