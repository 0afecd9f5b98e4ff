import { currentTime } from "@/lib/base/clock";
import { failed, type Result } from "@/lib/base/result";
import type { Prisma } from "@/lib/db/generated/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { headingKey } from "@/lib/domain/batch/columns";
import { currencyInHeading } from "@/lib/domain/batch/read-money";
import type { MapColumns } from "@/lib/domain/batch/schema";
import { type ChangedBatch, changeBatch } from "./change-batch";
import { rewriteRows } from "./change-rows";
import { readBatchContext } from "./read-batch-context";

/** Says what the columns mean, and reads every row by it again. The merchant's next file with these headings is read so from the start. */
export async function mapColumns(actor: Actor, { batchId, mapping, decimal, days }: MapColumns): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.mapped" },
    change: async (tx, batch) => {
      if (mapping.length !== batch.header.length) return { rows: 0 };
      const heading = batch.header[mapping.indexOf("amount")];
      const facts = {
        mapping: mapping.map((field) => field ?? ""),
        conventions: { decimal, days } satisfies Prisma.InputJsonObject,
        headingCurrency: heading === undefined ? null : currencyInHeading(heading),
      };
      await tx.batch.update({ where: { id: batchId }, data: facts });
      const said = { saidByName: actor.name, saidAt: currentTime() };
      for (const [at, field] of facts.mapping.entries()) {
        const key = headingKey(batch.header[at] ?? "");
        // A column without a heading of its own is another thing in the next file.
        if (field === batch.mapping[at] || /^column [a-z]{1,2}$/.test(key)) continue;
        await tx.batchHeading.upsert({
          where: { merchantId_key: { merchantId, key } },
          create: { merchantId, key, field, ...said },
          update: { field, ...said },
        });
      }
      const context = await readBatchContext({ ...batch, ...facts });
      const rows = await rewriteRows(tx, context, { lines: null, edit: () => ({}) });
      return { rows, details: { mapping: facts.mapping } };
    },
  });
}
