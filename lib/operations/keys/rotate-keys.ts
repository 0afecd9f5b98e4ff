import { writeAudits } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { seal, unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { type SealedColumn, sealedColumns } from "./sealed-columns";

// Promises: what was locked with an older key is locked with the first one and opens to the same; whatever is written meanwhile wins; one
// that dies half-way is simply begun again. Each batch is a transaction of its own, so that nobody waits for the whole.

export type Rotated = {
  readonly keyId: string;
  readonly columns: readonly (Pick<SealedColumn, "table" | "name"> & { readonly rows: number })[];
};

const BATCH_ROWS = 200;

/** `actorName`: who does it, as every merchant's audit tells it. */
export async function rotateKeys({ actorName, onBatch }: { actorName: string; onBatch?: (done: number) => void }): Promise<Rotated> {
  const keyId = env().encryptionKeys[0]?.id ?? "";
  const columns = [];
  let done = 0;
  for (const column of await sealedColumns(db())) {
    let rows = 0;
    for (let batch = await resealBatch(column, keyId, null); batch.last !== null; batch = await resealBatch(column, keyId, batch.last)) {
      rows += batch.rows;
      done += batch.rows;
      onBatch?.(done);
    }
    columns.push({ table: column.table, name: column.name, rows });
  }
  if (done > 0) await inTransaction((tx) => noteRotation(tx, { keyId, actorName, rows: done }));
  return { keyId, columns };
}

type Row = { readonly place: readonly string[]; readonly sealed: Uint8Array; readonly keyId: string };
type Batch = { readonly rows: number; readonly last: readonly string[] | null };

function resealBatch({ table, name, place }: SealedColumn, keyId: string, after: readonly string[] | null): Promise<Batch> {
  const columns = place.map(({ column }) => `"${column}"`).join(", ");
  const values = (from: number) => place.map(({ type }, at) => `$${from + at}::text::${type}`).join(", ");
  return inTransaction(async (tx) => {
    const found = await tx.$queryRawUnsafe<Row[]>(
      `SELECT ARRAY[${place.map(({ column }) => `"${column}"::text`).join(", ")}] AS "place", "${name}Sealed" AS "sealed", "${name}KeyId" AS "keyId"
       FROM "${table}" WHERE "${name}KeyId" <> $1 ${after ? `AND (${columns}) > (${values(2)})` : ""} ORDER BY ${columns} LIMIT ${BATCH_ROWS}`,
      keyId,
      ...(after ?? []),
    );
    if (found.length === 0) return { rows: 0, last: null };
    await tx.$executeRaw`SET LOCAL counterfoil.resealing = 'on'`;
    let rows = 0;
    for (const row of found) {
      const binding = row.place.join(":");
      const anew = seal(unseal({ ...row, binding }), binding);
      // Only if it still is what was read: somebody may have changed it meanwhile, and that is locked with the new key already.
      rows += await tx.$executeRawUnsafe(
        `UPDATE "${table}" SET "${name}Sealed" = $1, "${name}KeyId" = $2 WHERE "${name}Sealed" = $3 AND (${columns}) = (${values(4)})`,
        anew.sealed,
        anew.keyId,
        row.sealed,
        ...row.place,
      );
    }
    return { rows, last: found.at(-1)?.place ?? null };
  });
}

async function noteRotation(tx: Tx, { keyId, actorName, rows }: { keyId: string; actorName: string; rows: number }): Promise<void> {
  const merchants = await tx.merchant.findMany({ select: { id: true } });
  const notes = merchants.map(({ id: merchantId }) => ({
    actor: { kind: "system", name: actorName, merchantId } as const,
    event: "keys.rotated" as const,
    subject: { kind: "merchant", id: merchantId } as const,
    details: { keyId, rows },
  }));
  await writeAudits(tx, notes);
}
