import type { Metadata } from "next";
import { StopEverything } from "@/components/freezes/stop-everything";
import { DoubtfulList } from "@/components/operations/doubtful-list";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { OperationsFrame } from "@/components/operations/operations-frame";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { listDoubtful } from "@/lib/queries/list-doubtful";
import { isEverythingFrozen } from "@/lib/queries/read-freeze-targets";

export const metadata: Metadata = { title: "Unconfirmed" };

export default async function UnconfirmedPage() {
  const actor = await requireActor("operations.view");
  const [payouts, isFrozen] = await Promise.all([listDoubtful(actor.merchantId), isEverythingFrozen(actor.merchantId)]);
  return (
    <>
      <PageHeader title="Operations" actions={may(actor, "freeze.set") ? <StopEverything isFrozen={isFrozen} /> : null} />
      <OperationsFrame current="unconfirmed">
        <DoubtfulList payouts={payouts} />
        <KeepFresh />
      </OperationsFrame>
    </>
  );
}
