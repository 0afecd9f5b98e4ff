import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import type { Connection, ReceiverAccountVersion } from "@/lib/db/generated/client";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { AccountAddress, type AccountKind } from "@/lib/domain/account/address";
import type { CheckPayee, PayeeResult, TakeSuggestedName } from "@/lib/domain/account/payee-check";
import { openConnection } from "@/lib/operations/connections/open-connection";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import type { VerificationOutcome } from "@/lib/providers/contract/receiver";
import { findProvider } from "@/lib/providers/registry";
import { type ProposedAccount, proposeAccountIn } from "./propose-account";

export type CheckedPayee = { readonly result: PayeeResult; readonly suggestedName: string | null };

/**
 * Has the receiver's bank asked whether the name is the account's. The answer is kept with the version that was asked about, so that
 * whoever confirms or approves sees it; it decides nothing by itself. An answer that did not come is not kept.
 */
export async function checkPayee(actor: Actor, { versionId, connectionId }: CheckPayee): Promise<Result<CheckedPayee, Denial>> {
  if (!may(actor, "account.check")) return failed(denial("forbidden"));
  const version = await db().receiverAccountVersion.findFirst({ where: { id: versionId, merchantId: actor.merchantId }, include: KIND });
  if (!version) return failed(denial("notFound"));
  return ask(actor, version, connectionId);
}

/** The desk's own question about an account that waits for its second person: the answer is there when somebody looks. */
export async function checkNewPayee({ versionId }: { readonly versionId: string }): Promise<string> {
  const version = await db().receiverAccountVersion.findUnique({ where: { id: versionId }, include: { ...KIND, checks: { take: 1 } } });
  if (!version || version.checks.length > 0) return "notDue";
  const asked = await ask(deskActor(version.merchantId), version);
  return asked.ok ? asked.value.result : asked.error.code;
}

/** The name that the bank suggested becomes the account's: a version like any other change, and a proposal where policy wants one. */
export async function takeSuggestedName(actor: Actor, { checkId }: TakeSuggestedName): Promise<Result<ProposedAccount, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const check = await tx.payeeCheck.findFirst({
      where: { id: checkId, merchantId: actor.merchantId },
      include: { version: { include: { account: true } } },
    });
    if (!check?.suggestedName) return failed(denial("notFound"));
    const { version, suggestedName: holderName } = check;
    const newer = await tx.receiverAccountVersion.count({ where: { accountId: version.accountId, version: { gt: version.version } } });
    if (newer > 0) return failed(denial("changedMeanwhile", "The account has been changed since this name was suggested."));
    const { accountId, doubts, account } = version;
    return proposeAccountIn(tx, actor, {
      ...{ receiverId: account.receiverId, accountId, holderName, address: addressOf(version) },
      ...{ confirmedDoubts: doubts, origin: "payeeCheck" },
    });
  });
}

const KIND = { account: { select: { kind: true, receiverId: true } } } as const;

type AskedVersion = ReceiverAccountVersion & { readonly account: { readonly kind: string; readonly receiverId: string } };

async function ask(actor: Actor, version: AskedVersion, connectionId?: string): Promise<Result<CheckedPayee, Denial>> {
  const rows = await connectionsFor(version, connectionId);
  if (rows.length === 0) {
    return failed(denial("unsupportedAccount", "No active connection can ask the bank of this kind of account for a name."));
  }
  const question = { holderName: version.holderName, address: addressOf(version) };
  const answered = await askInTurn(rows, question);
  if (!answered) return failed(denial("providerUnavailable"));
  const { row, outcome } = answered;

  const checked = { result: outcome.kind, suggestedName: suggestedBy(outcome) };
  await inTransaction(async (tx) => {
    await tx.payeeCheck.create({
      data: {
        ...{ id: newId("payeeCheck"), merchantId: version.merchantId, versionId: version.id },
        ...{ connectionId: row.id, provider: row.provider, ...checked },
        why: outcome.kind === "notPossible" ? outcome.why.slice(0, 300) : null,
        evidenceId: outcome.evidenceId,
        ...{ checkedById: actorId(actor), checkedByName: actor.name, at: currentTime() },
      },
    });
    await writeAudit(tx, {
      actor,
      event: "receiver.payeeChecked",
      subject: { kind: "receiver", id: version.account.receiverId },
      details: { account: version.masked, version: version.version, at: row.provider, answer: outcome.kind },
    });
  });
  return ok(checked);
}

function suggestedBy(outcome: VerificationOutcome): string | null {
  return outcome.kind === "partialMatch" ? outcome.suggestedName.slice(0, 140) || null : null;
}

type Answered = { readonly row: Connection; readonly outcome: Exclude<VerificationOutcome, { kind: "unavailable" }> };

/** The next is asked only where the one before could not: an answer is an answer. Null where none could. */
async function askInTurn(
  rows: readonly Connection[],
  question: { readonly holderName: string; readonly address: AccountAddress },
): Promise<Answered | null> {
  for (const row of rows) {
    const outcome = await openConnection(row).connect().verifyReceiver?.(question);
    if (outcome && outcome.kind !== "unavailable") return { row, outcome };
  }
  return null;
}

/** Those that can, the one that is named first. */
async function connectionsFor({ merchantId, account }: AskedVersion, connectionId?: string): Promise<readonly Connection[]> {
  const rows = await db().connection.findMany({ where: { merchantId, state: "active" }, orderBy: { name: "asc" } });
  const able = rows.filter(({ provider }) => checksNamesOf(provider).some((kind) => kind === account.kind));
  return able.sort((a, b) => Number(b.id === connectionId) - Number(a.id === connectionId));
}

function checksNamesOf(provider: string): readonly AccountKind[] {
  return findProvider(provider)?.manifest.checksNamesOf ?? [];
}

function addressOf({ addressSealed, addressKeyId, id }: ReceiverAccountVersion): AccountAddress {
  return AccountAddress.parse(JSON.parse(unseal({ sealed: addressSealed, keyId: addressKeyId, binding: id })));
}
