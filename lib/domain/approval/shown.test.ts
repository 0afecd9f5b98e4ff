import fc from "fast-check";
import { expect, test } from "vitest";
import { type ShownFacts, shownText } from "./shown";

const FACTS: ShownFacts = {
  payoutId: "po_1",
  number: "CF7K3M9Q2X4B8T",
  round: 1,
  amount: { minor: 12_500n, currency: "EUR" },
  fee: { minor: 25n, currency: "EUR" },
  loop: "open",
  source: "screen",
  receiver: { id: "rcv_1", name: "Anna Schmidt" },
  account: { versionId: "acv_1", holderName: "Anna Schmidt", masked: "DE89 •••• 3000", fingerprint: "ab12" },
  paidInBy: { id: "src_1", sourceId: "s-1", userId: "u-1" },
  accountMasked: "DE89 •••• 3000",
  orderId: "order-1",
  connectionId: "con_1",
  provider: "ivy",
  reference: "Invoice 1042",
  statementText: "Invoice 1042",
  metadata: { customer: "C-1", batch: "7" },
  sendAfter: new Date("2026-11-30T09:00:00Z"),
  maker: { id: "per_1", name: "Ada Maker", reason: "The second half" },
  dispatchKey: "3f0a6c1e-0000-4000-8000-000000000000",
  policyVersion: 3,
  need: { steps: [], stepUp: "none", holdMinutes: 0, fired: [] },
};

type Path = readonly string[];

/** Every value that is not made of others, by the way to it. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [path];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

function changed(value: unknown, [name, ...rest]: Path, change: (leaf: unknown) => unknown): unknown {
  if (name === undefined) return change(value);
  const members = value as Record<string, unknown>;
  return { ...members, [name]: changed(members[name], rest, change) };
}

/** Another value of the same kind, or none at all. */
function another(leaf: unknown, { text, number, isGone }: { text: string; number: number; isGone: boolean }): unknown {
  if (leaf instanceof Date) return isGone ? null : new Date(leaf.getTime() + number);
  if (typeof leaf === "bigint") return leaf + BigInt(number);
  if (typeof leaf === "number") return leaf + number;
  return isGone ? "" : `${leaf}${text}`;
}

const LEAVES = leavesOf(FACTS);

test("whatever of it is changed, and however little, the text of what was shown is another", () => {
  const changes = fc.record({ text: fc.string({ minLength: 1 }), number: fc.integer({ min: 1, max: 1_000_000 }), isGone: fc.boolean() });
  fc.assert(
    fc.property(fc.constantFrom(...LEAVES), changes, (path, change) => {
      const mutant = changed(FACTS, path, (leaf) => another(leaf, change)) as ShownFacts;
      expect(shownText(mutant)).not.toBe(shownText(FACTS));
    }),
    { numRuns: 1_500 },
  );
});

test("what moves from one field to the next is a change, and what is the same in another order is none", () => {
  const moved: ShownFacts = { ...FACTS, reference: "Invoice 104", statementText: "2Invoice 1042" };
  expect(shownText(moved)).not.toBe(shownText(FACTS));
  const metadata = { batch: "7", customer: "C-1" };
  expect(shownText({ ...FACTS, metadata })).toBe(shownText(FACTS));
});

test("that no fee was known is a fact of its own", () => {
  expect(shownText({ ...FACTS, fee: null })).not.toBe(shownText({ ...FACTS, fee: { minor: 0n, currency: "EUR" } }));
});
