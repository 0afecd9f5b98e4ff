import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import type { DenialCode } from "@/lib/domain/access/denial";
import type { Permission } from "@/lib/domain/access/permissions";
import { takeTurn } from "@/lib/operations/throttle/take-turn";

export type RefusedDeed = {
  readonly permission: Permission;
  readonly code: DenialCode;
  /** The page from which it was asked, or which was asked for. */
  readonly page: string;
};

const LONGEST_PAGE = 200;

/**
 * That somebody was refused what they may not do, whoever tried it. So often in a while; more of the same says nothing more. That it could
 * not be written down changes nothing for whoever asked: they are refused all the same.
 */
export async function noteRefusedDeed(actor: Extract<Actor, { kind: "person" }>, { permission, code, page }: RefusedDeed): Promise<void> {
  try {
    if (!(await takeTurn("refusedDeed", `${actor.merchantId} ${actor.personId}`)).isGiven) return;
    const details = { permission, code, page: page.slice(0, LONGEST_PAGE) };
    await inTransaction((tx) =>
      writeAudit(tx, { actor, event: "access.refused", subject: { kind: "person", id: actor.personId }, details }),
    );
  } catch (error) {
    console.error(`that ${actor.personId} was refused ${permission} could not be written down`, error);
  }
}
