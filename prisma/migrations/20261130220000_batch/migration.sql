-- Files of payouts, their rows, and which payout each row became.
ALTER TABLE "payout" ADD COLUMN "batchId" TEXT;

CREATE TABLE "batch" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "said" TEXT[],
    "header" TEXT[],
    "mapping" TEXT[],
    "conventions" JSONB NOT NULL,
    "headingCurrency" TEXT,
    "state" TEXT NOT NULL,
    "trouble" TEXT,
    "fileSealed" BYTEA,
    "fileKeyId" TEXT,
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "waitsSince" TIMESTAMPTZ(3),

    CONSTRAINT "batch_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "batch_row" (
    "batchId" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "merchantId" TEXT NOT NULL,
    "contentSealed" BYTEA NOT NULL,
    "contentKeyId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "amountMinor" DECIMAL(38,0),
    "currency" TEXT,
    "connectionId" TEXT,
    "loop" TEXT,
    "accountMasked" TEXT,
    "blindIndex" BYTEA,
    "paymentSourceId" TEXT,
    "orderId" TEXT,
    "sendOn" TEXT,
    "contentHash" BYTEA,
    "claim" BYTEA,
    "faults" JSONB NOT NULL DEFAULT '[]',
    "doubts" JSONB NOT NULL DEFAULT '[]',
    "foundFaults" JSONB NOT NULL DEFAULT '[]',
    "foundDoubts" JSONB NOT NULL DEFAULT '[]',
    "reason" TEXT,
    "reasonByName" TEXT,
    "reasonFor" JSONB,
    "refusal" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "submissionId" TEXT,
    "payoutId" TEXT,

    CONSTRAINT "batch_row_pkey" PRIMARY KEY ("batchId","line")
);

CREATE TABLE "batch_submission" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "totals" JSONB NOT NULL,
    "byId" TEXT NOT NULL,
    "byKind" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "batch_submission_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "batch_row_payout" (
    "batchId" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "batch_row_payout_pkey" PRIMARY KEY ("batchId","line","attempt")
);

CREATE TABLE "batch_heading" (
    "merchantId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "saidByName" TEXT NOT NULL,
    "saidAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "batch_heading_pkey" PRIMARY KEY ("merchantId","key")
);
CREATE INDEX "batch_merchantId_createdAt_id_idx" ON "batch"("merchantId", "createdAt" DESC, "id" DESC);
CREATE INDEX "batch_merchantId_fileHash_idx" ON "batch"("merchantId", "fileHash");
CREATE UNIQUE INDEX "batch_merchantId_id_key" ON "batch"("merchantId", "id");
CREATE INDEX "batch_row_batchId_state_line_idx" ON "batch_row"("batchId", "state", "line");
CREATE INDEX "batch_row_merchantId_contentHash_idx" ON "batch_row"("merchantId", "contentHash");
CREATE UNIQUE INDEX "batch_row_merchantId_batchId_line_key" ON "batch_row"("merchantId", "batchId", "line");
CREATE UNIQUE INDEX "batch_row_merchantId_claim_key" ON "batch_row"("merchantId", "claim");
CREATE UNIQUE INDEX "batch_row_merchantId_payoutId_key" ON "batch_row"("merchantId", "payoutId");
CREATE INDEX "batch_submission_batchId_at_idx" ON "batch_submission"("batchId", "at");
CREATE UNIQUE INDEX "batch_submission_merchantId_id_key" ON "batch_submission"("merchantId", "id");
CREATE UNIQUE INDEX "batch_row_payout_merchantId_payoutId_key" ON "batch_row_payout"("merchantId", "payoutId");
CREATE INDEX "payout_batchId_idx" ON "payout"("batchId");
ALTER TABLE "batch" ADD CONSTRAINT "batch_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_merchantId_batchId_fkey" FOREIGN KEY ("merchantId", "batchId") REFERENCES "batch"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_merchantId_submissionId_fkey" FOREIGN KEY ("merchantId", "submissionId") REFERENCES "batch_submission"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_submission" ADD CONSTRAINT "batch_submission_merchantId_batchId_fkey" FOREIGN KEY ("merchantId", "batchId") REFERENCES "batch"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_row_payout" ADD CONSTRAINT "batch_row_payout_merchantId_batchId_line_fkey" FOREIGN KEY ("merchantId", "batchId", "line") REFERENCES "batch_row"("merchantId", "batchId", "line") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_row_payout" ADD CONSTRAINT "batch_row_payout_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "batch_heading" ADD CONSTRAINT "batch_heading_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_batchId_fkey" FOREIGN KEY ("merchantId", "batchId") REFERENCES "batch"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "batch" ADD CONSTRAINT "batch_state_known" CHECK ("state" IN ('reading', 'open', 'broken', 'closed'));
ALTER TABLE "batch" ADD CONSTRAINT "batch_format_known" CHECK ("format" IN ('csv', 'xlsx'));
ALTER TABLE "batch" ADD CONSTRAINT "batch_columns_mapped" CHECK (coalesce(array_length("header", 1), 0) = coalesce(array_length("mapping", 1), 0));
ALTER TABLE "batch" ADD CONSTRAINT "batch_broken_says_why" CHECK (("state" = 'broken') = ("trouble" IS NOT NULL));
-- The file is kept only until its rows are in.
ALTER TABLE "batch" ADD CONSTRAINT "batch_file_while_reading" CHECK (("fileSealed" IS NOT NULL) = ("state" = 'reading') AND ("fileSealed" IS NULL) = ("fileKeyId" IS NULL));

ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_state_known" CHECK ("state" IN ('faulty', 'doubtful', 'ready', 'dropped', 'going', 'made'));
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_ready_is_whole" CHECK (
  "state" NOT IN ('doubtful', 'ready', 'going', 'made')
  OR ("amountMinor" > 0 AND "currency" IS NOT NULL AND "connectionId" IS NOT NULL AND "loop" IS NOT NULL AND "contentHash" IS NOT NULL
      AND "faults" = '[]'::jsonb AND "foundFaults" = '[]'::jsonb AND "refusal" IS NULL)
);
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_made_names_payout" CHECK (("state" = 'made') = ("payoutId" IS NOT NULL));
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_going_is_submitted" CHECK ("state" NOT IN ('going', 'made') OR "submissionId" IS NOT NULL);
-- A row that is submitted holds its content for itself, or somebody has said by name why it is paid although it may be another's.
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_claims_or_says_why" CHECK ("state" <> 'going' OR "claim" IS NOT NULL OR "reason" IS NOT NULL);
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_claim_is_content" CHECK ("claim" IS NULL OR ("state" IN ('going', 'made') AND "claim" = "contentHash"));
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_reason_whole" CHECK (
  ("reason" IS NULL AND "reasonByName" IS NULL AND "reasonFor" IS NULL)
  OR (length(trim("reason")) >= 3 AND "reasonByName" IS NOT NULL AND "reasonFor" IS NOT NULL)
);
ALTER TABLE "batch_row" ADD CONSTRAINT "batch_row_attempt_positive" CHECK ("attempt" >= 1 AND "line" >= 1);

