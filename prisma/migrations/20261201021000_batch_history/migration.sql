-- The history narrowed to one file, newest first. Most payouts come in none, and cost nothing here.
CREATE INDEX "payout_batch_idx" ON "payout" ("merchantId", "batchId", "createdAt" DESC, "id" DESC) WHERE "batchId" IS NOT NULL;
