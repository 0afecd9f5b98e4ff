import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { writeExport } from "@/lib/operations/exports/write-export";
import { clock, type Measured, summarise } from "./measure";
import type { Bench } from "./open-bench";
import { watchMemory } from "./watch-memory";

const FLOOR_COLUMNS = `p."number", p."state", p."createdAt", p."submittedAt", p."approvedAt", p."sentAt", p."settledAt", p."stateAt", p."amountMinor",
  p."currency", p."feeMinor", p."receiverName", p."accountMasked", p."loop", p."provider", c."name", p."rail", p."reference", p."orderId",
  p."providerPayoutId", p."traceId", p."makerName", p."failureReason", p."id"`;
/** A file of a million rows takes long enough to say something the first time. */
const timesFor = (rows: number) => (rows < 500_000 ? 3 : 1);

/** All payouts as files, against the server's own COPY of the same columns in the same order, taken by `pg` and written to a file. */
export async function benchExport({ merchantId, rows }: Bench, client: pg.Client): Promise<readonly Measured[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-exports-"));
  const times = timesFor(rows);
  try {
    const floors: number[] = [];
    for (let time = 0; time < times; time += 1) floors.push(await clock(() => copyOut(client, merchantId, path.join(folder, "floor.csv"))));
    const floor = summarise(floors);
    const measured: Measured[] = [];
    for (const format of ["csv", "xlsx"] as const) {
      const taken: number[] = [];
      let grown = 0;
      for (let time = 0; time < times; time += 1) {
        const exportId = await askFor(merchantId, format);
        const memory = watchMemory();
        taken.push(await clock(() => writeExport({ exportId }, folder)));
        grown = Math.max(grown, memory.stop());
      }
      const product = summarise(taken);
      const note = `${rows.toLocaleString("en-GB")} rows; memory over idle ${Math.round(grown / 1e6)} MB`;
      measured.push({ name: `export as ${format}`, product, floor, ratio: product.p50 / floor.p50, note });
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function askFor(merchantId: string, format: "csv" | "xlsx"): Promise<string> {
  const person = await db().person.findFirstOrThrow({ where: { memberships: { some: { merchantId } } } });
  const id = newId("payoutExport");
  await db().payoutExport.create({
    data: { id, merchantId, personId: person.id, personName: person.name, format, query: "", timeZone: "Europe/London", rowsExpected: 0 },
  });
  return id;
}

/** `pg` has no COPY of its own, but hands its messages to whatever is being run. */
async function copyOut(client: pg.Client, merchantId: string, name: string): Promise<void> {
  const file = await open(name, "w");
  const writes: Promise<unknown>[] = [];
  await new Promise<void>((resolve, reject) => {
    const copy = {
      submit: (connection: { query(text: string): void }) =>
        connection.query(
          `COPY (SELECT ${FLOOR_COLUMNS} FROM "payout" p JOIN "connection" c ON c."id" = p."connectionId"
            WHERE p."merchantId" = '${merchantId}' ORDER BY p."createdAt" DESC, p."id" DESC) TO STDOUT WITH (FORMAT csv, HEADER)`,
        ),
      handleCopyData: ({ chunk }: { chunk: Buffer }) => void writes.push(file.write(chunk)),
      handleCommandComplete: () => {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    };
    client.query(copy);
  });
  await Promise.all(writes);
  await file.close();
}
