import { setMaxListeners } from "node:events";
import path from "node:path";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { env } from "@/lib/env";
import { forgetRequests } from "@/lib/operations/api-requests/forget-requests";
import { sweepSignatures } from "@/lib/operations/approvals/sweep-signatures";
import { tellApprovers } from "@/lib/operations/approvals/tell-approvers";
import { sealAudit } from "@/lib/operations/audit/seal-audit";
import { CHECKPOINTS, writeCheckpoints } from "@/lib/operations/audit/write-checkpoints";
import { sweepBatches } from "@/lib/operations/batches/sweep-batches";
import { probeConnections } from "@/lib/operations/connections/probe-connections";
import { refreshBalances } from "@/lib/operations/connections/refresh-balances";
import { endStalePreflights } from "@/lib/operations/connections/run-preflight";
import { forgetEvents } from "@/lib/operations/endpoints/forget-events";
import { sweepEvents } from "@/lib/operations/endpoints/sweep-events";
import { sweepEnrolments } from "@/lib/operations/enrolments/sweep-enrolments";
import { sweepExports } from "@/lib/operations/exports/sweep-exports";
import { forgetAnswers } from "@/lib/operations/idempotency/forget-answers";
import { sweepMails } from "@/lib/operations/mail/sweep-mails";
import { sweepAttempts, sweepDeliveries, sweepPayouts } from "@/lib/operations/payouts/sweep-payouts";
import { sweepReconciliations } from "@/lib/operations/reconciliation/sweep-reconciliations";
import { sweepSchedules } from "@/lib/operations/schedules/sweep-schedules";
import { openWorkerBoss } from "@/lib/queue/boss";
import { log } from "./log";
import { repeat } from "./repeat";
import { workQueue } from "./work-queue";

// The worker's process: takes jobs, and sweeps for payouts that have none. It may be killed at any moment, and several may run.

const queue = await openWorkerBoss();
await workQueue(queue);

const stopping = new AbortController();
// Every sweep listens for the end; Node takes more than ten listeners for a leak.
setMaxListeners(0, stopping.signal);
const sweeps = [
  repeat("sweepPayouts", SECOND_MS, sweepPayouts, stopping.signal),
  repeat("sweepEnrolments", 2 * SECOND_MS, sweepEnrolments, stopping.signal),
  repeat("endStalePreflights", 20 * SECOND_MS, endStalePreflights, stopping.signal),
  repeat("refreshBalances", 30 * SECOND_MS, refreshBalances, stopping.signal),
  repeat("sweepAttempts", 30 * SECOND_MS, sweepAttempts, stopping.signal),
  repeat("sweepDeliveries", 10 * SECOND_MS, sweepDeliveries, stopping.signal),
  repeat("sweepReconciliations", 20 * SECOND_MS, sweepReconciliations, stopping.signal),
  repeat("sweepBatches", 10 * SECOND_MS, sweepBatches, stopping.signal),
  repeat("sweepSignatures", 10 * SECOND_MS, sweepSignatures, stopping.signal),
  repeat("sweepSchedules", 20 * SECOND_MS, sweepSchedules, stopping.signal),
  repeat("tellApprovers", 20 * SECOND_MS, tellApprovers, stopping.signal),
  repeat("sweepMails", 10 * SECOND_MS, sweepMails, stopping.signal),
  repeat("sweepEvents", 5 * SECOND_MS, sweepEvents, stopping.signal),
  repeat("sweepExports", 30 * SECOND_MS, () => sweepExports(), stopping.signal),
  repeat("sealAudit", 2 * SECOND_MS, sealAudit, stopping.signal),
  repeat("writeCheckpoints", 10 * MINUTE_MS, () => writeCheckpoints(path.join(env().dataDir, CHECKPOINTS)), stopping.signal),
  repeat("forgetRequests", HOUR_MS, forgetRequests, stopping.signal),
  repeat("forgetEvents", HOUR_MS, () => forgetEvents(), stopping.signal),
  repeat("forgetAnswers", HOUR_MS, forgetAnswers, stopping.signal),
  repeat("probeConnections", 5 * SECOND_MS, probeConnections, stopping.signal),
];
log.info("worker ready");

async function stop(): Promise<void> {
  stopping.abort();
  await Promise.all(sweeps);
  // Jobs in the middle of a provider's answer get time to write it down.
  await queue.stop({ graceful: true, timeout: 25 * SECOND_MS });
  process.exit(0);
}

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
