import { describe, expect, test } from "vitest";
import { maskAddress } from "@/lib/domain/account/address";
import { groupAccountNumber, sayAccountNumber, shortenMiddle } from "./account-text";

describe("an account number on screen", () => {
  test("is grouped as its owner writes it", () => {
    expect(groupAccountNumber("DE89370400440532013000", "iban")).toBe("DE89 3704 0044 0532 0130 00");
    expect(groupAccountNumber("20000012345678", "sortCode")).toBe("20-00-00 1234 5678");
  });

  test("that came masked stays as it came, and is read out by its last four", () => {
    const masked = maskAddress({ kind: "iban", iban: "DE89370400440532013000" });
    expect(groupAccountNumber(masked, "iban")).toBe(masked);
    expect(sayAccountNumber(masked)).toBe("ending in 3 0 0 0");
  });

  test("that is very long keeps both ends", () => {
    expect(shortenMiddle("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")).toBe("bc1qar0s…zzwf5mdq");
    expect(shortenMiddle("rEb8TK3gBgk5auZk")).toBe("rEb8TK3gBgk5auZk");
  });
});
