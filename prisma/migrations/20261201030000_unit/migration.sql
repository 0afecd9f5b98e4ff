-- A submission of a file is approved as one unit: each of its payouts names it, and a signature names each payout that it covers.
ALTER TABLE "payout" ADD COLUMN "unitId" TEXT;
UPDATE "payout" p SET "unitId" = r."submissionId" FROM "batch_row" r WHERE r."payoutId" = p."id";
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_unitId_fkey" FOREIGN KEY ("merchantId", "unitId") REFERENCES "batch_submission"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout" ADD CONSTRAINT "payout_submission_of_a_batch" CHECK ("unitId" IS NULL OR "batchId" IS NOT NULL);
CREATE TRIGGER keep_unit BEFORE UPDATE OF "unitId" ON "payout" FOR EACH ROW
  WHEN (OLD."unitId" IS DISTINCT FROM NEW."unitId") EXECUTE FUNCTION refuse_change();
CREATE INDEX "payout_unit_idx" ON "payout" ("unitId", "state") WHERE "unitId" IS NOT NULL;

CREATE TABLE "unit_signature" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "submissionId" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "checkerId" TEXT NOT NULL,
    "checkerName" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "payouts" INTEGER NOT NULL,
    "totals" JSONB NOT NULL,
    "reason" TEXT,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL,
    "waitsSince" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "unit_signature_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "unit_signature_row" (
    "signatureId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "shownHash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT,

    CONSTRAINT "unit_signature_row_pkey" PRIMARY KEY ("signatureId","payoutId")
);
CREATE UNIQUE INDEX "unit_signature_merchantId_id_key" ON "unit_signature"("merchantId", "id");
CREATE INDEX "unit_signature_submissionId_at_idx" ON "unit_signature"("submissionId", "at");
CREATE INDEX "unit_signature_row_payoutId_idx" ON "unit_signature_row"("payoutId");
CREATE INDEX "unit_signature_row_waits_idx" ON "unit_signature_row" ("signatureId", "payoutId") WHERE "state" = 'waiting';
CREATE INDEX "unit_signature_waits_idx" ON "unit_signature" ("waitsSince") WHERE "waitsSince" IS NOT NULL;
ALTER TABLE "unit_signature" ADD CONSTRAINT "unit_signature_merchantId_submissionId_fkey" FOREIGN KEY ("merchantId", "submissionId") REFERENCES "batch_submission"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_signature_row" ADD CONSTRAINT "unit_signature_row_merchantId_signatureId_fkey" FOREIGN KEY ("merchantId", "signatureId") REFERENCES "unit_signature"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_signature_row" ADD CONSTRAINT "unit_signature_row_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_signature" ADD CONSTRAINT "unit_signature_verdict_known" CHECK ("verdict" IN ('approve', 'reject'));
ALTER TABLE "unit_signature" ADD CONSTRAINT "unit_signature_state_known" CHECK ("state" IN ('applying', 'done', 'stopped'));
ALTER TABLE "unit_signature" ADD CONSTRAINT "unit_signature_rejects_why" CHECK (("verdict" = 'reject') = ("reason" IS NOT NULL));
ALTER TABLE "unit_signature" ADD CONSTRAINT "unit_signature_waits_while_applying" CHECK (("state" = 'applying') = ("waitsSince" IS NOT NULL) AND ("state" = 'applying') = ("endedAt" IS NULL));
ALTER TABLE "unit_signature" ADD CONSTRAINT "unit_signature_covers_something" CHECK ("payouts" > 0 AND "hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "unit_signature_row" ADD CONSTRAINT "unit_signature_row_state_known" CHECK ("state" IN ('waiting', 'applied', 'passed'));
ALTER TABLE "unit_signature_row" ADD CONSTRAINT "unit_signature_row_passed_says_why" CHECK (("state" = 'passed') = ("why" IS NOT NULL));

-- What was signed stays what was signed; only how far it has come moves on, and each payout ends once.
CREATE FUNCTION keep_unit_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'state' - 'waitsSince' - 'endedAt' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'waitsSince' - 'endedAt' THEN
    RAISE EXCEPTION 'a signature stays what was signed';
  END IF;
  IF OLD."state" <> 'applying' THEN RAISE EXCEPTION 'a signature ends once'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_unit_signature BEFORE UPDATE ON "unit_signature" FOR EACH ROW EXECUTE FUNCTION keep_unit_signature();
CREATE TRIGGER no_delete BEFORE DELETE ON "unit_signature" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "unit_signature" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_unit_signature_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."signatureId", NEW."payoutId", NEW."merchantId", NEW."round", NEW."shownHash") IS DISTINCT FROM ROW(OLD."signatureId", OLD."payoutId", OLD."merchantId", OLD."round", OLD."shownHash") THEN
    RAISE EXCEPTION 'a signature stays what was signed';
  END IF;
  IF OLD."state" <> 'waiting' THEN RAISE EXCEPTION 'a signature is applied once'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_unit_signature_row BEFORE UPDATE ON "unit_signature_row" FOR EACH ROW EXECUTE FUNCTION keep_unit_signature_row();
CREATE TRIGGER no_delete BEFORE DELETE ON "unit_signature_row" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "unit_signature_row" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
