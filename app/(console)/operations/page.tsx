import type { Metadata, Route } from "next";
import { StopEverything } from "@/components/freezes/stop-everything";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { OperationsFrame } from "@/components/operations/operations-frame";
import { PageHeader } from "@/components/shell/page-header";
import { Pager } from "@/components/ui/pager";
import { DeliveryFilters } from "@/components/webhooks/delivery-filters";
import { DeliveryList } from "@/components/webhooks/delivery-list";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { type Cursor, NEWEST, readPosition, writeCursor } from "@/lib/domain/paging/cursor";
import { readDeliveryShow } from "@/lib/domain/webhook/schema";
import { listConnectionNames } from "@/lib/queries/list-connection-names";
import { listDeliveries } from "@/lib/queries/list-deliveries";
import { isEverythingFrozen } from "@/lib/queries/read-freeze-targets";

export const metadata: Metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: PageProps<"/operations">) {
  const actor = await requireActor("operations.view");
  const words = await searchParams;
  const [wanted = "", connection = "", older = "", newer = ""] = [words.show, words.connection, words.older, words.newer].map(
    (value) => [value ?? ""].flat()[0]?.slice(0, 100) ?? "",
  );
  const show = readDeliveryShow(wanted);
  const [page, connections, isFrozen] = await Promise.all([
    listDeliveries(actor.merchantId, { show, connectionId: connection, position: readPosition({ older, newer }) ?? NEWEST }),
    listConnectionNames(actor.merchantId),
    isEverythingFrozen(actor.merchantId),
  ]);
  const filters = { ...(show === "all" ? {} : { show }), ...(connection ? { connection } : {}) };
  const step = (name: "older" | "newer", cursor: Cursor | null): Route | undefined =>
    cursor ? `/operations?${new URLSearchParams({ ...filters, [name]: writeCursor(cursor) })}` : undefined;
  return (
    <>
      <PageHeader title="Operations" actions={may(actor, "freeze.set") ? <StopEverything isFrozen={isFrozen} /> : null} />
      <OperationsFrame current="deliveries">
        <DeliveryFilters show={show} connectionId={connection} connections={connections} />
        <DeliveryList deliveries={page.rows} />
        {page.older || page.newer ? (
          <Pager label="Pages of deliveries" newerHref={step("newer", page.newer)} olderHref={step("older", page.older)} />
        ) : (
          <KeepFresh />
        )}
      </OperationsFrame>
    </>
  );
}
