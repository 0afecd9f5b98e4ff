-- One press may make several payouts, each a part of the same submission: together the key and the part are used once.
ALTER TABLE "payout" ADD COLUMN "submissionPart" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "payout" ADD CONSTRAINT "payout_part_not_negative" CHECK ("submissionPart" >= 0);
DROP INDEX "payout_merchantId_submissionKey_key";
CREATE UNIQUE INDEX "payout_merchantId_submissionKey_submissionPart_key" ON "payout"("merchantId", "submissionKey", "submissionPart");
