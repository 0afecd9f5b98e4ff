import * as z from "zod";

// What a payout's row keeps of its judgement, read back.

export const NeedSteps = z.array(
  z.object({
    group: z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()), people: z.array(z.string()) }),
    count: z.int().min(1),
  }),
);

export const FiredRules = z.array(z.object({ id: z.string(), name: z.string(), sentence: z.string() }));
