import { createHash } from "node:crypto";
import type { Tx } from "./client";
import type { Receiver } from "./generated/client";
import { decimalOf, moneyOf } from "./minor";

export type MergeAccount = {
  readonly id: string;
  readonly kind: string;
  readonly masked: string;
  readonly holderName: string;
  readonly isClosed: boolean;
  /** The survivor has an account with the same number. */
  readonly isKnown: boolean;
};

/** Two entries of what may be one receiver, and everything that a merge would move, keep or be kept from. */
export type MergeFacts = Awaited<ReturnType<typeof readMergeFacts>>;

type Pair = { readonly merchantId: string; readonly survivorId: string; readonly duplicateId: string };

/** Null when either is not there. Read by the preview and again, under lock, by the merge: both speak of the same facts. */
export async function readMergeFacts(tx: Tx, { merchantId, survivorId, duplicateId }: Pair) {
  const receivers = await tx.receiver.findMany({
    where: { merchantId, id: { in: [survivorId, duplicateId] } },
    include: { tags: { orderBy: { tag: "asc" } }, _count: { select: { notes: true, merged: true } } },
  });
  const survivor = receivers.find(({ id }) => id === survivorId);
  const duplicate = receivers.find(({ id }) => id === duplicateId);
  if (!survivor || !duplicate) return null;
  const [accounts, enrolments, freezes, paid, open] = await Promise.all([
    tx.receiverAccount.findMany({
      where: { merchantId, receiverId: { in: [survivorId, duplicateId] } },
      include: { versions: { orderBy: { version: "desc" }, take: 1, omit: { addressSealed: true } } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    tx.enrolment.findMany({ where: { merchantId, receiverId: duplicateId }, include: { connection: true }, orderBy: { id: "asc" } }),
    tx.freeze.count({ where: { merchantId, scope: "receiver", targetId: { in: [survivorId, duplicateId] }, liftedAt: null } }),
    tx.payout.groupBy({
      by: ["currency"],
      where: { merchantId, receiverId: duplicateId, state: "settled" },
      _sum: { amountMinor: true },
      _count: true,
      orderBy: { currency: "asc" },
    }),
    tx.payout.count({ where: { merchantId, receiverId: duplicateId, state: { notIn: [...ENDED] } } }),
  ]);
  const indexOf = (version: { blindIndex: Uint8Array | null } | undefined) => Buffer.from(version?.blindIndex ?? []).toString("hex");
  const known = accounts.filter(({ receiverId }) => receiverId === survivorId).map(({ versions: [version] }) => indexOf(version));
  const moving = accounts
    .filter(({ receiverId }) => receiverId === duplicateId)
    .flatMap(({ id, kind, closedAt, versions: [version] }): MergeAccount[] => {
      if (!version) return [];
      const { masked, holderName } = version;
      return [
        { id, kind, masked, holderName, isClosed: closedAt !== null, isKnown: indexOf(version) !== "" && known.includes(indexOf(version)) },
      ];
    });
  const facts = {
    survivor: factsOf(survivor),
    duplicate: factsOf(duplicate),
    accounts: moving,
    enrolments: enrolments.map(({ id, state, connection }) => ({ id, state, connection: connection.name, provider: connection.provider })),
    tags: duplicate.tags.map(({ tag }) => tag),
    newTags: duplicate.tags.map(({ tag }) => tag).filter((tag) => !survivor.tags.some((one) => one.tag === tag)),
    notes: duplicate._count.notes,
    merged: duplicate._count.merged,
    isFrozen: freezes > 0,
    paid: paid.map(({ currency, _sum, _count }) => ({ amount: moneyOf(_sum.amountMinor ?? decimalOf(0n), currency), count: _count })),
    open,
  };
  return { ...facts, hash: hashOf(facts) };
}

const ENDED = ["discarded", "settled", "rejected", "expired", "refused", "failed", "cancelled", "returned"];

function factsOf({ id, kind, name, email, country, reference, state, mergedIntoId }: Receiver) {
  return { id, kind, name, email, country, reference, state, mergedIntoId };
}

type Shown = {
  readonly survivor: object;
  readonly duplicate: object;
  readonly accounts: readonly MergeAccount[];
  readonly enrolments: readonly { readonly id: string }[];
  readonly tags: readonly string[];
};

/** What moves, and who they are. Payouts stay where they are, so that one more of them does not make the preview untrue. */
function hashOf({ survivor, duplicate, accounts, enrolments, tags }: Shown): string {
  const shown = [survivor, duplicate, accounts, enrolments.map(({ id }) => id), tags];
  return createHash("sha256").update(JSON.stringify(shown)).digest("hex");
}
