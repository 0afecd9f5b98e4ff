import type { Tx } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";

/** A later version of the merchant's policy in force, as if two admins had brought it there. */
export async function aPolicyChange(db: Tx, merchantId: string, changes: Partial<ApprovalPolicy>): Promise<number> {
  const { version: basedOn, ...policy } = await readPolicy(db, merchantId);
  const last = await db.policyVersion.findFirstOrThrow({ where: { merchantId }, orderBy: { version: "desc" } });
  const version = last.version + 1;
  const at = new Date();
  const one = { where: { merchantId_version: { merchantId, version } } };
  const body = { ...policy, ...changes };
  const drafter = { draftedById: "per_drafter", draftedByName: "Dora Drafter", editorIds: ["per_drafter"] };
  await db.policyVersion.create({ data: { merchantId, version, basedOn, state: "draft", body, ...drafter } });
  const proposed = { state: "proposed", proposedById: "per_drafter", proposedByName: "Dora Drafter", proposedAt: at, reason: "For a test" };
  await db.policyVersion.update({ ...one, data: proposed });
  await db.policyVersion.update({ where: { merchantId_version: { merchantId, version: basedOn } }, data: { state: "superseded" } });
  const decided = { state: "active", decidedById: "per_confirmer", decidedByName: "Connie Confirmer", decidedAt: at };
  await db.policyVersion.update({ ...one, data: decided });
  return version;
}
