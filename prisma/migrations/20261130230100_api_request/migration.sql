-- What the merchant's own systems asked of the REST door, for whoever helps them: never a body, never a key. Kept for a bounded time.
CREATE UNIQUE INDEX "api_key_merchantId_id_key" ON "api_key"("merchantId", "id");
CREATE TABLE "api_request" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "apiKeyId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "problemCode" TEXT,
    "idempotencyKeyHash" BYTEA,
    "isReplayed" BOOLEAN NOT NULL DEFAULT false,
    "withOldSecret" BOOLEAN NOT NULL DEFAULT false,
    "subjectId" TEXT,
    "address" TEXT,

    CONSTRAINT "api_request_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "api_request_merchantId_at_id_idx" ON "api_request"("merchantId", "at" DESC, "id" DESC);
CREATE INDEX "api_request_apiKeyId_at_id_idx" ON "api_request"("apiKeyId", "at" DESC, "id" DESC);
CREATE INDEX "api_request_subjectId_at_idx" ON "api_request"("subjectId", "at" DESC);
CREATE INDEX "api_request_idempotencyKeyHash_idx" ON "api_request"("idempotencyKeyHash");
CREATE INDEX "api_request_at_idx" ON "api_request" USING BRIN ("at");
ALTER TABLE "api_request" ADD CONSTRAINT "api_request_merchantId_apiKeyId_fkey" FOREIGN KEY ("merchantId", "apiKeyId") REFERENCES "api_key"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "api_request"
  ADD CONSTRAINT "api_request_status_is_one" CHECK ("status" BETWEEN 100 AND 599),
  ADD CONSTRAINT "api_request_duration_is_one" CHECK ("durationMs" >= 0),
  ADD CONSTRAINT "api_request_problem_has_code" CHECK (("status" >= 400) = ("problemCode" IS NOT NULL)),
  ADD CONSTRAINT "api_request_key_is_hashed" CHECK ("idempotencyKeyHash" IS NULL OR length("idempotencyKeyHash") = 32);
-- Told once; it goes when its time is over.
CREATE TRIGGER no_update BEFORE UPDATE ON "api_request" FOR EACH ROW EXECUTE FUNCTION refuse_change();
