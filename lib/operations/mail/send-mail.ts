import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { addMs } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Mail } from "@/lib/db/generated/client";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { MAIL_IS_NEWS_FOR_MS, MAIL_LEASE_MS, pauseAfterTry } from "@/lib/domain/mail/retry";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/queue/enqueue";
import { handOver } from "./hand-over";

export type MailEnd = "notDue" | "noServer" | "sent" | "later" | "givenUp";

/**
 * Sends one mail. It is claimed first, so that no two send it; what has its end is never sent again. A process that dies after the server took
 * it and before that is noted leaves it claimed: when the lease is over it is sent once more, with the same Message-ID. Of losing it and
 * sending it twice, twice is the lesser evil, since its link changes nothing.
 */
export async function sendMail({ mailId }: { mailId: string }, { server = env().mail } = {}): Promise<MailEnd> {
  if (!server) return "noServer";
  const mail = await claim(mailId);
  if (!mail) return "notDue";
  crashPoint("mail.claimed");
  const { id, toAddress, toName, subject, text, tries, queuedAt } = mail;
  const link = linkOf(mail, env().nextAuthUrl);
  const answer = await handOver(server, {
    ...{ id, subject, to: { address: toAddress, name: toName ?? "" } },
    text: link ? `${text}\n\n${link}\n` : `${text}\n`,
  });
  crashPoint("mail.handedOver");
  if (answer.kind === "taken") return end(id, "sent", null);
  const nextTryAt = addMs(currentTime(), pauseAfterTry(tries));
  if (answer.kind === "refused" || nextTryAt > addMs(queuedAt, MAIL_IS_NEWS_FOR_MS)) return end(id, "givenUp", answer.fault);
  await inTransaction(async (tx) => {
    await tx.mail.updateMany({ where: { id, state: "sending" }, data: { state: "waiting", fault: answer.fault, nextTryAt } });
    await enqueue(tx, "sendMail", { mailId: id }, { afterMs: pauseAfterTry(tries) });
  });
  return "later";
}

/** One update takes it, so of two only one has it. */
async function claim(mailId: string): Promise<Mail | null> {
  const now = currentTime();
  const [mail] = await db().mail.updateManyAndReturn({
    where: { id: mailId, endedAt: null, nextTryAt: { lte: now } },
    data: { state: "sending", tries: { increment: 1 }, nextTryAt: addMs(now, MAIL_LEASE_MS) },
  });
  return mail ?? null;
}

function linkOf({ id, pathSealed, pathKeyId }: Mail, origin: string): string | null {
  if (pathSealed === null || pathKeyId === null) return null;
  return new URL(unseal({ sealed: pathSealed, keyId: pathKeyId, binding: id }), origin).href;
}

async function end<E extends "sent" | "givenUp">(id: string, state: E, fault: string | null): Promise<E> {
  await db().mail.updateMany({
    where: { id, endedAt: null },
    data: { state, fault, endedAt: currentTime(), nextTryAt: null, pathSealed: null, pathKeyId: null },
  });
  return state;
}
