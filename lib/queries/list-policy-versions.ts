import { db } from "@/lib/db/client";
import { POLICY_STATES, type PolicyState } from "@/lib/domain/approval/policy-deeds";

export type PolicyVersionLine = {
  readonly version: number;
  readonly state: PolicyState;
  readonly draftedBy: string;
  readonly draftedAt: Date;
  readonly proposedBy: string | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
};

const MOST_VERSIONS = 100;

/** Every version that there was, newest first. */
export async function listPolicyVersions(merchantId: string): Promise<readonly PolicyVersionLine[]> {
  const rows = await db().policyVersion.findMany({
    where: { merchantId },
    orderBy: { version: "desc" },
    take: MOST_VERSIONS,
    omit: { body: true },
  });
  return rows.map((row) => ({
    version: row.version,
    state: POLICY_STATES.find((state) => state === row.state) ?? "discarded",
    draftedBy: row.draftedByName,
    draftedAt: row.draftedAt,
    proposedBy: row.proposedByName,
    reason: row.reason,
    decidedBy: row.decidedByName,
    decidedAt: row.decidedAt,
    decisionNote: row.decisionNote,
  }));
}
