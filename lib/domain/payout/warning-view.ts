import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { AccountAddress } from "@/lib/domain/account/address";
import { Moment } from "./payout-view";
import { AmountMinor, Reference } from "./schema";
import { isSenseRule, type SenseRule } from "./sense-rules";

/** A warning as screens show it, sent as JSON. */
export const WarningView = z.object({
  rule: z.custom<SenseRule>((rule) => typeof rule === "string" && isSenseRule(rule)),
  subject: z.string(),
  sentence: z.string(),
  number: z.string().nullable(),
  at: Moment.nullable(),
});
export type WarningView = z.infer<typeof WarningView>;

/** What is about to be asked for, part by part. */
export const WarningQuestion = z.object({
  parts: z
    .array(
      z.object({
        to: z.union([
          z.object({ receiverAccountId: z.string() }),
          z.object({ paymentSourceId: z.string() }),
          z.object({ account: AccountAddress }),
        ]),
        amountMinor: AmountMinor,
        currency: z.enum(CURRENCIES),
        /** Through which it is to go, once that is said. */
        connectionId: z.string().optional(),
      }),
    )
    .min(1)
    .max(20),
  reference: Reference.or(z.literal("")),
});
export type WarningQuestion = z.infer<typeof WarningQuestion>;

export const WarningAnswer = z.object({
  warnings: z.array(WarningView),
  needsReason: z.boolean(),
  /** Which rules of the policy will fire, in sentences, and who may approve it then. `isStuck`: nobody could. */
  approval: z.object({ rules: z.array(z.string()), sentence: z.string(), isStuck: z.boolean() }),
});
export type WarningAnswer = z.infer<typeof WarningAnswer>;
