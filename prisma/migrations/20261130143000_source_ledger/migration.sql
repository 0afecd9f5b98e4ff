-- Who says how much came in: the provider, or the merchant's own system.
ALTER TABLE "payment_source" ADD COLUMN "amountsFrom" TEXT NOT NULL DEFAULT 'provider';
ALTER TABLE "payment_source" ADD CONSTRAINT "source_amounts_from_known" CHECK ("amountsFrom" IN ('provider', 'merchant'));

-- What came in from a source and went back to it past the desk, as a provider lists it: each movement once.
CREATE TABLE "payment_source_movement" (
    "connectionId" TEXT NOT NULL,
    "movementId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "paymentSourceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amountMinor" DECIMAL(38,0) NOT NULL,
    "at" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_source_movement_pkey" PRIMARY KEY ("connectionId", "movementId")
);
CREATE INDEX "payment_source_movement_paymentSourceId_idx" ON "payment_source_movement"("paymentSourceId");
ALTER TABLE "payment_source_movement" ADD CONSTRAINT "payment_source_movement_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_source_movement" ADD CONSTRAINT "payment_source_movement_merchantId_paymentSourceId_fkey" FOREIGN KEY ("merchantId", "paymentSourceId") REFERENCES "payment_source"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_source_movement"
  ADD CONSTRAINT "source_movement_kind_known" CHECK ("kind" IN ('paidIn', 'wentBack')),
  ADD CONSTRAINT "source_movement_amount_positive" CHECK ("amountMinor" > 0);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "payment_source_movement" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payment_source_movement" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Further names by which people know a source: own references, payment ids.
CREATE TABLE "payment_source_name" (
    "paymentSourceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,

    CONSTRAINT "payment_source_name_pkey" PRIMARY KEY ("paymentSourceId", "name")
);
CREATE INDEX "payment_source_name_merchantId_name_idx" ON "payment_source_name"("merchantId", "name");
ALTER TABLE "payment_source_name" ADD CONSTRAINT "payment_source_name_merchantId_paymentSourceId_fkey" FOREIGN KEY ("merchantId", "paymentSourceId") REFERENCES "payment_source"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From when to when a connection's ledger has been read without a gap.
CREATE TABLE "payment_source_reading" (
    "connectionId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "readFrom" TIMESTAMPTZ(3) NOT NULL,
    "readTo" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_source_reading_pkey" PRIMARY KEY ("connectionId")
);
ALTER TABLE "payment_source_reading" ADD CONSTRAINT "payment_source_reading_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_source_reading" ADD CONSTRAINT "source_reading_forward" CHECK ("readFrom" <= "readTo");

-- What may still be sent back is decided here, whoever asks and however many at once: the source's row is held until the transaction
-- that takes from it ends, and what others took meanwhile is counted. Every payout that the desk makes begins as a draft; history that
-- is loaded stands as it was.
CREATE FUNCTION guard_returnable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE source record; taken numeric;
BEGIN
  SELECT "connectionId", "currency", "refusal", "paidInMinor" - "refundedMinor" AS "back" INTO source
    FROM "payment_source" WHERE "id" = NEW."paymentSourceId" AND "merchantId" = NEW."merchantId" FOR UPDATE;
  IF source."connectionId" <> NEW."connectionId" OR source."currency" <> NEW."currency" THEN
    RAISE EXCEPTION 'a payout goes back where the money came in, in its currency' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_goes_back';
  END IF;
  IF source."refusal" IS NOT NULL THEN
    RAISE EXCEPTION 'nothing is sent back to this source' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_goes_back';
  END IF;
  SELECT coalesce(sum("amountMinor"), 0) INTO taken FROM "payout"
    WHERE "merchantId" = NEW."merchantId" AND "paymentSourceId" = NEW."paymentSourceId" AND "id" <> NEW."id"
      AND "state" NOT IN ('discarded', 'rejected', 'expired', 'refused', 'failed', 'cancelled', 'returned');
  IF taken + NEW."amountMinor" > source."back" THEN
    RAISE EXCEPTION 'more would be sent back than came in' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_within_returnable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_returnable BEFORE INSERT ON "payout" FOR EACH ROW
  WHEN (NEW."state" = 'draft' AND NEW."paymentSourceId" IS NOT NULL) EXECUTE FUNCTION guard_returnable();
CREATE TRIGGER guard_returnable_draft BEFORE UPDATE OF "amountMinor", "paymentSourceId", "currency" ON "payout" FOR EACH ROW
  WHEN (OLD."state" = 'draft' AND NEW."paymentSourceId" IS NOT NULL) EXECUTE FUNCTION guard_returnable();
