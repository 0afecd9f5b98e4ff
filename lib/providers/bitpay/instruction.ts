import { NumberLiteral } from "@/lib/base/exact-json";
import { isPositive, toDecimal } from "@/lib/base/money";
import type { PayoutOrder, SendOutcome } from "../contract/payout";
import { type BitPaySettings, SAME_LEDGER } from "./settings";

export type Instruction =
  | { readonly kind: "instruction"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly outcome: Extract<SendOutcome, { kind: "refused" }> };

export type Drawing = Pick<BitPaySettings, "ledgerCurrency" | "notificationUrl">;

/** A function of the order and the settings alone. The reference is our number: BitPay's list is searched by it, and nothing else. */
export function instructionOf(order: PayoutOrder, { ledgerCurrency, notificationUrl }: Drawing): Instruction {
  const { amount, destination, number, statementText, effectiveDate } = order;
  if (destination.kind === "order" || destination.kind === "paymentSource") {
    return refusedHere("BitPay cannot pay back to an account that paid in.", "notReturnable");
  }
  if (destination.kind === "account") return refusedHere("BitPay pays those whom it has enrolled, and only them.", "receiverNotReady");
  if (!isPositive(amount)) return refusedHere("BitPay pays more than nothing.", "amountInvalid");
  return {
    kind: "instruction",
    body: {
      amount: new NumberLiteral(toDecimal(amount)),
      currency: amount.currency,
      // Documented as required in one place and as optional in another: always said.
      ledgerCurrency: ledgerCurrency === SAME_LEDGER ? amount.currency : ledgerCurrency,
      recipientId: destination.providerReceiverId,
      reference: number,
      ...(statementText === "" ? {} : { label: statementText }),
      ...(effectiveDate ? { effectiveDate } : {}),
      ...(notificationUrl === "" ? {} : { notificationURL: notificationUrl }),
    },
  };
}

function refusedHere(message: string, reason: "notReturnable" | "receiverNotReady" | "amountInvalid"): Instruction {
  return { kind: "refused", outcome: { kind: "refused", failure: { reason, providerCode: "", message }, evidenceId: null } };
}
