import { describe, expect, test } from "vitest";
import { mapRoles, SsoClaims } from "./sso";

const MAP = [
  { value: "approvers", merchant: "acme", role: "checker" },
  { value: "payers", merchant: "acme", role: "maker" },
  { value: "payers", merchant: "other", role: "support" },
];

describe("the roles that a claim stands for", () => {
  test.each([
    ["of several values the first in the map", ["payers", "approvers"], [{ merchant: "acme", role: "checker" }]],
    ["one value as text", "payers", [{ merchant: "acme", role: "maker" }]],
    ["nothing that the map knows", ["strangers"], [{ merchant: "acme", role: null }]],
    ["an empty list", [], [{ merchant: "acme", role: null }]],
    ["something that is no list", { payers: true }, [{ merchant: "acme", role: null }]],
    ["no claim at all", undefined, []],
    ["a claim of nothing", null, []],
  ])("%s", (_what, claim, roles) => expect(mapRoles(claim, MAP, ["acme"])).toEqual(roles));

  test("are each merchant's own, and of no merchant that the map does not name", () => {
    expect(mapRoles(["payers"], MAP, ["acme", "other", "third"])).toEqual([
      { merchant: "acme", role: "maker" },
      { merchant: "other", role: "support" },
    ]);
  });
});

test.each([
  [true, true],
  ["true", true],
  ["false", false],
  [undefined, undefined],
])("an address is verified when the token says so: %j", (said, verified) => {
  expect(SsoClaims.parse({ iss: "https://login.test", sub: "u-1", email_verified: said }).email_verified).toBe(verified);
});
