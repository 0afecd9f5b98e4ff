-- A file may be submitted to be sent on a day: for rows that name none of their own.
ALTER TABLE "batch_submission" ADD COLUMN "sendOn" TEXT;
ALTER TABLE "batch_submission" ADD COLUMN "onClosedDay" TEXT;
ALTER TABLE "batch_submission"
  ADD CONSTRAINT "batch_submission_day_is_one" CHECK ("sendOn" ~ '^\d{4}-\d{2}-\d{2}$'),
  ADD CONSTRAINT "batch_submission_closed_days_known" CHECK ("onClosedDay" IN ('after', 'before', 'refuse') AND "sendOn" IS NOT NULL OR "onClosedDay" IS NULL);
