import type { JudgedNeed } from "@/lib/operations/approvals/judge-need";

/** Which rules said that nobody has to approve it. */
export function sayWhyNobody({ firedRules }: JudgedNeed["kept"]): string {
  return firedRules.map(({ name, sentence }) => `${name}. ${sentence}`).join(" ");
}
