import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import type { Receiver, ReceiverAccountVersion } from "@/lib/db/generated/client";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ProposeAccount } from "@/lib/domain/account/proposal";
import { type AccountOrigin, isInForce, standingOf } from "@/lib/domain/account/standing";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { lockAccount } from "./lock-account";
import { storeAccount, storeVersion } from "./store-account";
import { whyDoubtful } from "./why-doubtful";

export type Proposal = ProposeAccount & {
  readonly origin?: AccountOrigin;
  /** Who asked the receiver for it, where the receiver typed it. */
  readonly askedById?: string;
  /** Of a further account, named by whoever may ask twice: what is there already is the answer. */
  readonly newAccountId?: string;
};

export type ProposedAccount = {
  readonly receiverAccountId: string;
  readonly versionId: string;
  /** Whether it now waits for a second person. */
  readonly isProposal: boolean;
};

/** Puts a further account on file, or says what one says from now on. Nothing that was written before is changed by it. */
export async function proposeAccount(actor: Actor, proposal: Proposal): Promise<Result<ProposedAccount, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  const made = await findMade(actor, proposal);
  if (made) return ok(made);
  try {
    return await inTransaction((tx) => proposeAccountIn(tx, actor, proposal));
  } catch (error) {
    const madeMeanwhile = isUniqueViolation(error) ? await findMade(actor, proposal) : null;
    if (madeMeanwhile) return ok(madeMeanwhile);
    throw error;
  }
}

async function findMade({ merchantId }: Actor, { receiverId, newAccountId }: Proposal): Promise<ProposedAccount | null> {
  if (newAccountId === undefined) return null;
  const first = await db().receiverAccountVersion.findFirst({
    where: { version: 1, account: { id: newAccountId, receiverId, merchantId } },
  });
  return first && answerOf(first);
}

/** The same within a larger change, and for a door that has asked whether it may: the page on which the receiver types it. */
export async function proposeAccountIn(tx: Tx, actor: Actor, proposal: Proposal): Promise<Result<ProposedAccount, Denial>> {
  const doubtful = whyDoubtful(proposal, "address");
  if (doubtful) return failed(doubtful);
  const where = { id: proposal.receiverId, merchantId: actor.merchantId, state: "active" };
  const receiver = await tx.receiver.findFirst({ where });
  if (!receiver) return failed(denial("notFound"));
  if (proposal.accountId !== undefined) return changeAccount(tx, actor, { receiver, accountId: proposal.accountId, proposal });

  const version = await storeAccount(tx, actor, proposal);
  await writeAudit(tx, {
    actor,
    event: "receiver.accountAdded",
    subject: { kind: "receiver", id: receiver.id },
    details: { name: receiver.name, ...auditFacts(version) },
  });
  return ok(answerOf(version));
}

type Change = { readonly receiver: Receiver; readonly accountId: string; readonly proposal: Proposal };

async function changeAccount(tx: Tx, actor: Actor, { receiver, accountId, proposal }: Change): Promise<Result<ProposedAccount, Denial>> {
  const locked = await lockAccount(tx, { accountId, merchantId: actor.merchantId });
  if (!locked || locked.account.receiverId !== receiver.id || locked.account.closedAt !== null) return failed(denial("notFound"));
  const { account, versions } = locked;
  if (account.kind !== proposal.address.kind) {
    const sentence = "An account stays of its kind. Add one of the other kind, and close this one.";
    return failed(denial("invalidInput", sentence, { "address.kind": [sentence] }));
  }
  const present = versions.find(isInForce);
  if (present && saysTheSame(present, proposal)) {
    return failed(
      denial("invalidInput", "That is what the account says already.", { address: ["That is what the account says already."] }),
    );
  }
  // A proposal that nobody has decided on is taken back by the next: two open ones could not both become the account.
  if (present && standingOf(present) === "proposed") await supersede(tx, actor, present);
  const version = await storeVersion(tx, actor, {
    ...proposal,
    account,
    version: (versions[0]?.version ?? 0) + 1,
    isPaidBefore: await isPaidBefore(tx, account.id),
  });
  await writeAudit(tx, {
    actor,
    event: "receiver.accountChanged",
    subject: { kind: "receiver", id: receiver.id },
    details: { name: receiver.name, ...auditFacts(version), before: present?.masked ?? null },
  });
  return ok(answerOf(version));
}

function saysTheSame(version: ReceiverAccountVersion, { holderName, address }: Proposal): boolean {
  const plain = unseal({ sealed: version.addressSealed, keyId: version.addressKeyId, binding: version.id });
  return version.holderName === holderName && plain === JSON.stringify(address);
}

async function supersede(tx: Tx, actor: Actor, { id, merchantId }: ReceiverAccountVersion): Promise<void> {
  await tx.accountDecision.create({
    data: {
      id: newId("accountDecision"),
      merchantId,
      versionId: id,
      verdict: "superseded",
      decidedById: actorId(actor),
      decidedByName: actor.name,
      decidedAt: currentTime(),
    },
  });
}

/** Money has left for it, or may have. */
const LEFT: readonly PayoutState[] = ["dispatching", "unconfirmed", "inFlight", "settled", "returned"];

async function isPaidBefore(tx: Tx, accountId: string): Promise<boolean> {
  const count = await tx.payout.count({ where: { accountVersion: { accountId }, state: { in: [...LEFT] } } });
  return count > 0;
}

function auditFacts({ masked, version, needsConfirmation, origin, doubts }: ReceiverAccountVersion) {
  return {
    account: masked,
    version,
    origin,
    ...(needsConfirmation ? { waitsForSecondPerson: true } : {}),
    ...(doubts.length > 0 ? { doubts } : {}),
  };
}

function answerOf({ id, accountId, needsConfirmation }: ReceiverAccountVersion): ProposedAccount {
  return { receiverAccountId: accountId, versionId: id, isProposal: needsConfirmation };
}
