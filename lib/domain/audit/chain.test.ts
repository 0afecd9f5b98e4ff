import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import { type AuditLine, type AuditRecord, type Checkpoint, GENESIS, linkText, readChain } from "./chain";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const entry = (place: number): AuditRecord => ({
  ...{ id: `aud_${place}`, merchantId: "mer_1", event: "payout.approved", actorKind: "person", actorId: "per_1", actorName: "Cleo" },
  ...{
    subjectKind: "payout",
    subjectId: `po_${place}`,
    details: { number: `CF${place}`, more: { b: 1, a: [true, null] } },
    ipAddress: null,
  },
  at: new Date(Date.UTC(2026, 0, 1) + place * 1000).toISOString(),
});

function chainOf(entries: readonly AuditRecord[], from: { sequence: number; hash: string } = { sequence: 0, hash: GENESIS }): AuditLine[] {
  let { sequence, hash } = from;
  return entries.map((one) => {
    sequence += 1;
    hash = sha256(linkText(one, { sequence, previous: hash }));
    return { sequence, hash, entry: one };
  });
}

const noted = ({ sequence, hash }: AuditLine): Checkpoint => ({ merchantId: "mer_1", sequence, hash, at: "", signature: "" });

function firstFault(lines: readonly AuditLine[], checkpoints: readonly Checkpoint[]) {
  const chain = readChain({ sha256, checkpoints });
  for (const line of lines) {
    const broken = chain.next(line);
    if (broken) return broken;
  }
  return chain.end();
}

const LENGTH = 40;
const SOUND = chainOf(Array.from({ length: LENGTH }, (_, place) => entry(place)));
const CHECKPOINTS = SOUND.filter((_, place) => place === 9 || place === 24 || place === LENGTH - 1).map(noted);

test("a sound trail is sound, with and without checkpoints, and its details may be stored in any order", () => {
  expect(firstFault(SOUND, CHECKPOINTS)).toBeNull();
  expect(firstFault(SOUND, [])).toBeNull();
  const turned = SOUND.map((line) => ({
    ...line,
    entry: { ...line.entry, details: { more: { a: [true, null], b: 1 }, number: `CF${line.sequence - 1}` } },
  }));
  expect(firstFault(turned, CHECKPOINTS)).toBeNull();
});

describe("10,000 tamperings", () => {
  const random = seededRandom(20_261_130);
  const below = (limit: number) => Math.floor(random() * limit);
  const copy = () => SOUND.map((line) => ({ ...line, entry: { ...line.entry } }));
  const anew = (lines: readonly AuditLine[], from: number) => {
    const before = lines[from - 1] ?? { sequence: 0, hash: GENESIS };
    return [
      ...lines.slice(0, from),
      ...chainOf(
        lines.slice(from).map((line) => line.entry),
        before,
      ),
    ];
  };
  const edited = (record: AuditRecord): AuditRecord => {
    const edits: readonly Partial<AuditRecord>[] = [
      ...[{ actorName: "Mara" }, { actorId: null }, { event: "payout.rejected" }, { subjectId: "po_other" }, { ipAddress: "10.0.0.1" }],
      ...[
        { at: "2026-01-01T00:00:00.001Z" },
        { details: {} },
        { details: { number: "CF0", more: { b: 1, a: [true, 0] } } },
        { id: "aud_other" },
      ],
    ];
    return { ...record, ...edits[below(edits.length)] };
  };

  /** Each changes something, in the place that it answers with. */
  const TAMPERINGS: Record<string, (lines: AuditLine[]) => readonly AuditLine[]> = {
    edit: (lines) => lines.map((line, place) => (place === victim ? { ...line, entry: edited(line.entry) } : line)),
    "edit and hash anew": (lines) => {
      const line = lines[victim];
      if (line) lines[victim] = { ...line, entry: edited(line.entry), hash: "" };
      return anew(lines, victim)
        .slice(0, victim + 1)
        .concat(lines.slice(victim + 1));
    },
    delete: (lines) => lines.filter((_, place) => place !== victim),
    "delete and count anew": (lines) =>
      lines.filter((_, place) => place !== victim).map((line, place) => ({ ...line, sequence: place + 1 })),
    insert: (lines) => [...lines.slice(0, victim), ...chainOf([entry(1000)], lines[victim - 1]), ...lines.slice(victim)],
    swap: (lines) => {
      const [one, other] = [lines[victim], lines[(victim + 1 + below(LENGTH - 1)) % LENGTH]];
      if (!one || !other) return lines;
      return lines.map((line) => (line === one ? { ...line, entry: other.entry } : line === other ? { ...line, entry: one.entry } : line));
    },
    "cut the tail": (lines) => lines.slice(0, victim),
    "rewrite from there on": (lines) => {
      const line = lines[victim];
      if (line) lines[victim] = { ...line, entry: { ...line.entry, actorName: "Mara" } };
      return anew(lines, victim);
    },
    "delete and rewrite from there on": (lines) =>
      anew(
        lines.filter((_, place) => place !== victim),
        victim,
      ),
    "insert and rewrite from there on": (lines) =>
      anew([...lines.slice(0, victim), ...chainOf([entry(1000)]), ...lines.slice(victim)], victim),
  };
  let victim = 0;
  const kinds = Object.entries(TAMPERINGS);

  test.each(kinds)("%s: 1,000 times, found each time", (_, tamper) => {
    for (let time = 0; time < 10_000 / kinds.length; time += 1) {
      victim = below(LENGTH);
      const lines = tamper(copy());
      const isChanged = JSON.stringify(lines) !== JSON.stringify(SOUND);
      const broken = firstFault(lines, CHECKPOINTS);
      if (isChanged) expect(broken, `place ${victim}`).not.toBeNull();
    }
  });
});
