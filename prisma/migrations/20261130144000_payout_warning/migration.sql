-- What the maker said to a warning that the same may have been asked for before.
ALTER TABLE "payout" ADD COLUMN "makerReason" TEXT;
ALTER TABLE "payout" ADD CONSTRAINT "payout_reason_not_empty" CHECK ("makerReason" IS NULL OR length(trim("makerReason")) > 0);
CREATE TRIGGER keep_maker_reason BEFORE UPDATE OF "makerReason" ON "payout" FOR EACH ROW
  WHEN (OLD."makerReason" IS DISTINCT FROM NEW."makerReason") EXECUTE FUNCTION refuse_change();

-- The warnings that stood when a payout was asked for: what the maker saw, word for word.
CREATE TABLE "payout_warning" (
    "payoutId" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "number" TEXT,
    "at" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_warning_pkey" PRIMARY KEY ("payoutId", "rule", "subject")
);
ALTER TABLE "payout_warning" ADD CONSTRAINT "payout_warning_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "payout_warning" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_warning" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A maker's last payouts, for what is usual for them.
CREATE INDEX "payout_merchantId_makerId_createdAt_idx" ON "payout"("merchantId", "makerId", "createdAt" DESC);
