import type { Tx } from "@/lib/db/client";

/** Whether somebody has the role, disabled or not, or is invited to it. */
export async function isInUse(tx: Tx, merchantId: string, role: string): Promise<boolean> {
  const held = await tx.membership.count({ where: { merchantId, role } });
  const invited = await tx.invitation.count({ where: { merchantId, role, acceptedAt: null, revokedAt: null } });
  return held + invited > 0;
}
