import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DENIALS } from "@/lib/domain/access/denial";
import { AccountAddress } from "@/lib/domain/account/address";
import { CreatePayout, PayoutTarget } from "@/lib/domain/payout/schema";
import { AmountOut, amountOut } from "./amount";
import { canonicalJson } from "./canonical-json";
import { openApi } from "./open-api";
import { PayoutRequest, StrictAccount } from "./payout";
import { isPassing, problemOfDenial } from "./problem";
import { strayPaths } from "./stray-text";

describe("amounts on the wire", () => {
  test("come back exactly, whatever reads the JSON", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), (minor) => {
        const wire = AmountOut.parse(JSON.parse(JSON.stringify(amountOut(minor))));
        expect(BigInt(wire)).toBe(minor);
      }),
    );
  });

  test("are integers up to 2^53 - 1 and digits beyond", () => {
    expect([amountOut(2n ** 53n - 1n), amountOut(2n ** 53n)]).toEqual([Number.MAX_SAFE_INTEGER, "9007199254740992"]);
  });
});

test("a body is the same body in any order, and another with any other value", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
  expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: "1" }));
});

test("the door takes every kind of target and account that the form does", () => {
  expect(StrictAccount.options.map(({ shape }) => shape.kind.value)).toEqual(AccountAddress.options.map(({ shape }) => shape.kind.value));
  expect(PayoutRequest.shape.to.options.map(({ shape }) => shape.type.value)).toEqual(
    PayoutTarget.options.map(({ shape }) => shape.type.value),
  );
  expect(Object.keys(PayoutRequest.shape)).toEqual(Object.keys(CreatePayout.shape));
});

test("every denial has a status that says whose move it is", () => {
  for (const code of Object.keys(DENIALS).filter(isCode)) {
    const problem = problemOfDenial({ code, sentence: DENIALS[code] });
    expect(problem).toMatchObject({ code, detail: DENIALS[code] });
    expect(problem.status).toBeGreaterThanOrEqual(400);
  }
  expect([isPassing("overReturnable"), isPassing("providerUnavailable")]).toEqual([false, true]);
});

function isCode(text: string): text is keyof typeof DENIALS {
  return Object.hasOwn(DENIALS, text);
}

describe("the OpenAPI description", () => {
  const description = openApi("https://desk.test");

  test("says that unknown members are refused", () => {
    expect(description.components.schemas.PayoutRequest).toMatchObject({ additionalProperties: false });
  });

  test("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(description))).toMatchObject({ openapi: "3.1.0", servers: [{ url: "https://desk.test/api/v1" }] });
  });
});

test("text that no database keeps is found wherever it stands, and all other text is let through", () => {
  expect(strayPaths({ a: ["x", { b: "\0" }], "c\0": 1, d: "\ud83d" })).toEqual(["a.1.b", "", "d"]);
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
      expect(strayPaths(value)).toEqual([]);
    }),
  );
});
