import type { Metadata } from "next";
import { StopEverything } from "@/components/freezes/stop-everything";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { OperationsFrame } from "@/components/operations/operations-frame";
import { FindingList } from "@/components/reconciliation/finding-list";
import { ReconcileButton } from "@/components/reconciliation/reconcile-button";
import { ReconciliationCard } from "@/components/reconciliation/reconciliation-card";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { listFindings } from "@/lib/queries/list-findings";
import { listReconciliations } from "@/lib/queries/list-reconciliations";
import { isEverythingFrozen } from "@/lib/queries/read-freeze-targets";

export const metadata: Metadata = { title: "Reconciliation" };

export default async function ReconciliationPage() {
  const actor = await requireActor("operations.view");
  const { merchantId } = actor;
  const [connections, findings, isFrozen] = await Promise.all([
    listReconciliations(merchantId),
    listFindings(merchantId),
    isEverythingFrozen(merchantId),
  ]);
  return (
    <>
      <PageHeader title="Operations" actions={may(actor, "freeze.set") ? <StopEverything isFrozen={isFrozen} /> : null} />
      <OperationsFrame current="reconciliation">
        <FindingList findings={findings} />
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          {connections.map((connection) => {
            const { connectionId, name, isRunning } = connection;
            const now = <ReconcileButton {...{ connectionId, name, isRunning }} />;
            return <ReconciliationCard key={connectionId} connection={connection} deed={may(actor, "reconciliation.run") ? now : null} />;
          })}
        </div>
        <KeepFresh />
      </OperationsFrame>
    </>
  );
}
