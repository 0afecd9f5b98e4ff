import type { Tx } from "@/lib/db/client";
import type { UnitSignature } from "@/lib/db/generated/client";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import { queueMail } from "@/lib/operations/mail/queue-mail";
import { wordOfSignature } from "./word-of-signature";

/** One mail for all that was rejected at once, to whoever submitted it. A machine is not written to. */
export async function tellMakerOfMany(tx: Tx, signature: UnitSignature, batchId: string): Promise<void> {
  const { merchantId, submissionId, payouts, checkerName } = signature;
  const submission = await tx.batchSubmission.findUniqueOrThrow({
    where: { id: submissionId },
    include: { batch: { select: { name: true } } },
  });
  if (submission.byKind !== "person") return;
  const what = payouts === 1 ? "A payout" : `${payouts.toLocaleString("en-GB")} payouts`;
  const subject = leaveOutAddresses(`${what} of “${submission.batch.name}” ${payouts === 1 ? "was" : "were"} rejected`);
  const text = `${leaveOutAddresses(`${checkerName} rejected ${payouts === 1 ? "it" : "them"}. ${wordOfSignature(signature).sentence ?? ""}`)}\n\nYou can mend the rows and submit them again, or let them go.`;
  await queueMail(tx, { merchantId, to: { personId: submission.byId }, subject, text, path: `/batches/${batchId}?view=failed` });
}
