import { isPositive } from "@/lib/base/money";
import { canBePaidIn } from "@/lib/domain/account/address";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Fault } from "../contract/fault";
import type { PayoutOrder, SendOutcome } from "../contract/payout";
import { manifest } from "./manifest";

export type Instruction =
  | { readonly kind: "ready"; readonly body: Record<string, string> }
  /** Nothing leaves. */
  | { readonly kind: "stays"; readonly outcome: Extract<SendOutcome, { kind: "refused" | "notSent" }> };

/** A function of the order alone. The subaccount is not named: the API key says it. */
export function instructionOf({ amount, destination, number, statementText }: PayoutOrder): Instruction {
  if (destination.kind === "order" || destination.kind === "paymentSource")
    return refused("notReturnable", "Ipay has no way back to what paid in; it pays receivers who are enrolled.");
  // No refusal, which would be final: once enrolled, the same payout can go.
  if (destination.kind === "account" || destination.providerAccountId === null) return notSent("The receiver is not enrolled at Ipay yet.");

  const { currency } = amount;
  if (!manifest.currencies.includes(currency)) return refused("instructionInvalid", `Ipay does not pay in ${currency}.`);
  if (!isPositive(amount)) return refused("amountInvalid", "The amount must be more than zero.");
  if (destination.address && !canBePaidIn(destination.address, currency))
    return refused("instructionInvalid", `This kind of account cannot be paid in ${currency}.`);
  return {
    kind: "ready",
    body: {
      receiver_id: destination.providerReceiverId,
      account_id: destination.providerAccountId,
      amount: amount.minor.toString(),
      currency,
      // What the payout is found by when its answer was lost.
      reference: number,
      ...(statementText === "" ? {} : { note: statementText }),
    },
  };
}

function refused(reason: FailureReason, message: string): Instruction {
  return { kind: "stays", outcome: { kind: "refused", failure: { reason, providerCode: "", message }, evidenceId: null } };
}

function notSent(message: string): Instruction {
  const fault: Fault = { kind: "unexpected", message, retryAfterSeconds: null, evidenceId: null };
  return { kind: "stays", outcome: { kind: "notSent", fault } };
}
