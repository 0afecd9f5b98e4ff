import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { type MergeFacts, readMergeFacts } from "@/lib/db/merge-facts";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { whyNotMergeable } from "@/lib/domain/receiver/merge";
import type { MergeReceivers } from "@/lib/domain/receiver/schema";
import { lockFreezes } from "@/lib/operations/freezes/find-freeze";
import { endAsks } from "./end-asks";
import { isCardOnItsWay } from "./is-card-on-its-way";
import { lockReceivers } from "./lock-receivers";

/**
 * Two entries become one receiver. Accounts and enrolments move; tags are added; payouts and notes stay on record under the
 * duplicate, which is kept, closed, and points to who is left: everything that is counted or shown for the survivor counts it in.
 */
export async function mergeReceivers(actor: Actor, input: MergeReceivers): Promise<Result<{ receiverId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    await lockFreezes(tx, merchantId, "share");
    await lockReceivers(tx, merchantId, "alone");
    await lockRows(tx, input);
    const facts = await readMergeFacts(tx, { merchantId, ...input });
    if (!facts) return failed(denial("notFound"));
    const obstacle = whyNotMergeable({ ...facts, isCardOnItsWay: await isCardOnItsWay(tx, input.duplicateId) });
    if (obstacle !== null) return failed(denial("notMergeable", obstacle));
    if (facts.hash !== input.shownHash) return failed(denial("changedMeanwhile"));
    await move(tx, actor, facts);
    return ok({ receiverId: input.survivorId });
  });
}

/** Enrolments before receivers, and each in one order: in this way whoever follows an enrolment takes them, too. */
async function lockRows(tx: Tx, { survivorId, duplicateId }: MergeReceivers): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "enrolment" WHERE "receiverId" IN (${survivorId}, ${duplicateId}) ORDER BY "id" FOR UPDATE`;
  await tx.$queryRaw`SELECT "id" FROM "receiver" WHERE "id" IN (${survivorId}, ${duplicateId}) ORDER BY "id" FOR UPDATE`;
}

async function move(tx: Tx, actor: Actor, facts: MergeFacts & object): Promise<void> {
  const { merchantId, name: closedByName } = actor;
  const { survivor, duplicate, accounts, newTags, enrolments } = facts;
  const from = { merchantId, receiverId: duplicate.id };
  const closedReason = `Merged into ${survivor.name}`;
  const merged = { state: "closed", closedAt: currentTime(), closedByName, closedReason, mergedIntoId: survivor.id };
  await endAsks(tx, actor, duplicate.id);
  // Who had been merged into the duplicate follows along, so that one step always leads to who is left.
  await tx.receiver.updateMany({ where: { merchantId, mergedIntoId: duplicate.id }, data: { mergedIntoId: survivor.id } });
  await tx.receiver.update({ where: { id: duplicate.id }, data: merged });
  await tx.receiverAccount.updateMany({ where: from, data: { receiverId: survivor.id } });
  await tx.enrolment.updateMany({ where: from, data: { receiverId: survivor.id } });
  const tags = newTags.map((tag) => ({ merchantId, receiverId: survivor.id, tag }));
  await tx.receiverTag.createMany({ data: tags, skipDuplicates: true });

  const moved = { accounts: accounts.map(({ masked }) => masked), enrolments: enrolments.length, tags: newTags };
  await writeAudit(tx, {
    actor,
    event: "receiver.merged",
    subject: { kind: "receiver", id: survivor.id },
    details: { name: survivor.name, duplicate: duplicate.name, duplicateId: duplicate.id, ...moved },
  });
  await writeAudit(tx, {
    actor,
    event: "receiver.mergedAway",
    subject: { kind: "receiver", id: duplicate.id },
    details: { name: duplicate.name, into: survivor.name, intoId: survivor.id, ...moved },
  });
}
