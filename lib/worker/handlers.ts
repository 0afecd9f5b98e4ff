import { applySignature } from "@/lib/operations/approvals/apply-signature";
import { makeBatchPayouts } from "@/lib/operations/batches/make-batch-payouts";
import { readBatchFile } from "@/lib/operations/batches/read-batch-file";
import { runPreflight } from "@/lib/operations/connections/run-preflight";
import { deliverEvents } from "@/lib/operations/endpoints/deliver-events";
import { followEnrolment } from "@/lib/operations/enrolments/follow-enrolment";
import { writeExport } from "@/lib/operations/exports/write-export";
import { sendMail } from "@/lib/operations/mail/send-mail";
import { readSources } from "@/lib/operations/payment-sources/read-sources";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { expirePayout } from "@/lib/operations/payouts/expire-payout";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { pollConnection } from "@/lib/operations/payouts/poll-connection";
import { checkNewPayee } from "@/lib/operations/receivers/check-payee";
import { reconcileConnection } from "@/lib/operations/reconciliation/reconcile-connection";
import { runSchedule } from "@/lib/operations/schedules/run-schedule";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { JOBS, type JobName } from "@/lib/queue/jobs";

/** Which deed each job is. A handler may run twice or after its work is done; the operation then finds nothing to do. */
export const HANDLERS = {
  dispatchPayout: (payload) => dispatchPayout(JOBS.dispatchPayout.parse(payload)),
  expirePayout: (payload) => expirePayout(JOBS.expirePayout.parse(payload)),
  pollConnection: (payload) => pollConnection(JOBS.pollConnection.parse(payload)),
  lookUpPayout: (payload) => lookUpPayout(JOBS.lookUpPayout.parse(payload)),
  followEnrolment: (payload) => followEnrolment(JOBS.followEnrolment.parse(payload)),
  checkPayee: (payload) => checkNewPayee(JOBS.checkPayee.parse(payload)),
  runPreflight: (payload) => runPreflight(JOBS.runPreflight.parse(payload)),
  reconcileConnection: (payload) => reconcileConnection(JOBS.reconcileConnection.parse(payload)),
  readSources: (payload) => readSources(JOBS.readSources.parse(payload)),
  deliverEvents: (payload) => deliverEvents(JOBS.deliverEvents.parse(payload)),
  sendMail: (payload) => sendMail(JOBS.sendMail.parse(payload)),
  writeExport: (payload) => writeExport(JOBS.writeExport.parse(payload)),
  readBatch: (payload) => readBatchFile(JOBS.readBatch.parse(payload)),
  makeBatchPayouts: (payload) => makeBatchPayouts(JOBS.makeBatchPayouts.parse(payload)),
  applySignature: (payload) => applySignature(JOBS.applySignature.parse(payload)),
  runSchedule: (payload) => runSchedule(JOBS.runSchedule.parse(payload)),
  applyDelivery: (payload) => applyDelivery(JOBS.applyDelivery.parse(payload)),
} satisfies Record<JobName, (payload: unknown) => Promise<string>>;
