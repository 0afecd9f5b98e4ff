import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fittingNames, labelled, mentionedIn, nameAt, partsOf, storedText } from "./mentions";

describe("mentions", () => {
  test("are kept as ids, and a note is whole when its parts are put together", () => {
    const text = "Could @[per_1] and @[per_2] look? (@[per_1] first)";
    expect(mentionedIn(text)).toEqual(["per_1", "per_2"]);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constant("@[per_1]"), fc.constant("@["))), (pieces) => {
        const whole = pieces.join("");
        expect(
          partsOf(whole)
            .map((part) => ("text" in part ? part.text : `@[${part.personId}]`))
            .join(""),
        ).toBe(whole);
      }),
    );
  });

  test("are only what was picked, and of two names the longer one is meant", () => {
    const picked = [
      { personId: "per_ann", label: "Ann" },
      { personId: "per_ann_lee", label: "Ann Lee" },
    ];
    expect(storedText("@Ann Lee, ask @Ann about @Anna and @Bob", picked)).toBe("@[per_ann_lee], ask @[per_ann] about @Anna and @Bob");
    expect(storedText("a@Ann.example", [])).toBe("a@Ann.example");
    expect(storedText("@C++ (Lead)!", [{ personId: "per_c", label: "C++ (Lead)" }])).toBe("@[per_c]!");
  });

  test("are looked for where the cursor stands behind an @", () => {
    expect(nameAt("Ask @Cle", 8)).toEqual({ from: 4, name: "Cle" });
    expect(nameAt("@", 1)).toEqual({ from: 0, name: "" });
    expect(nameAt("mail me@desk.test", 17)).toBeNull();
    expect(nameAt("Ask @Cleo\nnow", 13)).toBeNull();
  });

  test("offer whoever's name goes on like that, without accents", () => {
    const people = ["Cléo Checker", "Bea Čapek", "Milo Maker"].map((label) => ({ label }));
    expect(fittingNames(people, "c").map(({ label }) => label)).toEqual(["Cléo Checker", "Bea Čapek"]);
    expect(fittingNames(people, "cleo ch")).toHaveLength(1);
    expect(fittingNames(people, "ker")).toHaveLength(0);
  });

  test("tell people of one name apart", () => {
    const people = [
      { name: "Ann", role: "maker" },
      { name: "Ann", role: "checker" },
      { name: "Ann", role: "maker" },
      { name: "Bob", role: "maker" },
    ];
    expect(labelled(people).map(({ label }) => label)).toEqual(["Ann (maker) 1", "Ann (checker)", "Ann (maker) 2", "Bob"]);
  });
});
