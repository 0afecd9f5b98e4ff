import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { EXPORT_KEPT_DAYS } from "@/lib/domain/export/export-columns";
import { ExportList, type ExportView } from "@/lib/domain/export/export-view";

const MOST = 50;

/** The exports that one person asked for, newest first. */
export async function listExports({ merchantId, personId }: { merchantId: string; personId: string }): Promise<readonly ExportView[]> {
  const rows = await db().payoutExport.findMany({
    where: { merchantId, personId },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return ExportList.parse(
    rows.map(({ state, sweptAt, endedAt, ...row }) => ({
      ...row,
      endedAt,
      state: sweptAt ? "swept" : state,
      keptUntil: state === "ready" && endedAt ? addMs(endedAt, EXPORT_KEPT_DAYS * DAY_MS) : null,
    })),
  );
}
