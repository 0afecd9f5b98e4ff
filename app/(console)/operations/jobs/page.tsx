import type { Metadata } from "next";
import { StopEverything } from "@/components/freezes/stop-everything";
import { FailedJobs, JobDepths } from "@/components/operations/job-tables";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { OperationsFrame } from "@/components/operations/operations-frame";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { isEverythingFrozen } from "@/lib/queries/read-freeze-targets";
import { readJobs } from "@/lib/queries/read-jobs";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage() {
  const actor = await requireActor("operations.view");
  const [jobs, isFrozen] = await Promise.all([readJobs(actor.merchantId), isEverythingFrozen(actor.merchantId)]);
  return (
    <>
      <PageHeader title="Operations" actions={may(actor, "freeze.set") ? <StopEverything isFrozen={isFrozen} /> : null} />
      <OperationsFrame current="jobs">
        <JobDepths depths={jobs.depths} />
        <FailedJobs jobs={jobs.failed} />
        <KeepFresh />
      </OperationsFrame>
    </>
  );
}
