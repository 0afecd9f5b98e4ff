import type { Tx } from "@/lib/db/client";
import type { PolicyVersion } from "@/lib/db/generated/client";

/** One version's row, held until the transaction ends. Null for another merchant's and for none. */
export async function lockPolicy(tx: Tx, { merchantId, version }: { merchantId: string; version: number }): Promise<PolicyVersion | null> {
  await tx.$queryRaw`SELECT "version" FROM "policy_version" WHERE "merchantId" = ${merchantId} AND "version" = ${version} FOR UPDATE`;
  return tx.policyVersion.findUnique({ where: { merchantId_version: { merchantId, version } } });
}
