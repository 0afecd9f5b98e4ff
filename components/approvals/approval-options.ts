import { queryOptions } from "@tanstack/react-query";
import { readLive } from "@/components/ui/read-live";
import { ApprovalQueue, ApprovalView } from "@/lib/domain/approval/approval-view";

/** What waits; the page fills it before it is sent. */
export function queueOptions() {
  return queryOptions({
    queryKey: ["approvals", "queue"],
    queryFn: ({ signal }) => readLive("/api/live/approvals", ApprovalQueue, signal),
    meta: { live: { about: "approvals" } },
  });
}

/** One of them as a checker sees it, by id or number. */
export function approvalOptions(idOrNumber: string) {
  return queryOptions({
    queryKey: ["approvals", "one", idOrNumber],
    queryFn: ({ signal }) => readLive(`/api/live/approvals/${idOrNumber}`, ApprovalView, signal),
    meta: { live: { about: "approvals" } },
  });
}
