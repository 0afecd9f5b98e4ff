import { describe, expect, test } from "vitest";
import { landingPath, safeReturnPath, signInPath } from "./return-path";

describe("the way back after signing in", () => {
  test.each(["/", "/payouts", "/payouts?state=failed&from=2026-11-01", "/payouts/po_01#timeline", "/payouts/a%2Fb"])("keeps %s", (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  test.each([
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "/payouts\\..\\..",
    "https://evil.test/",
    "javascript:alert(1)",
    "evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "\t//evil.test",
    "/sign-in",
    "/sign-in?to=/sign-in",
    "/api/auth/signout",
    "/x/..//evil.test",
    `/${"a".repeat(2001)}`,
    "",
    null,
  ])("does not follow %j", (path) => {
    expect(safeReturnPath(path)).toBe("/");
  });

  test("is asked for only where it is not the overview", () => {
    expect(signInPath("/")).toBe("/sign-in");
    expect(signInPath("/payouts?state=failed")).toBe("/sign-in?to=%2Fpayouts%3Fstate%3Dfailed");
  });
});

test("support that came for nothing in particular begins where callers are looked up, and whoever came for something gets there", () => {
  expect(landingPath("/", "support")).toBe("/look-up");
  expect(landingPath("//evil.test", "support")).toBe("/look-up");
  expect(landingPath("/payouts/CF1", "support")).toBe("/payouts/CF1");
  expect(landingPath("/", "maker")).toBe("/");
});
