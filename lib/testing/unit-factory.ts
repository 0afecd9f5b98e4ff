import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import type { Actor } from "@/lib/domain/access/actor";
import { aConnection } from "./factories";
import { aPayout } from "./payout-factory";

type Person = Extract<Actor, { kind: "person" }>;
type UnitWish = Omit<NonNullable<Parameters<typeof aPayout>[1]>, "maker" | "merchant" | "state"> & { maker: Person; payouts?: number };

/** A file that was submitted, with its payouts waiting for approval: rows and payouts as making them leaves them. */
export async function aUnit(
  db: Tx,
  { maker, payouts: count = 3, ...wish }: UnitWish,
): Promise<{ unitId: string; batchId: string; payouts: Payout[] }> {
  const { merchantId, personId: id, name } = maker;
  const connection = wish.connection ?? (await aConnection(db, { merchant: { id: merchantId } }));
  const [batchId, unitId] = [newId("batch"), newId("batchSubmission")];
  const header = ["name", "amount"];
  await db.batch.create({
    data: {
      ...{ id: batchId, merchantId, name: "payroll.csv", fileHash: "0".repeat(64), format: "csv", said: [], header, mapping: header },
      ...{ conventions: { decimal: ".", days: null }, state: "open", createdById: id, createdByName: name, rowsRead: count },
    },
  });
  await db.batchSubmission.create({
    data: { id: unitId, merchantId, batchId, rows: count, totals: [], byId: id, byKind: "person", byName: name },
  });
  const payouts: Payout[] = [];
  for (let at = 0; at < count; at += 1) {
    const payout = await aPayout(db, {
      ...{ merchant: { id: merchantId }, maker: { id, name }, connection, madeBy: "batch", reference: `Row ${at + 2}` },
      ...wish,
      file: { batchId, unitId, line: at + 2 },
    });
    const { sealed, keyId } = seal(JSON.stringify({ cells: [], edits: {}, order: null }), `${batchId}:${at + 2}`);
    await db.batchRow.create({
      data: {
        ...{ batchId, line: at + 2, merchantId, contentSealed: sealed, contentKeyId: keyId, state: "made", submissionId: unitId },
        ...{ name: payout.receiverName, reference: payout.reference, amountMinor: payout.amountMinor, currency: payout.currency },
        ...{ connectionId: payout.connectionId, loop: payout.loop, contentHash: Buffer.from(newId("batch")), payoutId: payout.id },
      },
    });
    payouts.push(payout);
  }
  return { unitId, batchId, payouts: payouts.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
