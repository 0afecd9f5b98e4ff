import type { Money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { moneyOf } from "@/lib/db/minor";
import { hashReceiptCode } from "@/lib/db/receipt-code";
import { type Standing, standingOf } from "@/lib/domain/payout/standing";
import { readVerifyCode } from "@/lib/domain/receipt/verify-code";
import { takeTurn } from "@/lib/operations/throttle/take-turn";

/** What of the receipt is no longer so. */
export type ReceiptChange = "standing" | "amount" | "account";

export type VerifiedReceipt =
  | {
      readonly kind: "known";
      readonly amount: Money;
      readonly accountMasked: string | null;
      readonly standing: Standing;
      /** Since when it has stood so. */
      readonly stateAt: Date;
      readonly madeAt: Date;
      readonly changes: readonly ReceiptChange[];
    }
  | { readonly kind: "unknown" }
  | { readonly kind: "slowDown" };

/** Holds a receipt against how its payout stands now, for whoever has its code. Nothing but this is told, and no more of a code that is none. */
export async function verifyReceipt({ code: typed, ipAddress }: { code: string; ipAddress?: string }): Promise<VerifiedReceipt> {
  if (!(await takeTurn("verifyAddress", ipAddress ?? "unknown")).isGiven) return { kind: "slowDown" };
  const code = readVerifyCode(typed);
  if (code === null) return { kind: "unknown" };
  const receipt = await db().payoutReceipt.findUnique({ where: { codeHash: hashReceiptCode(code) }, include: { payout: true } });
  if (!receipt) return { kind: "unknown" };
  const { payout, madeAt } = receipt;
  const standing = standingOf(payout);
  const changes: readonly (ReceiptChange | false)[] = [
    standing !== receipt.standing && "standing",
    !(payout.amountMinor.equals(receipt.amountMinor) && payout.currency === receipt.currency) && "amount",
    payout.accountMasked !== receipt.accountMasked && "account",
  ];
  return {
    ...{ kind: "known", standing, madeAt, stateAt: payout.stateAt, accountMasked: payout.accountMasked },
    amount: moneyOf(payout.amountMinor, payout.currency),
    changes: changes.filter((change) => change !== false),
  };
}
