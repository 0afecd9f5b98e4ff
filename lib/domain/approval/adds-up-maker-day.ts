import type { ApprovalPolicy } from "./policy";

/** Whether a policy asks of a payout what its maker has asked for on the same day: whoever judges by it looks at one payout after another. */
export function addsUpMakerDay({ rules }: ApprovalPolicy): boolean {
  return rules.some(({ when }) => when.makerDay !== undefined);
}
