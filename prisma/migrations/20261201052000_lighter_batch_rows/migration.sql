-- A row of a file is written once and mostly never looked for by what it claims or holds until it is submitted: until then it costs no entry.
DROP INDEX "batch_row_merchantId_claim_key";
CREATE UNIQUE INDEX "batch_row_merchantId_claim_key" ON "batch_row" ("merchantId", "claim") WHERE "claim" IS NOT NULL;
DROP INDEX "batch_row_merchantId_contentHash_idx";
CREATE INDEX "batch_row_submitted_content_idx" ON "batch_row" ("merchantId", "contentHash") WHERE "state" IN ('going', 'made');

-- A row's merchant is its batch's: whoever names batch and line needs no third index to be held to the same merchant.
ALTER TABLE "batch_row_payout" DROP CONSTRAINT "batch_row_payout_merchantId_batchId_line_fkey";
DROP INDEX "batch_row_merchantId_batchId_line_key";
ALTER TABLE "batch_row_payout" ADD CONSTRAINT "batch_row_payout_batchId_line_fkey" FOREIGN KEY ("batchId", "line") REFERENCES "batch_row"("batchId", "line") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_row_payout" ADD CONSTRAINT "batch_row_payout_merchantId_batchId_fkey" FOREIGN KEY ("merchantId", "batchId") REFERENCES "batch"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- To compare a batch with what it was means to open the whole file that it holds while it is read. How far it has come is told by itself.
DROP TRIGGER tell_batch_changed ON "batch";
CREATE TRIGGER tell_batch_changed AFTER UPDATE ON "batch" FOR EACH ROW WHEN (
  (OLD."rowsRead", OLD."revision", OLD."state", OLD."trouble") IS DISTINCT FROM (NEW."rowsRead", NEW."revision", NEW."state", NEW."trouble")
) EXECUTE FUNCTION tell_batch_changed();
