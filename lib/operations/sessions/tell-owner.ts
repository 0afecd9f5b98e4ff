import type { Tx } from "@/lib/db/client";
import { queueMail } from "@/lib/operations/mail/queue-mail";

export type TellOwner = { readonly merchantId: string; readonly personId: string; readonly what: string };

/** A mail to whom a way in belongs, with its change: somebody who got hold of an open browser cannot change it unseen. */
export async function tellOwner(tx: Tx, { merchantId, personId, what }: TellOwner): Promise<void> {
  await queueMail(tx, {
    merchantId,
    to: { personId },
    subject: "Your sign-in was used or changed",
    text: `${what}\n\nIf this was you, there is nothing to do. If not, end your other sessions on the page below, change your password, and tell an admin at once.`,
    path: "/account/security",
  });
}
