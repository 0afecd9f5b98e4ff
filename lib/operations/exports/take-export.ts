import { open } from "node:fs/promises";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { exportFile, exportFolder } from "./export-file";

export type TakenExport = {
  readonly name: string;
  readonly format: "csv" | "xlsx";
  readonly bytes: bigint;
  readonly body: ReadableStream<Uint8Array>;
};

/** Hands the file to whoever asked for it, and to nobody else; that they took it is on record before the first byte. */
export async function takeExport(
  actor: Actor,
  { exportId }: { readonly exportId: string },
  folder = exportFolder(),
): Promise<Result<TakenExport, Denial>> {
  if (!may(actor, "payout.view") || actor.kind !== "person") return failed(denial("forbidden"));
  const { merchantId, personId } = actor;
  const found = await db().payoutExport.findFirst({ where: { id: exportId, merchantId, personId, state: "ready", sweptAt: null } });
  if (!found || found.bytes === null) return failed(denial("notFound"));
  const file = await open(exportFile(folder, found)).catch(() => null);
  if (!file) return failed(denial("notFound", "The file is no longer there. Ask for it again."));
  try {
    await inTransaction((tx) =>
      writeAudit(tx, {
        actor,
        event: "payout.exportTaken",
        subject: { kind: "payoutFile", id: found.id },
        details: { format: found.format, rows: found.rowsWritten },
      }),
    );
  } catch (error) {
    await file.close();
    throw error;
  }
  const day = found.askedAt.toISOString().slice(0, 10);
  const format = found.format === "xlsx" ? "xlsx" : "csv";
  return ok({ name: `payouts-${day}.${format}`, format, bytes: found.bytes, body: bytesOf(file) });
}

const CHUNK_BYTES = 256 * 1024;

/** At the pace at which it is taken. */
function bytesOf(file: Awaited<ReturnType<typeof open>>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES);
      if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
}
