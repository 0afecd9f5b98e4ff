import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Payout } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { hashReceiptCode, receiptCode } from "@/lib/db/receipt-code";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { standingOf } from "@/lib/domain/payout/standing";
import type { Receipt } from "@/lib/domain/receipt/receipt";
import { env } from "@/lib/env";
import { findProvider } from "@/lib/providers/registry";

/**
 * Hands out the receipt of a payout as it stands, in whatever state that is; that it was taken is on record before anybody has it. Taken again
 * while nothing has changed it is the same receipt, with the same code.
 */
export async function takeReceipt(actor: Actor, { payoutId }: { readonly payoutId: string }): Promise<Result<Receipt, Denial>> {
  if (!may(actor, "payout.view")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    // One read: whatever moves it meanwhile, what is said of it was true of one moment.
    const payout = await tx.payout.findFirst({
      where: { id: payoutId, merchantId },
      include: { merchant: { select: { name: true, timeZone: true } } },
    });
    if (!payout) return failed(denial("notFound"));
    const standing = standingOf(payout);
    const { round, stateAt, amountMinor, currency, accountMasked } = payout;
    const code = receiptCode({ payoutId, round, standing, stateAt });
    const codeHash = hashReceiptCode(code);
    await tx.payoutReceipt.createMany({
      data: {
        ...{ id: newId("payoutReceipt"), merchantId, payoutId, codeHash, standing, stateAt },
        ...{ amountMinor, currency, accountMasked, madeAt: currentTime() },
      },
      // It was taken before, perhaps at this very moment by somebody else.
      skipDuplicates: true,
    });
    const { id: receiptId, madeAt } = await tx.payoutReceipt.findUniqueOrThrow({ where: { codeHash } });
    const details = { number: payout.number, receiptId, standing };
    await writeAudit(tx, { actor, event: "payout.receiptTaken", subject: { kind: "payout", id: payoutId }, details });
    return ok({ ...factsOf(payout), ...payout.merchant, merchantName: payout.merchant.name, standing, code, madeAt });
  });
}

function factsOf(payout: Payout): Omit<Receipt, "merchantName" | "timeZone" | "standing" | "code" | "madeAt"> {
  const { number, receiverName, accountMasked, reference, provider, providerPayoutId, traceId, stateAt } = payout;
  return {
    ...{ number, receiverName, accountMasked, reference, providerPayoutId, traceId, stateAt },
    amount: moneyOf(payout.amountMinor, payout.currency),
    providerLabel: findProvider(provider)?.manifest.label ?? provider,
    origin: env().nextAuthUrl,
  };
}
