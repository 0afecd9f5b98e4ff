import { describe, expect, test } from "vitest";
import { maskAddress } from "@/lib/domain/account/address";
import { groupAccountNumber, sayAccountNumber, shortenMiddle } from "./account-text";

describe("an account number on screen", () => {
  test.each([
    ["iban", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"],
    ["sortCode", "20000012345678", "20-00-00 1234 5678"],
    ["bsb", "063000123456789", "063-000 123456789"],
    ["cadEft", "003123451234567", "12345-003 1234567"],
    ["nzAccount", "1234567890123000", "12-3456-7890123-000"],
    ["aba", "021000021987654321", "021000021 987654321"],
    ["interac", "amelie@example.com", "amelie@example.com"],
  ] as const)("is grouped as its owner writes it: %s", (kind, bare, shown) => {
    expect(groupAccountNumber(bare, kind)).toBe(shown);
  });

  test("that came masked stays as it came, and is read out by its last four", () => {
    const masked = maskAddress({ kind: "iban", iban: "DE89370400440532013000" });
    expect(groupAccountNumber(masked, "iban")).toBe(masked);
    expect(sayAccountNumber(masked)).toBe("ending in 3 0 0 0");
  });

  test("that is an e-mail is read out by its domain", () => {
    expect(sayAccountNumber("a••••@example.com")).toBe("hidden, at example.com");
  });

  test("that is very long keeps both ends", () => {
    expect(shortenMiddle("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")).toBe("bc1qar0s…zzwf5mdq");
    expect(shortenMiddle("rEb8TK3gBgk5auZk")).toBe("rEb8TK3gBgk5auZk");
  });
});
