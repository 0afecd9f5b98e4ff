import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitAmount } from "./split-amount";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const source = (paymentSourceId: string, returnableMinor: bigint, day = 1) => ({ paymentSourceId, returnableMinor, paidInAt: at(day) });

describe("an amount over several accounts", () => {
  test("what the first can take is not split", () => {
    expect(splitAmount(500n, [source("a", 500n), source("b", 900n)])).toEqual({
      parts: [{ paymentSourceId: "a", minor: 500n }],
      restMinor: 0n,
    });
  });

  test("the first takes all it can, then those that can take most", () => {
    const { parts, restMinor } = splitAmount(1_000n, [source("a", 300n), source("b", 100n), source("c", 650n)]);
    expect(parts.map(({ paymentSourceId, minor }) => [paymentSourceId, minor])).toEqual([
      ["a", 300n],
      ["c", 650n],
      ["b", 50n],
    ]);
    expect(restMinor).toBe(0n);
  });

  test("of equals the one that paid in last", () => {
    expect(splitAmount(150n, [source("a", 100n), source("b", 50n, 3), source("c", 50n, 9)]).parts[1]?.paymentSourceId).toBe("c");
  });

  test("what came in from nobody is left over", () => {
    expect(splitAmount(700n, [source("a", 300n), source("b", 0n)])).toMatchObject({ restMinor: 400n, parts: [{ minor: 300n }] });
    expect(splitAmount(700n, [])).toEqual({ parts: [], restMinor: 700n });
  });
});

const sources = fc.uniqueArray(
  fc.record({
    paymentSourceId: fc.string({ minLength: 1, maxLength: 3 }),
    returnableMinor: fc.bigInt({ min: 0n, max: 5_000n }),
    paidInAt: fc.option(fc.date({ noInvalidDate: true })),
  }),
  { selector: ({ paymentSourceId }) => paymentSourceId, maxLength: 8 },
);
const amount = fc.bigInt({ min: 1n, max: 20_000n });

describe("always", () => {
  const holds = (check: (minor: bigint, given: ReturnType<typeof source>[]) => void) =>
    fc.assert(fc.property(amount, sources, (minor, given) => check(minor, given as ReturnType<typeof source>[])));

  test("parts and rest are the amount, and no part is more than its account may get back or nothing", () => {
    holds((minor, given) => {
      const { parts, restMinor } = splitAmount(minor, given);
      expect(parts.reduce((sum, part) => sum + part.minor, restMinor)).toBe(minor);
      for (const part of parts) {
        const room = given.find(({ paymentSourceId }) => paymentSourceId === part.paymentSourceId)?.returnableMinor ?? 0n;
        expect(part.minor > 0n && part.minor <= room).toBe(true);
      }
      expect(new Set(parts.map(({ paymentSourceId }) => paymentSourceId)).size).toBe(parts.length);
    });
  });

  test("something is left over only when every account is used up", () => {
    holds((minor, given) => {
      const room = given.reduce((sum, { returnableMinor }) => sum + returnableMinor, 0n);
      expect(splitAmount(minor, given).restMinor).toBe(minor > room ? minor - room : 0n);
    });
  });

  test("the order of the others changes nothing", () => {
    holds((minor, given) => {
      const [first, ...others] = given;
      const turned = first ? [first, ...others.reverse()] : [];
      expect(splitAmount(minor, turned)).toEqual(splitAmount(minor, given));
    });
  });
});
