import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { EXPORT_KEPT_DAYS } from "@/lib/domain/export/export-columns";
import { enqueue } from "@/lib/queue/enqueue";
import { exportFile, exportFolder } from "./export-file";
import { SILENT_MS } from "./write-export";

/** Has written what nobody writes any more, and takes away files whose week is over, with whatever was left unfinished. */
export async function sweepExports(folder = exportFolder()): Promise<number> {
  const now = currentTime();
  const silent = addMs(now, -SILENT_MS);
  const left = await db().payoutExport.findMany({
    where: {
      OR: [
        { state: "writing", beatAt: { lt: silent } },
        { state: "waiting", askedAt: { lt: silent } },
      ],
    },
    select: { id: true },
    take: 20,
  });
  // A job too many finds it claimed and does nothing.
  await inTransaction(async (tx) => {
    for (const { id } of left) await enqueue(tx, "writeExport", { exportId: id });
  });

  const old = addMs(now, -EXPORT_KEPT_DAYS * DAY_MS);
  const over = await db().payoutExport.findMany({ where: { state: "ready", sweptAt: null, endedAt: { lt: old } }, take: 200 });
  for (const one of over) {
    await rm(exportFile(folder, one), { force: true });
    await db().payoutExport.update({ where: { id: one.id }, data: { sweptAt: now } });
  }
  await removeLitter(folder, old);
  return left.length + over.length;
}

/** Parts that a killed worker left behind; whoever writes touches theirs all the time. */
async function removeLitter(folder: string, old: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    const touched = await stat(file).catch(() => null);
    if (touched && touched.mtime < old) await rm(file, { force: true });
  }
}
