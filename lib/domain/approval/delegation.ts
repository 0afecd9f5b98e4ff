import * as z from "zod";
import type { Money } from "@/lib/base/money";
import { convert, type Rate } from "./exchange";

export const GiveDelegation = z
  .object({
    delegateId: z.string("Choose who takes your place.").min(1, "Choose who takes your place."),
    fromAt: z.coerce.date("Say from when."),
    untilAt: z.coerce.date("Say until when."),
    /** In the policy's currency; nothing: of any amount. */
    upTo: z
      .string()
      .trim()
      .regex(/^(\d{1,15}(\.\d{1,2})?)?$/, "Type an amount such as 10000.00.")
      .transform((typed) => typed || undefined)
      .optional(),
    note: z
      .string()
      .trim()
      .max(200, "A note has at most 200 characters.")
      .transform((note) => note || undefined)
      .optional(),
  })
  .refine(({ fromAt, untilAt }) => untilAt > fromAt, { path: ["untilAt"], error: "It ends before it begins." });
export type GiveDelegation = z.infer<typeof GiveDelegation>;

export const EndDelegation = z.object({ delegationId: z.string().min(1) });
export type EndDelegation = z.infer<typeof EndDelegation>;

/** Whether a place is lent for a payout of this size. What cannot be converted is within no limit. */
export function isWithinLimit(amount: Money, limit: Money, rates: readonly Rate[]): boolean {
  const converted = convert(amount, limit.currency, rates);
  return converted !== null && converted.money.minor <= limit.minor;
}

/** Whose word a decision is: in whose place it was given belongs to the name. */
export function sayChecker({ checkerName, forName }: { readonly checkerName: string; readonly forName: string | null }): string {
  return forName === null ? checkerName : `${checkerName} for ${forName}`;
}
