import { isCurrency } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { countUses } from "@/lib/db/connection-uses";
import type { Batch } from "@/lib/db/generated/client";
import type { BatchConnection } from "@/lib/domain/batch/choose-connection";
import { Conventions } from "@/lib/domain/batch/conventions";
import { isBatchField } from "@/lib/domain/batch/fields";
import type { Reading } from "@/lib/domain/batch/read-row";
import { payoutConnectionOf } from "@/lib/domain/payout/connection-fit";
import { findProvider } from "@/lib/providers/registry";

/** What every row of a batch is judged by. */
export type BatchContext = {
  readonly batchId: string;
  readonly merchantId: string;
  readonly reading: Reading;
  readonly connections: readonly BatchConnection[];
};

type Facts = Pick<Batch, "id" | "merchantId" | "mapping" | "conventions" | "headingCurrency">;

export async function readBatchContext(batch: Facts): Promise<BatchContext> {
  return {
    batchId: batch.id,
    merchantId: batch.merchantId,
    reading: readingOf(batch),
    connections: await readConnections(batch.merchantId),
  };
}

async function readConnections(merchantId: string): Promise<readonly BatchConnection[]> {
  const [rows, uses] = await Promise.all([
    db().connection.findMany({ where: { merchantId, state: "active" }, orderBy: { name: "asc" } }),
    countUses(merchantId),
  ]);
  return rows.flatMap((row) => {
    const manifest = findProvider(row.provider)?.manifest;
    if (!manifest) return [];
    const { closedLoop, enrolment } = manifest;
    return [{ ...payoutConnectionOf(row, manifest, uses), hasClosedLoop: closedLoop !== null, needsEnrolment: enrolment !== undefined }];
  });
}

function readingOf({ mapping, conventions, headingCurrency }: Facts): Reading {
  return {
    mapping: mapping.map((field) => (isBatchField(field) ? field : null)),
    conventions: Conventions.parse(conventions),
    currency: headingCurrency !== null && isCurrency(headingCurrency) ? headingCurrency : null,
  };
}
