-- A payout whose row of a file was opened again is paid by the row's next one, if at all: its rejection cannot be taken back, nor can it be
-- mended. The operations let it go in the same transaction; this keeps the promise against everybody else.
CREATE FUNCTION keep_reopened_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "batch_row_payout" b JOIN "batch_row" r ON r."batchId" = b."batchId" AND r."line" = b."line"
    WHERE b."merchantId" = NEW."merchantId" AND b."payoutId" = NEW."id" AND r."payoutId" IS DISTINCT FROM NEW."id"
  ) THEN
    RAISE EXCEPTION 'Payout % was a row of a file that was opened again, and cannot come back', NEW."id";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_reopened BEFORE UPDATE OF "state" ON "payout" FOR EACH ROW
  WHEN (OLD."state" = 'rejected' AND NEW."state" = 'awaitingApproval') EXECUTE FUNCTION keep_reopened_row();
