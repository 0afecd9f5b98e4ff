-- Files of payouts that somebody asked for. The row stays as the record of who took what; the file itself is kept for a week.
CREATE TABLE "payout_export" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "rowsExpected" INTEGER NOT NULL,
    "rowsWritten" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT,
    "fault" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "beatAt" TIMESTAMPTZ(3),
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "sweptAt" TIMESTAMPTZ(3),

    CONSTRAINT "payout_export_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "payout_export_merchantId_personId_askedAt_id_idx" ON "payout_export"("merchantId", "personId", "askedAt" DESC, "id" DESC);
CREATE INDEX "payout_export_open_idx" ON "payout_export" ("askedAt") WHERE "endedAt" IS NULL;
CREATE INDEX "payout_export_kept_idx" ON "payout_export" ("endedAt") WHERE "state" = 'ready' AND "sweptAt" IS NULL;
ALTER TABLE "payout_export" ADD CONSTRAINT "payout_export_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_export" ADD CONSTRAINT "payout_export_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_export"
  ADD CONSTRAINT "payout_export_format_known" CHECK ("format" IN ('csv', 'xlsx')),
  ADD CONSTRAINT "payout_export_state_known" CHECK ("state" IN ('waiting', 'writing', 'ready', 'failed')),
  ADD CONSTRAINT "payout_export_ends_once" CHECK (("state" IN ('ready', 'failed')) = ("endedAt" IS NOT NULL)),
  ADD CONSTRAINT "payout_export_says_why" CHECK (("state" = 'failed') = ("fault" IS NOT NULL)),
  ADD CONSTRAINT "payout_export_weighed" CHECK ("state" <> 'ready' OR "bytes" IS NOT NULL),
  ADD CONSTRAINT "payout_export_swept_was_ready" CHECK ("sweptAt" IS NULL OR "state" = 'ready');

CREATE FUNCTION guard_payout_export() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."id", NEW."merchantId", NEW."personId", NEW."personName", NEW."format", NEW."query", NEW."timeZone", NEW."askedAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."personId", OLD."personName", OLD."format", OLD."query", OLD."timeZone", OLD."askedAt")
  THEN RAISE EXCEPTION 'what was asked for never changes';
  END IF;
  IF OLD."endedAt" IS NOT NULL AND (NEW."state" <> OLD."state" OR NEW."endedAt" <> OLD."endedAt" OR OLD."sweptAt" IS NOT NULL)
  THEN RAISE EXCEPTION 'an export ends once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_payout_export BEFORE UPDATE ON "payout_export" FOR EACH ROW EXECUTE FUNCTION guard_payout_export();
CREATE TRIGGER no_delete BEFORE DELETE ON "payout_export" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_export" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
