import type { Metadata } from "next";
import { FreezeList } from "@/components/freezes/freeze-list";
import { StopEverything } from "@/components/freezes/stop-everything";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { OperationsFrame } from "@/components/operations/operations-frame";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { listFreezes } from "@/lib/queries/list-freezes";
import { isEverythingFrozen } from "@/lib/queries/read-freeze-targets";

export const metadata: Metadata = { title: "Freezes" };

export default async function FreezesPage() {
  const actor = await requireActor("operations.view");
  const [freezes, isFrozen] = await Promise.all([listFreezes(actor), isEverythingFrozen(actor.merchantId)]);
  return (
    <>
      <PageHeader title="Operations" actions={may(actor, "freeze.set") ? <StopEverything isFrozen={isFrozen} /> : null} />
      <OperationsFrame current="freezes">
        <FreezeList {...freezes} mayLift={may(actor, "freeze.lift")} mayFreeze={may(actor, "freeze.set")} />
        <KeepFresh />
      </OperationsFrame>
    </>
  );
}
