import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import { approvalNeed, DEMO_POLICY, judgeApproval } from "./policy";

const person = (personId: string, role: Role = "checker") =>
  ({ kind: "person", personId, name: personId, merchantId: "m", ...builtInRole(role) }) as const;

describe("how many decide", () => {
  test("by API up to the limit nobody, above it and from a screen as many as the policy says", () => {
    const policy = { ...DEMO_POLICY, checkers: 2 };
    const by = (source: "api" | "screen", minor: bigint, currency: "EUR" | "NZD" = "EUR") =>
      approvalNeed(policy, { source, amount: { minor, currency } });
    expect(by("api", 10_000n)).toMatchObject({ kind: "none" });
    expect(by("api", 10_001n)).toMatchObject({ kind: "checkers", count: 2 });
    expect(by("api", 1n, "NZD")).toMatchObject({ kind: "checkers", count: 2 });
    expect(by("screen", 1n)).toMatchObject({ kind: "checkers", count: 2 });
  });

  test("the last approval that is needed is enough, and none before it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 5 }), (neededCheckers, before) => {
        fc.pre(before < neededCheckers);
        const approvedBy = Array.from({ length: before }, (_, place) => `earlier-${place}`);
        const missing = neededCheckers - before - 1;
        expect(judgeApproval({ makerId: "maker", neededCheckers, approvedBy }, person("cleo"))).toEqual(
          missing === 0 ? { kind: "enough" } : { kind: "oneOfSeveral", missing },
        );
      }),
    );
  });

  test("neither the maker, nor who has approved already, nor who is no checker, nor a machine", () => {
    const facts = { makerId: "mara", neededCheckers: 2, approvedBy: ["cleo"] };
    expect(judgeApproval(facts, person("mara"))).toEqual({ kind: "denied", code: "makerIsChecker" });
    expect(judgeApproval(facts, person("cleo"))).toEqual({ kind: "denied", code: "alreadyDecided" });
    for (const role of ["maker", "support", "admin"] as const) {
      expect(judgeApproval(facts, person("ada", role))).toEqual({ kind: "denied", code: "forbidden" });
    }
    expect(judgeApproval(facts, { kind: "system", name: "desk", merchantId: "m" })).toEqual({ kind: "denied", code: "forbidden" });
  });
});
