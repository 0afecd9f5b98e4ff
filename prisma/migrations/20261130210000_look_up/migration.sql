-- What support is asked for is found by an index each, newest first, so that a reference that a thousand payouts share costs no more
-- than one that is rare. They stand on what few rows lack (`WHERE … IS NOT NULL`) where many do.
DROP INDEX "payout_merchantId_reference_idx";
CREATE INDEX "payout_merchantId_reference_createdAt_idx" ON "payout"("merchantId", "reference", "createdAt" DESC);
DROP INDEX "payout_merchantId_orderId_idx";
CREATE INDEX "payout_merchantId_orderId_createdAt_idx" ON "payout"("merchantId", "orderId", "createdAt" DESC);
CREATE INDEX "payout_merchantId_currency_amountMinor_createdAt_idx" ON "payout"("merchantId", "currency", "amountMinor", "createdAt" DESC);
CREATE INDEX "payout_merchantId_receiverName_createdAt_idx" ON "payout"("merchantId", "receiverName", "createdAt" DESC);
CREATE INDEX "payout_last_four_idx" ON "payout" ("merchantId", "accountLastFour", "createdAt" DESC) WHERE "accountLastFour" IS NOT NULL;
CREATE INDEX "payout_account_idx" ON "payout" ("merchantId", "receiverAccountVersionId", "createdAt" DESC) WHERE "receiverAccountVersionId" IS NOT NULL;
CREATE INDEX "payout_trace_idx" ON "payout" ("merchantId", "traceId", "createdAt" DESC) WHERE "traceId" IS NOT NULL;
CREATE INDEX "payment_source_merchantId_blindIndex_idx" ON "payment_source"("merchantId", "blindIndex");

-- As lib/base/text.ts folds: lower case, accents taken off.
CREATE FUNCTION fold_name(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT btrim(regexp_replace(lower(replace(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'), 'ß', 'ss')), '\s+', ' ', 'g'))
$$;

-- Who has ever been paid, each name about once: names are far fewer than payouts, so what is misheard is compared with these. No key
-- forbids a name twice, since two who write the same new name at once must not wait for each other; whoever reads asks for each once.
CREATE TABLE "payee_name" (
    "id" BIGSERIAL NOT NULL,
    "merchantId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,

    CONSTRAINT "payee_name_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "payee_name" ADD CONSTRAINT "payee_name_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "payee_name" ("merchantId", "name", "folded")
  SELECT DISTINCT "merchantId", "receiverName", fold_name("receiverName") FROM "payout";
CREATE INDEX "payee_name_merchantId_name_idx" ON "payee_name"("merchantId", "name");
CREATE INDEX "payee_name_folded_idx" ON "payee_name" USING GIN ("folded" gin_trgm_ops);

CREATE FUNCTION note_payee_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "payee_name" ("merchantId", "name", "folded")
    SELECT fresh."merchantId", fresh."receiverName", fold_name(fresh."receiverName")
    FROM (SELECT DISTINCT "merchantId", "receiverName" FROM paid) fresh
    WHERE NOT EXISTS (SELECT 1 FROM "payee_name" n WHERE n."merchantId" = fresh."merchantId" AND n."name" = fresh."receiverName");
  RETURN NULL;
END $$;
CREATE TRIGGER note_payee_names AFTER INSERT ON "payout" REFERENCING NEW TABLE AS paid
  FOR EACH STATEMENT EXECUTE FUNCTION note_payee_names();

CREATE FUNCTION note_payee_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "payee_name" ("merchantId", "name", "folded")
    SELECT NEW."merchantId", NEW."receiverName", fold_name(NEW."receiverName")
    WHERE NOT EXISTS (SELECT 1 FROM "payee_name" n WHERE n."merchantId" = NEW."merchantId" AND n."name" = NEW."receiverName");
  RETURN NULL;
END $$;
CREATE TRIGGER note_payee_name AFTER UPDATE OF "receiverName" ON "payout" FOR EACH ROW
  WHEN (OLD."receiverName" IS DISTINCT FROM NEW."receiverName") EXECUTE FUNCTION note_payee_name();
