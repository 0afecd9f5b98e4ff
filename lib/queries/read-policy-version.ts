import { db } from "@/lib/db/client";
import { readOrganisation } from "@/lib/db/read-organisation";
import { type Actor, may } from "@/lib/domain/access/actor";
import { DENIALS } from "@/lib/domain/access/denial";
import { diffPolicies, type PolicyChange } from "@/lib/domain/approval/diff-policies";
import { type DeadEnd, findDeadEnds } from "@/lib/domain/approval/find-dead-ends";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import { POLICY_STATES, type PolicyState } from "@/lib/domain/approval/policy-deeds";
import type { PolicyNames } from "@/lib/domain/approval/policy-names";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import { MANIFESTS } from "@/lib/providers/registry";
import { readPolicyNames } from "./read-policy-names";

export type PolicyVersionView = {
  readonly version: number;
  readonly state: PolicyState;
  readonly policy: ApprovalPolicy;
  readonly names: PolicyNames;
  readonly editedAt: Date;
  readonly drafted: { readonly by: string; readonly at: Date };
  readonly proposed: { readonly by: string; readonly at: Date; readonly reason: string } | null;
  readonly decided: { readonly by: string; readonly at: Date; readonly note: string | null } | null;
  /** What it says otherwise than the version before it; null for the first. */
  readonly before: { readonly version: number; readonly changes: readonly PolicyChange[] } | null;
  /** Of what may still come to hold, by who is here now. */
  readonly deadEnds: readonly DeadEnd[];
  /** Why this reader may not decide on it, where it waits for that; null when they may. */
  readonly whyNotDecide: string | null;
};

/** One version as its page shows it: by its number, or the one in force. Null where there is none. */
export async function readPolicyVersion(
  actor: Extract<Actor, { kind: "person" }>,
  which: number | "active",
): Promise<PolicyVersionView | null> {
  const { merchantId, personId } = actor;
  const row = await db().policyVersion.findFirst({
    where: { merchantId, ...(which === "active" ? { state: "active" } : { version: which }) },
  });
  if (!row) return null;
  const names = await readPolicyNames(merchantId);
  const policy = ApprovalPolicyShape.parse(row.body);
  const isOpen = row.state === "draft" || row.state === "proposed";
  const hands = [row.draftedById, row.proposedById, ...row.editorIds];
  return {
    version: row.version,
    state: POLICY_STATES.find((state) => state === row.state) ?? "discarded",
    policy,
    names,
    editedAt: row.editedAt,
    drafted: { by: row.draftedByName, at: row.draftedAt },
    proposed: row.proposedAt && { by: row.proposedByName ?? "", at: row.proposedAt, reason: row.reason ?? "" },
    decided: row.decidedAt && { by: row.decidedByName ?? "", at: row.decidedAt, note: row.decisionNote },
    before: row.basedOn === null ? null : { version: row.basedOn, changes: await changesSince(merchantId, row.basedOn, { policy, names }) },
    deadEnds: isOpen ? findDeadEnds(policy, { ...(await readOrganisation(db(), merchantId)), ways: MANIFESTS }) : [],
    whyNotDecide: hands.includes(personId) ? DENIALS.policyNeedsAnother : may(actor, "policy.manage") ? null : DENIALS.forbidden,
  };
}

type Said = { readonly policy: ApprovalPolicy; readonly names: PolicyNames };

async function changesSince(merchantId: string, version: number, { policy, names }: Said): Promise<readonly PolicyChange[]> {
  const { body } = await db().policyVersion.findUniqueOrThrow({
    where: { merchantId_version: { merchantId, version } },
    select: { body: true },
  });
  return diffPolicies(ApprovalPolicyShape.parse(body), policy, names);
}
