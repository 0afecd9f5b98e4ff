import type { Metadata, Route } from "next";
import { RequestFilters, type RequestView, requestsHref } from "@/components/api-requests/request-filters";
import { RequestList } from "@/components/api-requests/request-list";
import { RequestSearch } from "@/components/api-requests/request-search";
import { StopEverything } from "@/components/freezes/stop-everything";
import { KeepFresh } from "@/components/operations/keep-fresh";
import { OperationsFrame } from "@/components/operations/operations-frame";
import { PageHeader } from "@/components/shell/page-header";
import { Pager } from "@/components/ui/pager";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { READS_KEPT_DAYS, REQUESTS_KEPT_DAYS, readRequestShow } from "@/lib/domain/api-request/schema";
import { type Cursor, NEWEST, readPosition, writeCursor } from "@/lib/domain/paging/cursor";
import { isStray } from "@/lib/domain/rest/stray-text";
import { listApiKeyNames } from "@/lib/queries/list-api-key-names";
import { listApiRequests } from "@/lib/queries/list-api-requests";
import { isEverythingFrozen } from "@/lib/queries/read-freeze-targets";

export const metadata: Metadata = { title: "API requests" };

export default async function ApiRequestsPage({ searchParams }: PageProps<"/operations/api-requests">) {
  const actor = await requireActor("operations.view");
  const words = await searchParams;
  const [show = "", apiKeyId = "", text = "", older = "", newer = ""] = [words.show, words.key, words.q, words.older, words.newer].map(
    (value) => [value ?? ""].flat()[0]?.trim().slice(0, 255) ?? "",
  );
  const view: RequestView = { show: readRequestShow(show), apiKeyId, text: isStray(text) ? "" : text };
  const [page, keys, isFrozen] = await Promise.all([
    listApiRequests(actor.merchantId, { ...view, position: readPosition({ older, newer }) ?? NEWEST }),
    listApiKeyNames(actor.merchantId),
    isEverythingFrozen(actor.merchantId),
  ]);
  const step = (name: "older" | "newer", cursor: Cursor | null): Route | undefined =>
    cursor ? requestsHref(view, { [name]: writeCursor(cursor) }) : undefined;
  return (
    <>
      <PageHeader title="Operations" actions={may(actor, "freeze.set") ? <StopEverything isFrozen={isFrozen} /> : null} />
      <OperationsFrame current="apiRequests">
        <RequestSearch view={view} />
        <RequestFilters view={view} keys={keys} />
        <RequestList requests={page.rows} />
        {page.older || page.newer ? (
          <Pager label="Pages of API requests" newerHref={step("newer", page.newer)} olderHref={step("older", page.older)} />
        ) : (
          <KeepFresh />
        )}
        <p className="text-grey-5 text-small">
          Never a body, never a key. Kept for {REQUESTS_KEPT_DAYS} days; what only read something, for {READS_KEPT_DAYS}.
        </p>
      </OperationsFrame>
    </>
  );
}
