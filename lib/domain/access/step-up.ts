import * as z from "zod";
import { MINUTE_MS } from "@/lib/base/time";
import { PasskeyAssertion, TotpCode } from "./second-factor";

/** How long proving it once more counts, for the session and for one item alike. */
export const STEP_UP_MS = 5 * MINUTE_MS;

/**
 * What a deed may demand of whoever is signed in: that this session proved a second factor just now, or that it did so for exactly
 * this item as it was shown. The hash is of what was shown; another amount is another hash.
 */
export const StepUpNeed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("session") }),
  z.object({
    kind: z.literal("item"),
    subjectKind: z.string().regex(/^[a-zA-Z]{1,40}$/),
    subjectId: z.string().min(1).max(100),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
]);
export type StepUpNeed = z.infer<typeof StepUpNeed>;

export type StepUpMethod = "passkey" | "totp";

/** What goes with the denial `stepUpNeeded`: what is to be proven, and by which of the person's factors it can be. */
export type StepUpAsk = { readonly need: StepUpNeed; readonly methods: readonly StepUpMethod[] };

export const BeginStepUp = z.object({ need: StepUpNeed });
export type BeginStepUp = z.infer<typeof BeginStepUp>;

export const StepUp = z.object({
  need: StepUpNeed,
  proof: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("totp"), code: TotpCode }),
    z.object({ kind: z.literal("passkey"), assertion: PasskeyAssertion }),
  ]),
});
export type StepUp = z.infer<typeof StepUp>;
