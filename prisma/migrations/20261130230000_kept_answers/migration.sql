-- Answers of the REST door hold names and amounts, so they are not kept for ever; the key itself is, since it must never do its deed twice.
ALTER TABLE "idempotency_record"
  ADD CONSTRAINT "idempotency_record_answer_whole"
    CHECK (num_nonnulls("responseStatus", "answeredAt") IN (0, 2) AND ("responseBody" IS NULL OR "answeredAt" IS NOT NULL));
CREATE INDEX "idempotency_record_kept" ON "idempotency_record" ("answeredAt") WHERE "responseBody" IS NOT NULL;
