-- What a held payout waits for, beside the sentence that people read.
ALTER TABLE "payout" ADD COLUMN "holdKind" TEXT;
