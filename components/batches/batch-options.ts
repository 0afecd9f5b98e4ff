import { queryOptions } from "@tanstack/react-query";
import { readLive } from "@/components/ui/read-live";
import { BatchRowPage, BatchView, type RowViewName } from "@/lib/domain/batch/batch-view";

export function batchOptions(batchId: string) {
  return queryOptions({
    queryKey: ["batch", batchId],
    queryFn: ({ signal }) => readLive(`/api/live/batches/${batchId}`, BatchView, signal),
    meta: { live: { about: "batch", id: batchId } },
  });
}

export function batchRowsOptions(batchId: string, { view, from }: { view: RowViewName; from: number }) {
  return queryOptions({
    queryKey: ["batch", batchId, "rows", view, from],
    queryFn: ({ signal }) =>
      readLive(`/api/live/batches/${batchId}/rows?${new URLSearchParams({ view, from: String(from) })}`, BatchRowPage, signal),
    meta: { live: { about: "batch", id: batchId } },
  });
}
