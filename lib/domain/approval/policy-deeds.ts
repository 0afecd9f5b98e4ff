import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { isDay } from "@/lib/base/day";
import { ApprovalPolicyShape } from "./policy-shape";

// Shapes of what is done to a policy: for the forms and for the actions behind them.

export const POLICY_STATES = ["draft", "proposed", "active", "superseded", "rejected", "discarded"] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

const Version = z.int().positive();
const Note = z
  .string()
  .trim()
  .max(500, "A note has at most 500 characters.")
  .transform((note) => note || undefined)
  .optional();

/** `basedOn`: what was in force when it was looked at. */
export const DraftPolicy = z.object({ basedOn: Version });
export type DraftPolicy = z.infer<typeof DraftPolicy>;

/** `editedAt`: as the editor was opened with it. Whoever saves over another's edit is told instead. */
export const EditPolicy = z.object({ version: Version, editedAt: z.coerce.date(), body: ApprovalPolicyShape });
export type EditPolicy = z.infer<typeof EditPolicy>;

export const ProposePolicy = z.object({
  version: Version,
  reason: z.string().trim().min(5, "Say in a few words why.").max(500, "A reason has at most 500 characters."),
});
export type ProposePolicy = z.infer<typeof ProposePolicy>;

export const DecidePolicy = z
  .object({ version: Version, verdict: z.enum(["confirm", "reject"]), note: Note })
  .refine(({ verdict, note }) => verdict === "confirm" || note !== undefined, { path: ["note"], error: "Say in a few words why." });
export type DecidePolicy = z.infer<typeof DecidePolicy>;

export const DiscardPolicy = z.object({ version: Version });
export type DiscardPolicy = z.infer<typeof DiscardPolicy>;

export const SetRate = z
  .object({
    currency: z.enum(CURRENCIES, "Choose a currency."),
    inCurrency: z.enum(CURRENCIES, "Choose a currency."),
    rate: z
      .string()
      .trim()
      .regex(/^(?=.*[1-9])\d{1,12}(\.\d{1,18})?$/, "Type a rate such as 1.17."),
    day: z.string().refine(isDay, "Type a day such as 2026-11-30."),
  })
  .refine(({ currency, inCurrency }) => currency !== inCurrency, { path: ["inCurrency"], error: "Choose two currencies." });
export type SetRate = z.infer<typeof SetRate>;
