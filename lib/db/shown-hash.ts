import { createHash } from "node:crypto";
import { type ShownFacts, shownText } from "@/lib/domain/approval/shown";
import type { Tx } from "./client";
import type { PaymentSource, Payout, ReceiverAccountVersion } from "./generated/client";
import { moneyOf } from "./minor";
import { exactIndex, unseal } from "./seal";

/** The hash of a payout as it stands: what a decision is given on, and what must still stand right before the first byte. */
export async function shownHashOf(tx: Tx, payout: PayoutColumns): Promise<string> {
  return hashShown(await shownFacts(tx, payout));
}

/** SHA-256 in hex over what a checker was shown. */
export function hashShown(facts: ShownFacts): string {
  return createHash("sha256").update(shownText(facts)).digest("hex");
}

type PayoutColumns = Omit<Payout, "state">;

async function shownFacts(tx: Tx, payout: PayoutColumns): Promise<ShownFacts> {
  const { merchantId, receiverAccountVersionId: versionId, paymentSourceId } = payout;
  const version = versionId && (await tx.receiverAccountVersion.findFirst({ where: { id: versionId, merchantId } }));
  const paidIn = paymentSourceId && (await tx.paymentSource.findFirst({ where: { id: paymentSourceId, merchantId } }));
  return shownFactsOf(payout, { version: version || null, paidIn: paidIn || null });
}

/** Where the money goes to, as the archive has it. */
export type ShownTarget = {
  readonly version: (SealedAddress & Pick<ReceiverAccountVersion, "holderName" | "masked">) | null;
  readonly paidIn: Pick<PaymentSource, "id" | "sourceId" | "userId"> | null;
};

/** The same of a payout that was read together with many others. */
export function shownFactsOf(payout: PayoutColumns, { version, paidIn }: ShownTarget): ShownFacts {
  const { feeMinor, currency } = payout;
  return {
    payoutId: payout.id,
    number: payout.number,
    round: payout.round,
    amount: moneyOf(payout.amountMinor, currency),
    fee: feeMinor && moneyOf(feeMinor, currency),
    loop: payout.loop,
    source: payout.source,
    receiver: { id: payout.receiverId, name: payout.receiverName },
    account: version
      ? { versionId: version.id, holderName: version.holderName, masked: version.masked, fingerprint: fingerprintOf(version) }
      : null,
    paidInBy: paidIn ? { id: paidIn.id, sourceId: paidIn.sourceId, userId: paidIn.userId } : null,
    accountMasked: payout.accountMasked,
    orderId: payout.orderId,
    connectionId: payout.connectionId,
    provider: payout.provider,
    reference: payout.reference,
    statementText: payout.statementText,
    metadata: payout.metadata,
    sendAfter: payout.sendAfter,
    maker: { id: payout.makerId, name: payout.makerName, reason: payout.makerReason },
    dispatchKey: payout.dispatchKey,
    policyVersion: payout.policyVersion,
    need: { steps: payout.needSteps, stepUp: payout.stepUp, holdMinutes: payout.holdMinutes, fired: payout.firedRules },
  };
}

/**
 * Of the whole number, which is shown masked and sent in full. Keyed, since a plain hash of a bank account is guessed in seconds. What does
 * not open any more is nothing that anybody has signed.
 */
export function fingerprintOf({ id, addressSealed, addressKeyId }: SealedAddress): string {
  try {
    const plain = unseal({ sealed: addressSealed, keyId: addressKeyId, binding: id });
    return Buffer.from(exactIndex(`shown:${plain}`)).toString("hex");
  } catch {
    return "unreadable";
  }
}

type SealedAddress = Pick<ReceiverAccountVersion, "id" | "addressSealed" | "addressKeyId">;
