import type { Metadata } from "next";
import { FreezeButton } from "@/components/freezes/freeze-button";
import { StopEverything } from "@/components/freezes/stop-everything";
import { HealthCard } from "@/components/operations/health-card";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { OperationsFrame } from "@/components/operations/operations-frame";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { listConnectionHealth } from "@/lib/queries/list-connection-health";
import { isEverythingFrozen } from "@/lib/queries/read-freeze-targets";

export const metadata: Metadata = { title: "Provider health" };

export default async function HealthPage() {
  const actor = await requireActor("operations.view");
  const [connections, isFrozen] = await Promise.all([listConnectionHealth(actor.merchantId), isEverythingFrozen(actor.merchantId)]);
  return (
    <>
      <PageHeader title="Operations" actions={may(actor, "freeze.set") ? <StopEverything isFrozen={isFrozen} /> : null} />
      <OperationsFrame current="health">
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          {connections.map((connection) => {
            const { id, name, freezeId } = connection;
            const freeze = <FreezeButton scope="connection" targetId={id} targetName={name} isFrozen={freezeId !== null} />;
            return <HealthCard key={id} connection={connection} deed={may(actor, "freeze.set") ? freeze : null} />;
          })}
        </div>
        <KeepFresh />
      </OperationsFrame>
    </>
  );
}
