import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import { seal } from "@/lib/db/seal";
import { safeReturnPath } from "@/lib/domain/access/return-path";
import { enqueue } from "@/lib/queue/enqueue";

export type QueueMail = {
  readonly merchantId: string;
  readonly to: { readonly personId: string } | { readonly address: string; readonly name?: string };
  readonly subject: string;
  /** Plain text without links or secrets. */
  readonly text: string;
  /** Where its one link leads, from the root: `/payouts/po_1`. Opening it must change nothing; whoever follows it signs in and decides there. */
  readonly path?: `/${string}`;
};

/**
 * Writes a mail with the change that it tells of: it goes out exactly if the change is kept, and some time after. A person who is disabled or
 * not of this merchant gets none. Answers the mail's id, or null for none.
 */
export async function queueMail(tx: Tx, { merchantId, to, subject, text, path }: QueueMail): Promise<string | null> {
  const receiver = await addressOf(tx, merchantId, to);
  if (!receiver) return null;
  if (path && safeReturnPath(path) !== path) throw new Error("A mail links to this desk and nowhere else.");
  const id = newId("mail");
  const link = path ? seal(path, id) : null;
  const now = currentTime();
  await tx.mail.create({
    data: {
      ...{ id, merchantId, ...receiver, subject: oneLine(subject), text, queuedAt: now, nextTryAt: now },
      ...(link && { pathSealed: link.sealed, pathKeyId: link.keyId }),
    },
  });
  await enqueue(tx, "sendMail", { mailId: id });
  return id;
}

async function addressOf(tx: Tx, merchantId: string, to: QueueMail["to"]) {
  if ("address" in to) return { personId: null, toAddress: to.address, toName: to.name ? oneLine(to.name) : null };
  const { personId } = to;
  const member = await tx.membership.findFirst({
    where: { merchantId, personId, disabledAt: null, person: { disabledAt: null } },
    select: { person: { select: { email: true, name: true } } },
  });
  return member && { personId, toAddress: member.person.email, toName: oneLine(member.person.name) };
}

/** Names that people type end up in subjects; a line break there would begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
