import type { Money } from "@/lib/base/money";
import { toDecimal } from "@/lib/base/money";
import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { type PaymentSource, Prisma, type Receiver } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { detailsOf } from "@/lib/db/personal-details";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AccountKind } from "@/lib/domain/account/address";
import { isInForce } from "@/lib/domain/account/standing";
import { type EnrolmentFacts, missingForEnrolment } from "@/lib/domain/enrolment/facts";
import { returnable } from "@/lib/domain/payment-source/returnable";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { NO_DETAILS } from "@/lib/domain/receiver/details";
import { lockSource } from "@/lib/operations/payment-sources/lock-source";
import { sourceTotals } from "@/lib/operations/payment-sources/source-totals";
import { storeReceiver } from "@/lib/operations/receivers/create-receiver";
import { whyDoubtful } from "@/lib/operations/receivers/why-doubtful";
import type { ProviderManifest } from "@/lib/providers/contract/manifest";
import type { ChosenConnection } from "./choose-connection";

/** Who is paid, as the payout's row names it. */
export type TargetFacts = {
  readonly receiverId: string | null;
  readonly receiverAccountVersionId: string | null;
  readonly paymentSourceId: string | null;
  readonly receiverName: string;
  readonly accountMasked: string | null;
  readonly accountLastFour: string | null;
  readonly orderId: string | null;
};

export type ResolveTarget = {
  readonly target: PayoutTarget;
  readonly amount: Money;
  readonly connection: ChosenConnection;
  readonly manifest: ProviderManifest;
  /** The payout that is changed, if there is one: what it takes from a source already is its own. */
  readonly payoutId?: string;
};

/**
 * Finds, checks and (closed loop) reserves what the payout goes to, inside the transaction that makes the payout. The caller holds the
 * merchant's receivers in share.
 */
export async function resolveTarget(tx: Tx, actor: Actor, ask: ResolveTarget): Promise<Result<TargetFacts, Denial>> {
  const { target } = ask;
  if (target.type === "order" || target.type === "paymentSource") return resolveSource(tx, actor, ask, target);
  if (target.type === "receiverAccount") return resolveAccount(tx, actor, ask, target.receiverAccountId);
  if (!takes(ask.manifest, target.account.kind)) return failed(denial("unsupportedAccount", undefined, { "to.account": [CANNOT_PAY] }));
  const lacking = whyNotEnrollable(ask.manifest, () => ({
    ...NO_DETAILS,
    kind: "person",
    name: target.name,
    email: target.email ?? null,
    accountKind: target.account.kind,
  }));
  if (lacking) return failed(denial("receiverIncomplete", `${lacking} Put them on file as a receiver first.`, { to: [lacking] }));
  const doubtful = whyDoubtful({ address: target.account, confirmedDoubts: target.confirmedDoubts }, "to.account");
  if (doubtful) return failed(doubtful);
  const { receiver, account } = await storeReceiver(tx, actor, {
    kind: "person",
    name: target.name,
    email: target.email,
    account: { holderName: target.name, address: target.account },
  });
  return ok({
    receiverId: receiver.id,
    receiverAccountVersionId: account?.id ?? null,
    paymentSourceId: null,
    receiverName: receiver.name,
    accountMasked: account?.masked ?? null,
    accountLastFour: account?.lastFour ?? null,
    orderId: null,
  });
}

const CANNOT_PAY = "This connection cannot pay to that kind of account. Choose another connection or account.";

function takes(manifest: ProviderManifest, kind: string): boolean {
  const kinds: readonly AccountKind[] = manifest.accountKinds;
  return kinds.some((one) => one === kind);
}

async function resolveAccount(
  tx: Tx,
  { merchantId }: Actor,
  { manifest }: ResolveTarget,
  accountId: string,
): Promise<Result<TargetFacts, Denial>> {
  const versions = await readAccount(tx, { merchantId, accountId });
  const account = versions.find(({ needsConfirmation, verdict }) =>
    isInForce({ needsConfirmation, decision: verdict === null ? null : { verdict } }),
  );
  if (!account)
    return failed(
      denial("notFound", "This account is closed or was rejected, or does not exist.", {
        "to.receiverAccountId": ["Choose another account."],
      }),
    );
  if (account.state !== "active") {
    const sentence = `${account.closedByName} has closed ${account.name}, so nothing can be paid to them.`;
    return failed(denial("receiverClosed", sentence, { "to.receiverAccountId": ["Choose another receiver, or open this one again."] }));
  }
  if (!takes(manifest, account.accountKind))
    return failed(denial("unsupportedAccount", undefined, { "to.receiverAccountId": [CANNOT_PAY] }));
  const lacking = whyNotEnrollable(manifest, () => {
    const { name, email, accountKind } = account;
    return { ...detailsOf(account), kind: account.kind === "company" ? "company" : "person", name, email, accountKind };
  });
  if (lacking) return failed(denial("receiverIncomplete", lacking, { "to.receiverAccountId": [lacking] }));
  return ok({
    receiverId: account.id,
    receiverAccountVersionId: account.versionId,
    paymentSourceId: null,
    receiverName: account.name,
    accountMasked: account.masked,
    accountLastFour: account.lastFour,
    orderId: null,
  });
}

