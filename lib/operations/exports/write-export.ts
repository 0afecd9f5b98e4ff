import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { currentTime } from "@/lib/base/clock";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { PayoutExport } from "@/lib/db/generated/client";
import { narrowPayouts } from "@/lib/db/narrow-payouts";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import { historyAddress } from "@/lib/domain/payout/history-view";
import { csvWriter } from "./csv-writer";
import { exportFile, exportFolder } from "./export-file";
import type { ExportWriter } from "./export-writer";
import { readExportRows } from "./read-export-rows";
import { xlsxWriter } from "./xlsx-writer";

/** Whoever writes says so at least this often; after twice as long another may begin anew. */
const BEAT_MS = 2 * SECOND_MS;
export const SILENT_MS = 30 * SECOND_MS;
const MOST_TRIES = 5;

export type ExportEnd = "notDue" | "ready" | "failed";

/**
 * Writes one file, slice by slice, in memory that does not grow with it. It is claimed first, so that no two write it, and has its name
 * only once it is whole: what a killed worker leaves is written anew by the next.
 */
export async function writeExport({ exportId }: { exportId: string }, folder = exportFolder()): Promise<ExportEnd> {
  const claimed = await claim(exportId);
  if (!claimed) return "notDue";
  const unfinished = path.join(folder, `${claimed.id}.${claimed.tries}.part`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const written = await writeFile(claimed, unfinished);
    await rename(unfinished, exportFile(folder, claimed));
    await end(claimed, { state: "ready", rowsWritten: written.rows, bytes: BigInt(written.bytes) });
    return "ready";
  } catch (error) {
    await rm(unfinished, { force: true });
    if (claimed.tries < MOST_TRIES) {
      await db().payoutExport.updateMany({ where: mine(claimed), data: { state: "waiting", beatAt: null } });
      throw error;
    }
    await end(claimed, { state: "failed", fault: "The file could not be written. Ask for it again, or for less." });
    return "failed";
  }
}

async function writeFile(claimed: PayoutExport, name: string): Promise<{ readonly rows: number; readonly bytes: number }> {
  const { merchantId, query, timeZone } = claimed;
  const format = claimed.format === "xlsx" ? "xlsx" : "csv";
  const words = new URLSearchParams(query);
  const { filters } = readPayoutFilters(historyAddress((one) => words.getAll(one)));
  const where = await narrowPayouts({ merchantId, filters, timeZone });
  const writer: ExportWriter = format === "xlsx" ? xlsxWriter({ timeZone }) : csvWriter();

  const file = await open(name, "w", 0o600);
  try {
    let rows = 0;
    let bytes = 0;
    let beatAt = currentTime();
    const put = async (chunks: readonly Uint8Array[]) => {
      for (const chunk of chunks) {
        // Waiting for each write is what keeps the memory from growing when the disk is slower than the database.
        await file.write(chunk);
        bytes += chunk.byteLength;
      }
    };
    await put(writer.begin());
    for await (const slice of readExportRows({ where, format, timeZone })) {
      await put(writer.rows(slice));
      rows += slice.length;
      if (currentTime() < addMs(beatAt, BEAT_MS)) continue;
      beatAt = currentTime();
      await beat(claimed, rows);
    }
    await put(writer.end());
    await file.sync();
    return { rows, bytes };
  } finally {
    await file.close();
  }
}

/** One update takes it, so of two only one has it; what nobody has spoken of for long is free again. */
async function claim(exportId: string): Promise<PayoutExport | null> {
  const now = currentTime();
  const [claimed] = await db().payoutExport.updateManyAndReturn({
    where: { id: exportId, OR: [{ state: "waiting" }, { state: "writing", beatAt: { lt: addMs(now, -SILENT_MS) } }] },
    data: { state: "writing", beatAt: now, rowsWritten: 0, tries: { increment: 1 } },
  });
  return claimed ?? null;
}

async function beat(claimed: PayoutExport, rowsWritten: number): Promise<void> {
  const { count } = await db().payoutExport.updateMany({ where: mine(claimed), data: { beatAt: currentTime(), rowsWritten } });
  if (count === 0) throw new Error(`Another took over export ${claimed.id}.`);
}

async function end(
  claimed: PayoutExport,
  how: { state: "ready"; rowsWritten: number; bytes: bigint } | { state: "failed"; fault: string },
): Promise<void> {
  await db().payoutExport.updateMany({ where: mine(claimed), data: { ...how, endedAt: currentTime() } });
}

function mine({ id, tries }: PayoutExport) {
  return { id, tries, state: "writing" };
}
