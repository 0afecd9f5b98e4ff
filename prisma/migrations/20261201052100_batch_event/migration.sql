-- What happens to a file of payouts as a whole is told as well: one revision of it as one event, whatever is tried twice.
ALTER TABLE "endpoint_event" ADD COLUMN "batchId" TEXT;
CREATE UNIQUE INDEX "endpoint_event_batchId_sequence_key" ON "endpoint_event"("batchId", "sequence");
ALTER TABLE "endpoint_event" ADD CONSTRAINT "endpoint_event_merchantId_batchId_fkey" FOREIGN KEY ("merchantId", "batchId") REFERENCES "batch"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint_event" DROP CONSTRAINT "endpoint_event_move_whole";
ALTER TABLE "endpoint_event" ADD CONSTRAINT "endpoint_event_move_whole" CHECK (
  num_nonnulls("payoutId", "batchId") <= 1 AND (coalesce("payoutId", "batchId") IS NULL) = ("sequence" IS NULL)
);
