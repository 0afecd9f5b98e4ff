import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import { CHECKERS } from "@/lib/domain/approval/policy";
import { PAYOUT_STATES } from "./lifecycle";
import { type DeedFacts, possibleDeeds } from "./possible-deeds";

const person = (personId: string, role: Role): Actor => ({
  kind: "person",
  personId,
  name: personId,
  merchantId: "mer_1",
  ...builtInRole(role),
});
const PAYOUT: DeedFacts = {
  state: "awaitingApproval",
  makerId: "mara",
  touchedBy: [],
  lent: [],
  steps: [{ group: CHECKERS, count: 1 }],
  approvals: [],
  mayHaveLeft: false,
  cancelsThere: false,
  canUndo: false,
};
const whys = (payout: Partial<DeedFacts>, actor: Actor) =>
  Object.fromEntries(possibleDeeds({ ...PAYOUT, ...payout }, actor).map(({ deed, why }) => [deed, why]));

describe("what the payout page offers", () => {
  test("a checker may decide on what another made", () => {
    expect(whys({}, person("cleo", "checker"))).toMatchObject({ approve: null, reject: null });
  });

  test("nobody is offered to decide on what they made, whatever their role", () => {
    for (const role of ["maker", "checker", "support", "admin"] as const) {
      const { approve, reject } = whys({}, person("mara", role));
      expect([approve, reject]).toEqual(expect.arrayContaining([expect.stringMatching(/someone else|Only checkers/)]));
      expect(approve).not.toBeNull();
    }
  });

  test("a checker who has approved is told so, and waits for the second", () => {
    expect(
      whys({ steps: [{ group: CHECKERS, count: 2 }], approvals: [{ checkerId: "cleo", forId: null, step: 0 }] }, person("cleo", "checker"))
        .approve,
    ).toMatch(/already decided/);
  });

  test("the maker may withdraw what waits; another maker may not", () => {
    expect(whys({}, person("mara", "maker")).cancel).toBeNull();
    expect(whys({}, person("milo", "maker")).cancel).toMatch(/only its maker/);
  });

  test("what is with the provider cannot be cancelled, and says why", () => {
    for (const state of ["dispatching", "unconfirmed", "inFlight"] as const) {
      expect(whys({ state }, person("mara", "maker")).cancel).toMatch(/no longer be stopped/);
      expect(whys({ state }, person("sam", "support")).lookUp).toBeNull();
    }
  });

  test("what came home cannot be cancelled while an earlier attempt may have been paid", () => {
    expect(whys({ state: "approved" }, person("mara", "maker")).cancel).toBeNull();
    expect(whys({ state: "approved", mayHaveLeft: true }, person("mara", "maker")).cancel).toMatch(/no longer be stopped/);
  });

  test("in every state each role is offered something or told why not, and only makers make another", () => {
    for (const state of PAYOUT_STATES) {
      expect(whys({ state }, person("mara", "maker")).repeat).toBeNull();
      expect(whys({ state }, person("sam", "support"))).not.toHaveProperty("repeat");
    }
  });
});
