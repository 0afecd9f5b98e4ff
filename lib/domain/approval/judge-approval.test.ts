import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import { type Approval, type ApprovalFacts, judgeApproval } from "./judge-approval";
import { CHECKERS } from "./policy";

const person = (personId: string, role: Role = "checker") =>
  ({ kind: "person", personId, name: personId, merchantId: "m", ...builtInRole(role) }) as const;
const signed = (checkerId: string, step = 0, forId: string | null = null): Approval => ({ checkerId, step, forId });
const lent = (personId: string) => ({ personId, name: personId, role: "checker" });
const LEADS = { id: "leads", name: "Leads", roles: [], people: ["lea", "leo"] };

const ONE: ApprovalFacts = { makerId: "mara", touchedBy: [], steps: [{ group: CHECKERS, count: 1 }], approvals: [] };
const TWO_STEPS: ApprovalFacts = { ...ONE, steps: [...ONE.steps, { group: LEADS, count: 1 }] };

describe("whose approval counts", () => {
  test("the last approval that is needed is enough, and none before it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 5 }), (count, before) => {
        fc.pre(before < count);
        const approvals = Array.from({ length: before }, (_, place) => signed(`earlier-${place}`));
        const facts = { ...ONE, steps: [{ group: CHECKERS, count }], approvals };
        expect(judgeApproval(facts, person("cleo"))).toEqual({ kind: "counts", step: 0, as: null, missing: count - before - 1 });
      }),
    );
  });

  test("neither the maker, nor who edited it or brought its account, nor who has approved already, nor who is no checker, nor a machine", () => {
    const facts = { ...ONE, touchedBy: ["edda"], steps: [{ group: CHECKERS, count: 2 }], approvals: [signed("cleo")] };
    expect(judgeApproval(facts, person("mara"))).toEqual({ kind: "denied", code: "makerIsChecker" });
    expect(judgeApproval(facts, person("edda"))).toEqual({ kind: "denied", code: "touchedByChecker" });
    expect(judgeApproval(facts, person("cleo"))).toEqual({ kind: "denied", code: "alreadyDecided" });
    for (const role of ["maker", "support", "admin"] as const) {
      expect(judgeApproval(facts, person("ada", role))).toEqual({ kind: "denied", code: "forbidden" });
    }
    expect(judgeApproval(facts, { kind: "system", name: "desk", merchantId: "m" })).toEqual({ kind: "denied", code: "forbidden" });
  });

  test("one step after another, each by other people", () => {
    expect(judgeApproval(TWO_STEPS, person("cleo"))).toMatchObject({ kind: "counts", step: 0, missing: 1 });
    const after = { ...TWO_STEPS, approvals: [signed("cleo")] };
    expect(judgeApproval(after, person("cem"))).toEqual({ kind: "denied", code: "notYourStep" });
    expect(judgeApproval(after, person("lea"))).toMatchObject({ kind: "counts", step: 1, missing: 0 });
    const all = { ...after, approvals: [signed("cleo"), signed("lea", 1)] };
    expect(judgeApproval(all, person("leo"))).toEqual({ kind: "denied", code: "changedMeanwhile" });
  });

  test("groups by role hold whoever has the role", () => {
    const facts = { ...ONE, steps: [{ group: { id: "g", name: "G", roles: ["finance"], people: [] }, count: 1 }] };
    expect(judgeApproval(facts, person("cleo"))).toEqual({ kind: "denied", code: "notYourStep" });
    expect(judgeApproval(facts, { ...person("fin"), role: "finance" })).toMatchObject({ kind: "counts" });
  });
});

describe("in another's place", () => {
  const open = { ...TWO_STEPS, approvals: [signed("cleo")] };

  test("counts as the one who lent it, and says for whom", () => {
    expect(judgeApproval(open, person("cem"), [lent("lea")])).toMatchObject({ kind: "counts", step: 1, as: { personId: "lea" } });
  });

  test("not where the payout is larger than the place is lent for, and says up to how much", () => {
    const small = { ...lent("lea"), beyond: { minor: 1_000_000n, currency: "EUR" as const } };
    expect(judgeApproval(open, person("cem"), [small])).toEqual({
      ...{ kind: "denied", code: "notYourStep" },
      sentence: "It is for somebody else to sign: lea's place is lent to you up to 10,000.00 EUR, and this payout is not within that.",
    });
    expect(judgeApproval(open, person("cem"), [small, lent("leo")])).toMatchObject({ kind: "counts", as: { personId: "leo" } });
    expect(judgeApproval({ ...open, makerId: "lea" }, person("cem"), [small])).toEqual({ kind: "denied", code: "notYourStep" });
  });

  test("not needed where one's own place is enough", () => {
    expect(judgeApproval(open, person("leo"), [lent("lea")])).toMatchObject({ kind: "counts", as: null });
  });

  test("never for what the lender made or edited, never by who made it, and who lends and who takes count once together", () => {
    const made = { ...open, makerId: "lea" };
    expect(judgeApproval(made, person("cem"), [lent("lea")])).toEqual({ kind: "denied", code: "notYourStep" });
    expect(judgeApproval({ ...open, touchedBy: ["lea"] }, person("cem"), [lent("lea")])).toEqual({ kind: "denied", code: "notYourStep" });
    expect(judgeApproval(open, person("mara"), [lent("lea")])).toEqual({ kind: "denied", code: "makerIsChecker" });
    const twoLeads = { ...ONE, steps: [{ group: LEADS, count: 2 }], approvals: [signed("cem", 0, "lea")] };
    expect(judgeApproval(twoLeads, person("lea"))).toEqual({ kind: "denied", code: "alreadyDecided" });
    expect(judgeApproval(twoLeads, person("cem"), [lent("leo")])).toEqual({ kind: "denied", code: "alreadyDecided" });
    expect(judgeApproval(twoLeads, person("chen"), [lent("lea")])).toEqual({ kind: "denied", code: "notYourStep" });
    expect(judgeApproval(twoLeads, person("chen"), [lent("lea"), lent("leo")])).toMatchObject({
      kind: "counts",
      as: { personId: "leo" },
      missing: 0,
    });
  });
});

test("whoever signs in whatever order: an approval is complete only with as many different people of each group as it takes", () => {
  const people = ["mara", "cleo", "cem", "lea", "leo", "edda"];
  const steps = [
    { group: CHECKERS, count: 2 },
    { group: LEADS, count: 1 },
  ];
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)), { maxLength: 14 }), (presses) => {
      const approvals: Approval[] = [];
      let isComplete = false;
      for (const [checker, lender] of presses) {
        const facts = { makerId: "mara", touchedBy: ["edda"], steps, approvals };
        const verdict = judgeApproval(facts, person(checker), [lent(lender)]);
        if (verdict.kind === "denied") continue;
        expect(isComplete).toBe(false);
        approvals.push(signed(checker, verdict.step, verdict.as?.personId ?? null));
        isComplete = verdict.missing === 0;
      }
      const signers = approvals.flatMap(({ checkerId, forId }) => (forId === null ? [checkerId] : [checkerId, forId]));
      expect(new Set(signers).size).toBe(signers.length);
      expect(signers).not.toContain("mara");
      expect(signers).not.toContain("edda");
      expect(approvals.map(({ step }) => step)).toEqual(approvals.map(({ step }) => step).sort());
      if (isComplete) expect(approvals.filter(({ step }) => step === 1)).toHaveLength(1);
    }),
  );
});