-- What was submitted stays what was submitted: its content, its sums and whom it goes to.
CREATE FUNCTION keep_submitted_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" IN ('going', 'made') AND NEW."state" IN ('going', 'made') AND (
    OLD."contentSealed" IS DISTINCT FROM NEW."contentSealed" OR OLD."contentHash" IS DISTINCT FROM NEW."contentHash"
    OR OLD."amountMinor" IS DISTINCT FROM NEW."amountMinor" OR OLD."currency" IS DISTINCT FROM NEW."currency"
    OR OLD."connectionId" IS DISTINCT FROM NEW."connectionId" OR OLD."attempt" IS DISTINCT FROM NEW."attempt"
    OR (OLD."payoutId" IS NOT NULL AND OLD."payoutId" IS DISTINCT FROM NEW."payoutId")
  ) THEN
    RAISE EXCEPTION 'Row % of batch % is submitted and cannot be altered', OLD."line", OLD."batchId";
  END IF;
  IF OLD."state" = 'made' AND NEW."state" <> 'made' AND EXISTS (
    SELECT 1 FROM "payout" p WHERE p."id" = OLD."payoutId"
      AND (p."contradiction" IS NOT NULL OR p."state" NOT IN ('discarded', 'rejected', 'expired', 'refused', 'failed', 'cancelled', 'returned'))
  ) THEN
    RAISE EXCEPTION 'Row % of batch % may have been paid and cannot be opened again', OLD."line", OLD."batchId";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_submitted BEFORE UPDATE ON "batch_row" FOR EACH ROW EXECUTE FUNCTION keep_submitted_row();
CREATE TRIGGER no_delete BEFORE DELETE ON "batch_row" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "batch_row" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "batch_submission" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "batch_submission" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "batch_row_payout" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "batch_row_payout" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keep_batch BEFORE UPDATE OF "batchId" ON "payout" FOR EACH ROW
  WHEN (OLD."batchId" IS DISTINCT FROM NEW."batchId") EXECUTE FUNCTION refuse_change();
-- Found again by the sweep.
CREATE INDEX "batch_waits_idx" ON "batch" ("waitsSince") WHERE "waitsSince" IS NOT NULL;
