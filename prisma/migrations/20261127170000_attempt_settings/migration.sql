-- Which settings an attempt leaves with. A key is known to the account that it was sent to and to no other, so nothing may be sent again,
-- and no absence believed, under other settings. Unknown for attempts of before, which then count as other.
ALTER TABLE "attempt" ADD COLUMN "settingsHash" TEXT;

CREATE OR REPLACE FUNCTION guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."endedAt" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."payoutId", NEW."sequence", NEW."guard", NEW."guardKey", NEW."startedAt", NEW."settingsHash")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."payoutId", OLD."sequence", OLD."guard", OLD."guardKey", OLD."startedAt", OLD."settingsHash")
  THEN RAISE EXCEPTION 'an attempt is written once and ended once';
  END IF;
  RETURN NEW;
END $$;
