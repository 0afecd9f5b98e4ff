import { queryOptions } from "@tanstack/react-query";
import { readLive } from "@/components/ui/read-live";
import { UnitChanges, UnitRowPage, UnitView } from "@/lib/domain/approval/unit-view";

export function unitOptions(unitId: string) {
  return queryOptions({
    queryKey: ["approvals", "unit", unitId],
    queryFn: ({ signal }) => readLive(`/api/live/units/${unitId}`, UnitView, signal),
  });
}

export type UnitRowsQuestion = { readonly view: "outliers" | "all"; readonly q: string; readonly from: number };

/** `hash`: of the unit as it is shown. Rows of another one are other rows. */
export function unitRowsOptions(unitId: string, hash: string, { view, q, from }: UnitRowsQuestion) {
  return queryOptions({
    queryKey: ["approvals", "unitRows", unitId, hash, view, q, from],
    queryFn: ({ signal }) =>
      readLive(`/api/live/units/${unitId}/rows?${new URLSearchParams({ view, q, from: String(from) })}`, UnitRowPage, signal),
  });
}

export function unitChangesOptions(unitId: string, { since, until }: { since: Date; until: Date }) {
  return queryOptions({
    queryKey: ["approvals", "unitChanges", unitId, since.getTime(), until.getTime()],
    queryFn: ({ signal }) =>
      readLive(`/api/live/units/${unitId}/changes?${new URLSearchParams({ since: since.toISOString() })}`, UnitChanges, signal),
  });
}
