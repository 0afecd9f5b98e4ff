ALTER TABLE "connection" ADD COLUMN "currency" TEXT;
ALTER TABLE "connection" ADD CONSTRAINT "connection_currency_form" CHECK ("currency" ~ '^[A-Z]{3,4}$');

CREATE TABLE "connection_change" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "settingsSealed" BYTEA,
    "settingsKeyId" TEXT,
    "changedNames" TEXT[],
    "proposedById" TEXT NOT NULL,
    "proposedByName" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "connection_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "connection_change_merchantId_connectionId_proposedAt_idx" ON "connection_change"("merchantId", "connectionId", "proposedAt" DESC);
-- One wish at a time: two open ones could not both be confirmed.
CREATE UNIQUE INDEX "connection_change_open_one" ON "connection_change" ("connectionId") WHERE "outcome" IS NULL;
ALTER TABLE "connection_change" ADD CONSTRAINT "connection_change_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "connection_change"
  ADD CONSTRAINT "change_kind_known" CHECK ("kind" IN ('activate', 'credentials')),
  ADD CONSTRAINT "change_outcome_known" CHECK ("outcome" IN ('confirmed', 'declined', 'expired')),
  ADD CONSTRAINT "change_settings_whole" CHECK (("settingsSealed" IS NULL) = ("settingsKeyId" IS NULL)),
  ADD CONSTRAINT "change_decided_whole" CHECK (("decidedAt" IS NULL) = ("outcome" IS NULL)),
  -- Whoever asks for it cannot be who allows it.
  ADD CONSTRAINT "change_takes_two" CHECK ("outcome" IS DISTINCT FROM 'confirmed' OR ("decidedById" IS NOT NULL AND "decidedById" <> "proposedById"));

CREATE FUNCTION guard_connection_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."outcome" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."connectionId", NEW."kind", NEW."settingsSealed", NEW."changedNames", NEW."proposedById", NEW."proposedAt", NEW."expiresAt")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."connectionId", OLD."kind", OLD."settingsSealed", OLD."changedNames", OLD."proposedById", OLD."proposedAt", OLD."expiresAt")
  THEN RAISE EXCEPTION 'a proposed change is written once and decided once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_connection_change BEFORE UPDATE ON "connection_change" FOR EACH ROW EXECUTE FUNCTION guard_connection_change();
CREATE TRIGGER keep_connection_change BEFORE DELETE ON "connection_change" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE "preflight_run" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "settingsHash" TEXT NOT NULL,
    "testNumber" TEXT NOT NULL,
    "testKey" UUID NOT NULL,
    "startedById" TEXT,
    "startedByName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "preflight_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "preflight_run_testNumber_key" ON "preflight_run"("testNumber");
CREATE INDEX "preflight_run_merchantId_connectionId_startedAt_idx" ON "preflight_run"("merchantId", "connectionId", "startedAt" DESC);
ALTER TABLE "preflight_run" ADD CONSTRAINT "preflight_run_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preflight_run" ADD CONSTRAINT "preflight_outcome_known" CHECK ("outcome" IN ('green', 'red') AND ("outcome" IS NULL) = ("endedAt" IS NULL));
-- Two trials at once would spoil each other's counts.
CREATE UNIQUE INDEX "preflight_run_open_one" ON "preflight_run" ("connectionId") WHERE "endedAt" IS NULL;

CREATE TABLE "preflight_check" (
    "runId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "sentence" TEXT,
    "field" TEXT,
    "remedy" TEXT,
    "evidenceId" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "preflight_check_pkey" PRIMARY KEY ("runId", "sequence")
);
ALTER TABLE "preflight_check" ADD CONSTRAINT "preflight_check_runId_fkey" FOREIGN KEY ("runId") REFERENCES "preflight_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preflight_check" ADD CONSTRAINT "preflight_state_known" CHECK ("state" IN ('waiting', 'running', 'passed', 'failed', 'skipped'));
