import { z } from "zod";
import { type ApprovalPolicy, USUAL_SENSE } from "./policy";

/** The stored policy is parsed at the door like anything else that comes from outside the code. */
export const ApprovalPolicyShape: z.ZodType<ApprovalPolicy> = z.object({
  version: z.int().positive(),
  apiWithoutPersonUpTo: z.record(z.string(), z.string().regex(/^\d+$/)),
  checkers: z.int().min(1),
  approvalOpenDays: z.int().min(1).max(90).default(7),
  // A policy of before there was this rule gets the careful one.
  accounts: z
    .object({
      confirmNew: z.boolean(),
      confirmChanged: z.boolean(),
      coolOffHours: z
        .int()
        .min(0)
        .max(24 * 30),
    })
    .default({ confirmNew: true, confirmChanged: true, coolOffHours: 0 }),
  sense: z
    .object({
      sameAmountDays: z.int().min(0).max(366),
      sameReferenceDays: z.int().min(0).max(366),
      abovePercent: z.int().min(101),
      makerAbovePercent: z.int().min(101),
      leastTimes: z.int().min(1),
      duplicateNeedsReason: z.boolean(),
    })
    .default(USUAL_SENSE),
});
