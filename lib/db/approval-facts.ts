import type { ApprovalFacts } from "@/lib/domain/approval/judge-approval";
import { NeedSteps } from "@/lib/domain/approval/need-shape";
import type { Tx } from "./client";
import type { Payout } from "./generated/client";

/** What decides whether somebody's approval of a payout counts, as it stands now. */
export async function readApprovalFacts(tx: Tx, payout: Payout): Promise<ApprovalFacts> {
  const approvals = await tx.approvalDecision.findMany({
    where: { payoutId: payout.id, round: payout.round, verdict: "approve" },
    select: { checkerId: true, forId: true, step: true },
    orderBy: { at: "asc" },
  });
  return {
    makerId: payout.makerId,
    touchedBy: [...payout.editorIds, ...(await broughtAccount(tx, payout))],
    steps: NeedSteps.parse(payout.needSteps),
    approvals,
  };
}

async function broughtAccount(tx: Tx, { receiverAccountVersionId: id, merchantId }: Payout): Promise<readonly string[]> {
  if (id === null) return [];
  const version = await tx.receiverAccountVersion.findFirst({ where: { id, merchantId }, select: { createdById: true } });
  return version?.createdById ? [version.createdById] : [];
}