type ReceiverColumns = "id" | "name" | "state" | "closedByName" | "kind" | "email" | "detailsSealed" | "detailsKeyId";
type AccountRow = Pick<Receiver, ReceiverColumns> & {
  readonly accountKind: string;
  readonly versionId: string;
  readonly masked: string;
  readonly lastFour: string;
  readonly needsConfirmation: boolean;
  readonly verdict: string | null;
};

/** An account that is open, with whose it is: each of its versions, the newest first. */
function readAccount(tx: Tx, { merchantId, accountId }: { merchantId: string; accountId: string }): Promise<readonly AccountRow[]> {
  return tx.$queryRaw<AccountRow[]>(
    keepPlan(Prisma.sql`
      SELECT r."id", r."name", r."state", r."closedByName", r."kind", r."email", r."detailsSealed", r."detailsKeyId", a."kind" AS "accountKind",
        v."id" AS "versionId", v."masked", v."lastFour", v."needsConfirmation", d."verdict"
      FROM "receiver_account" a JOIN "receiver" r ON r."id" = a."receiverId" JOIN "receiver_account_version" v ON v."accountId" = a."id"
      LEFT JOIN "account_decision" d ON d."versionId" = v."id"
      WHERE a."id" = ${accountId} AND a."merchantId" = ${merchantId} AND a."closedAt" IS NULL ORDER BY v."version" DESC`),
  );
}

/** Said before anything is made, so that nothing waits for facts which nobody was asked for; null when the provider can be told of them. */
function whyNotEnrollable(manifest: ProviderManifest, factsOf: () => EnrolmentFacts): string | null {
  if (!manifest.enrolment) return null;
  const missing = missingForEnrolment(factsOf(), manifest.enrolment);
  return missing.length === 0
    ? null
    : `${manifest.label} pays only people whom it knows. The receiver's record needs ${missing.join(", ")}.`;
}

type SourceTarget = Extract<PayoutTarget, { type: "order" | "paymentSource" }>;

async function resolveSource(tx: Tx, actor: Actor, ask: ResolveTarget, target: SourceTarget): Promise<Result<TargetFacts, Denial>> {
  const found = await findSource(tx, ask.connection, target);
  const source = found && (await lockSource(tx, { sourceId: found.id, merchantId: actor.merchantId }));
  if (!source)
    return failed(
      denial("notFound", "No payment by that id is known at this connection.", { to: ["Check the id, or search for the customer."] }),
    );
  if (source.refusal !== null) return failed(denial("notReturnable", source.refusal));
  if (source.currency !== ask.amount.currency) {
    return failed(denial("currencyMismatch", `This payment came in in ${source.currency}, so it goes back in ${source.currency}.`));
  }
  const left = returnable(await sourceTotals(tx, source, { except: ask.payoutId }));
  if (ask.amount.minor > left) {
    const text = toDecimal({ minor: left, currency: ask.amount.currency });
    const sentence = `At most ${text} ${source.currency} may still be sent back to this account.`;
    return failed(denial("overReturnable", sentence, { amountMinor: [sentence] }));
  }
  return ok({
    receiverId: null,
    receiverAccountVersionId: null,
    paymentSourceId: source.id,
    receiverName: source.holderName ?? source.holderEmail ?? "Account that paid in",
    accountMasked: source.masked,
    accountLastFour: source.lastFour,
    orderId: source.orderId ?? source.orderReference,
  });
}

/** By exactly what was named, at exactly this connection; an order also by the merchant's own reference of it. */
export async function findSource(tx: Tx, connection: ChosenConnection, target: SourceTarget): Promise<PaymentSource | null> {
  const here = { merchantId: connection.merchantId, connectionId: connection.id };
  if (target.type === "paymentSource") {
    return tx.paymentSource.findFirst({ where: { ...here, sourceId: target.paymentSourceId, userId: target.userId } });
  }
  const byId = await tx.paymentSource.findFirst({ where: { ...here, OR: [{ orderId: target.orderId }, { sourceId: target.orderId }] } });
  return byId ?? tx.paymentSource.findFirst({ where: { ...here, orderReference: target.orderId } });
}
