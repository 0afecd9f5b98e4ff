import * as z from "zod";

// The audit trail as a chain, in words that anybody can check: what is hashed is plain text, and this file says which.

/** An audit entry as it is exported and hashed. */
export const AuditRecord = z.object({
  id: z.string(),
  merchantId: z.string(),
  event: z.string(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  details: z.json(),
  ipAddress: z.string().nullable(),
  /** ISO 8601 in UTC, to the millisecond. */
  at: z.string(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** One line of an export. `hash` is 64 hexadecimal digits: SHA-256 of `linkText`. */
export const AuditLine = z.object({ sequence: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/), entry: AuditRecord });
export type AuditLine = z.infer<typeof AuditLine>;

/** What stands before the first link. */
export const GENESIS = "0".repeat(64);

/** The text whose SHA-256 is the link's hash: a JSON array of the link's place, the hash before, and the entry's members in this order. */
export function linkText(entry: AuditRecord, { sequence, previous }: { sequence: number; previous: string }): string {
  const { id, merchantId, event, actorKind, actorId, actorName, subjectKind, subjectId, details, ipAddress, at } = entry;
  return JSON.stringify([
    ...["counterfoil audit 1", sequence, previous, id, merchantId, event, actorKind, actorId, actorName, subjectKind, subjectId],
    ...[inOrder(details), ipAddress, at],
  ]);
}

type Json = AuditRecord["details"];

/** Members by name, so that the same details are the same text wherever they were stored. */
function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name] ?? null)]));
}

/** A hash that somebody wrote down outside of the database, with our signature over it. */
export const Checkpoint = z.object({
  merchantId: z.string(),
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
  /** Ed25519 over `checkpointText`, base64. */
  signature: z.string(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

export function checkpointText({ merchantId, sequence, hash, at }: Omit<Checkpoint, "signature">): string {
  return JSON.stringify(["counterfoil audit checkpoint 1", merchantId, sequence, hash, at]);
}

/** The first place at which the trail is not what it was. `entryId` is null where the entry itself is missing. */
export type BrokenAt = { readonly sequence: number; readonly entryId: string | null; readonly why: string };

export type ChainReader = {
  /** The next line in order; null: sound so far. After the first fault nothing more is looked at. */
  next(line: AuditLine): BrokenAt | null;
  /** After the last line: what the checkpoints know of that is not there. */
  end(): BrokenAt | null;
  /** How far it is sound, and the hash there. */
  readonly head: { readonly sequence: number; readonly hash: string };
};

/** Reads a chain link by link in constant memory. `checkpoints` are those of this merchant, their signatures already checked. */
export function readChain({
  sha256,
  checkpoints = [],
}: {
  sha256: (text: string) => string;
  checkpoints?: readonly Checkpoint[];
}): ChainReader {
  const noted = new Map(checkpoints.map(({ sequence, hash }) => [sequence, hash]));
  const furthest = Math.max(0, ...noted.keys());
  let head = { sequence: 0, hash: GENESIS };
  let merchantId: string | null = null;
  let broken: BrokenAt | null = null;

  const judge = ({ sequence, hash, entry }: AuditLine): string | null => {
    if (sequence !== head.sequence + 1) return `Entry ${head.sequence + 1} is missing: after ${head.sequence} comes ${sequence}.`;
    merchantId ??= entry.merchantId;
    if (entry.merchantId !== merchantId) return "It is another merchant's entry.";
    if (sha256(linkText(entry, { sequence, previous: head.hash })) !== hash)
      return "The entry, or one before it, is not what it was when it was sealed.";
    const signed = noted.get(sequence);
    if (signed !== undefined && signed !== hash) return "The chain up to here is not the one that was signed: it was written anew.";
    return null;
  };
  return {
    next(line) {
      if (broken) return broken;
      const why = judge(line);
      if (why !== null) broken = { sequence: head.sequence + 1, entryId: line.sequence === head.sequence + 1 ? line.entry.id : null, why };
      else head = { sequence: line.sequence, hash: line.hash };
      return broken;
    },
    end() {
      if (broken || head.sequence >= furthest) return broken;
      return {
        sequence: head.sequence + 1,
        entryId: null,
        why: `The trail ends at ${head.sequence}, but ${furthest} was signed: its end was cut off.`,
      };
    },
    get head() {
      return head;
    },
  };
}
