import * as z from "zod";

/**
 * Every job there is. A job is a wake-up, never the truth: the payout and delivery tables say what is to be done, handlers read
 * them under lock, and running twice does nothing twice.
 */
export const JOBS = {
  dispatchPayout: z.object({ payoutId: z.string() }),
  expirePayout: z.object({ payoutId: z.string() }),
  pollConnection: z.object({ connectionId: z.string(), payoutIds: z.array(z.string()) }),
  lookUpPayout: z.object({ payoutId: z.string() }),
  followEnrolment: z.object({ enrolmentId: z.string() }),
  checkPayee: z.object({ versionId: z.string() }),
  runPreflight: z.object({ runId: z.string() }),
  reconcileConnection: z.object({ connectionId: z.string() }),
  readSources: z.object({
    connectionId: z.string(),
    orderId: z.string().optional(),
    since: z.string().optional(),
    paymentId: z.string().optional(),
    tries: z.int().optional(),
  }),
  deliverEvents: z.object({ endpointId: z.string() }),
  sendMail: z.object({ mailId: z.string() }),
  writeExport: z.object({ exportId: z.string() }),
  readBatch: z.object({ batchId: z.string() }),
  makeBatchPayouts: z.object({ batchId: z.string() }),
  applySignature: z.object({ signatureId: z.string() }),
  runSchedule: z.object({ scheduleId: z.string() }),
  applyDelivery: z.object({ deliveryId: z.string() }),
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>;

export const JOB_NAMES = Object.keys(JOBS).filter(isJobName);

export function isJobName(text: string): text is JobName {
  return Object.hasOwn(JOBS, text);
}
