-- A person's place among those who sign, lent to another for a time and up to an amount: written once and ended once.
CREATE TABLE "delegation" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "lenderId" TEXT NOT NULL,
    "lenderName" TEXT NOT NULL,
    "delegateId" TEXT NOT NULL,
    "delegateName" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "untilAt" TIMESTAMPTZ(3) NOT NULL,
    "upToMinor" DECIMAL(38,0),
    "currency" TEXT,
    "note" TEXT,
    "givenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedByName" TEXT,

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "delegation_merchantId_id_key" ON "delegation"("merchantId", "id");
CREATE INDEX "delegation_merchantId_delegateId_untilAt_idx" ON "delegation"("merchantId", "delegateId", "untilAt");
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegation"
  ADD CONSTRAINT "delegation_to_another" CHECK ("lenderId" <> "delegateId"),
  ADD CONSTRAINT "delegation_for_a_time" CHECK ("untilAt" > "fromAt" AND "untilAt" <= "fromAt" + interval '92 days'),
  ADD CONSTRAINT "delegation_limit_whole" CHECK (("upToMinor" IS NULL) = ("currency" IS NULL) AND "upToMinor" > 0),
  ADD CONSTRAINT "delegation_ended_whole" CHECK (("endedAt" IS NULL) = ("endedByName" IS NULL));

CREATE FUNCTION guard_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."endedAt" IS NOT NULL OR (to_jsonb(NEW) - 'endedAt' - 'endedByName') IS DISTINCT FROM (to_jsonb(OLD) - 'endedAt' - 'endedByName') THEN
    RAISE EXCEPTION 'a delegation is written once and ended once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_delegation BEFORE UPDATE ON "delegation" FOR EACH ROW EXECUTE FUNCTION guard_delegation();
CREATE TRIGGER no_delete BEFORE DELETE ON "delegation" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "delegation" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Nobody signs in another's place who was not lent it at that moment.
CREATE FUNCTION guard_lent_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "delegation" d
    WHERE d."merchantId" = NEW."merchantId" AND d."lenderId" = NEW."forId" AND d."delegateId" = NEW."checkerId"
      AND d."fromAt" <= NEW."at" AND d."untilAt" > NEW."at" AND (d."endedAt" IS NULL OR d."endedAt" > NEW."at"))
  THEN RAISE EXCEPTION 'nobody has lent this place';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_lent_place BEFORE INSERT ON "approval_decision" FOR EACH ROW WHEN (NEW."forId" IS NOT NULL) EXECUTE FUNCTION guard_lent_place();

-- Told once that a payout will lapse soon.
ALTER TABLE "payout" ADD COLUMN "expiryWarnedAt" TIMESTAMPTZ(3);
