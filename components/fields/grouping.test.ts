import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACCOUNT_NUMBER_GROUPING, IBAN_GROUPING, placeAfter, SORT_CODE_GROUPING } from "./grouping";

describe("typing an account number", () => {
  test("groups it as people write it", () => {
    expect(IBAN_GROUPING.group("DE89370400440532013000")).toBe("DE89 3704 0044 0532 0130 00");
    expect(SORT_CODE_GROUPING.group("2000")).toBe("20-00");
    expect(ACCOUNT_NUMBER_GROUPING.group("12345678")).toBe("1234 5678");
  });

  test("takes what is pasted, whatever stands between the characters", () => {
    expect(IBAN_GROUPING.clean(" de89-3704 0044\u00a00532.0130 00 ")).toBe("DE89370400440532013000");
    expect(SORT_CODE_GROUPING.clean("20 00 00 extra 99")).toBe("200000");
  });

  test.each([IBAN_GROUPING, SORT_CODE_GROUPING, ACCOUNT_NUMBER_GROUPING])(
    "grouping adds nothing that cleaning does not take out",
    (grouping) => {
      fc.assert(
        fc.property(fc.string(), (typed) => {
          const bare = grouping.clean(typed);
          expect(grouping.clean(grouping.group(bare))).toBe(bare);
        }),
      );
    },
  );

  test("keeps the caret after the character that was typed", () => {
    const shown = IBAN_GROUPING.group("DE8937040");
    expect(shown).toBe("DE89 3704 0");
    expect(placeAfter(shown, 5, IBAN_GROUPING)).toBe(6);
    expect(placeAfter(shown, 4, IBAN_GROUPING)).toBe(4);
    expect(placeAfter(shown, 0, IBAN_GROUPING)).toBe(0);
  });
});
