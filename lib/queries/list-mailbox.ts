import { db } from "@/lib/db/client";
import { unseal } from "@/lib/db/seal";
import { type Actor, may } from "@/lib/domain/access/actor";

export type MailView = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Null where it has none, or no longer. */
  readonly path: string | null;
  readonly state: string;
  readonly queuedAt: Date;
};

const MOST_MAILS = 50;

/** For the demo's mailbox, newest first: one's own mail; for those who manage the team also what goes to people who are not yet in it. */
export async function listMailbox(actor: Extract<Actor, { kind: "person" }>): Promise<readonly MailView[]> {
  const { merchantId, personId } = actor;
  const rows = await db().mail.findMany({
    where: { merchantId, ...(!may(actor, "team.manage") && { personId }) },
    orderBy: [{ queuedAt: "desc" }, { id: "desc" }],
    take: MOST_MAILS,
  });
  return rows.map(({ id, toAddress, subject, text, pathSealed, pathKeyId, state, queuedAt }) => {
    const path = pathSealed && pathKeyId ? unseal({ sealed: pathSealed, keyId: pathKeyId, binding: id }) : null;
    return { id, to: toAddress, subject, text, path, state, queuedAt };
  });
}
