-- A key outlives its secret: a new one is given out while the old one still opens, for as long as its owner needs to change it everywhere.
ALTER TABLE "api_key"
  ADD COLUMN "rotatedAt" TIMESTAMPTZ(3),
  ADD COLUMN "oldPrefix" TEXT,
  ADD COLUMN "oldHash" BYTEA,
  ADD COLUMN "oldUntil" TIMESTAMPTZ(3),
  ADD COLUMN "oldUsedAt" TIMESTAMPTZ(3),
  -- Ranges of addresses that it may be used from; none: from anywhere.
  ADD COLUMN "ranges" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
CREATE UNIQUE INDEX "api_key_oldHash_key" ON "api_key"("oldHash");
ALTER TABLE "api_key"
  ADD CONSTRAINT "api_key_old_secret_whole" CHECK (num_nonnulls("rotatedAt", "oldPrefix", "oldHash", "oldUntil") IN (0, 4)),
  ADD CONSTRAINT "api_key_old_secret_used" CHECK ("oldUsedAt" IS NULL OR "oldHash" IS NOT NULL),
  ADD CONSTRAINT "api_key_secrets_differ" CHECK ("oldHash" IS DISTINCT FROM "hash");
