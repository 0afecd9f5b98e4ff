-- What is paid again and again: schedules, what each version of them pays and when, and what became of each of their days.
CREATE TABLE "schedule" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "submissionKey" UUID NOT NULL,
    "lastDay" TEXT,
    "nextLookAt" TIMESTAMPTZ(3),
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stateAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stateByName" TEXT,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "schedule_version" (
    "scheduleId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "amountMinor" DECIMAL(38,0) NOT NULL,
    "currency" TEXT NOT NULL,
    "receiverId" TEXT NOT NULL,
    "receiverAccountId" TEXT NOT NULL,
    "receiverAccountVersionId" TEXT NOT NULL,
    "receiverName" TEXT NOT NULL,
    "accountMasked" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "statementText" TEXT,
    "plan" JSONB NOT NULL,
    "madeById" TEXT NOT NULL,
    "madeByName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedule_version_pkey" PRIMARY KEY ("scheduleId","version")
);

CREATE TABLE "schedule_occurrence" (
    "scheduleId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sendDay" TEXT,
    "outcome" TEXT NOT NULL,
    "payoutId" TEXT,
    "sentence" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedule_occurrence_pkey" PRIMARY KEY ("scheduleId","day")
);
CREATE UNIQUE INDEX "schedule_merchantId_id_key" ON "schedule"("merchantId", "id");
CREATE UNIQUE INDEX "schedule_merchantId_submissionKey_key" ON "schedule"("merchantId", "submissionKey");
CREATE INDEX "schedule_merchantId_createdAt_id_idx" ON "schedule"("merchantId", "createdAt" DESC, "id" DESC);
CREATE INDEX "schedule_nextLookAt_idx" ON "schedule"("nextLookAt");
CREATE UNIQUE INDEX "schedule_version_merchantId_scheduleId_version_key" ON "schedule_version"("merchantId", "scheduleId", "version");
CREATE UNIQUE INDEX "schedule_occurrence_merchantId_payoutId_key" ON "schedule_occurrence"("merchantId", "payoutId");
CREATE INDEX "schedule_occurrence_merchantId_at_idx" ON "schedule_occurrence"("merchantId", "at" DESC);
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_version" ADD CONSTRAINT "schedule_version_merchantId_scheduleId_fkey" FOREIGN KEY ("merchantId", "scheduleId") REFERENCES "schedule"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_version" ADD CONSTRAINT "schedule_version_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_version" ADD CONSTRAINT "schedule_version_merchantId_receiverAccountVersionId_fkey" FOREIGN KEY ("merchantId", "receiverAccountVersionId") REFERENCES "receiver_account_version"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_occurrence" ADD CONSTRAINT "schedule_occurrence_merchantId_scheduleId_fkey" FOREIGN KEY ("merchantId", "scheduleId") REFERENCES "schedule"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_occurrence" ADD CONSTRAINT "schedule_occurrence_merchantId_scheduleId_version_fkey" FOREIGN KEY ("merchantId", "scheduleId", "version") REFERENCES "schedule_version"("merchantId", "scheduleId", "version") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "schedule_occurrence" ADD CONSTRAINT "schedule_occurrence_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "schedule"
  ADD CONSTRAINT "schedule_state_known" CHECK ("state" IN ('active', 'paused', 'ended')),
  ADD CONSTRAINT "schedule_looks_while_active" CHECK ("state" = 'active' OR "nextLookAt" IS NULL),
  ADD CONSTRAINT "schedule_last_day_is_one" CHECK ("lastDay" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "schedule_version"
  ADD CONSTRAINT "schedule_version_counts" CHECK ("version" > 0),
  ADD CONSTRAINT "schedule_version_amount_positive" CHECK ("amountMinor" > 0);
ALTER TABLE "schedule_occurrence"
  ADD CONSTRAINT "schedule_occurrence_outcome_known" CHECK ("outcome" IN ('made', 'refused', 'missed', 'closed', 'paused')),
  ADD CONSTRAINT "schedule_occurrence_made_names_payout" CHECK (("outcome" = 'made') = ("payoutId" IS NOT NULL)),
  ADD CONSTRAINT "schedule_occurrence_says_why_not" CHECK ("outcome" = 'made' OR "sentence" IS NOT NULL),
  ADD CONSTRAINT "schedule_occurrence_days_are_days" CHECK ("day" ~ '^\d{4}-\d{2}-\d{2}$' AND "sendDay" ~ '^\d{4}-\d{2}-\d{2}$');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "schedule_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "schedule_version" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "schedule_occurrence" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "schedule_occurrence" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An ended schedule stays ended, and what was dealt with is not dealt with again: neither its days nor its versions ever go back.
CREATE FUNCTION guard_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'ended' AND NEW."state" <> 'ended' THEN RAISE EXCEPTION 'an ended schedule stays ended'; END IF;
  IF OLD."lastDay" IS NOT NULL AND (NEW."lastDay" IS NULL OR NEW."lastDay" < OLD."lastDay") THEN RAISE EXCEPTION 'the days of a schedule never go back'; END IF;
  IF NEW."version" NOT IN (OLD."version", OLD."version" + 1) THEN RAISE EXCEPTION 'the versions of a schedule follow each other'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_schedule BEFORE UPDATE ON "schedule" FOR EACH ROW EXECUTE FUNCTION guard_schedule();

-- A payout may come from a schedule as well, and only with the day that it is for.
ALTER TABLE "payout" DROP CONSTRAINT "payout_source_known";
ALTER TABLE "payout" ADD CONSTRAINT "payout_source_known" CHECK ("source" IN ('screen', 'api', 'batch', 'schedule'));
CREATE FUNCTION scheduled_payout_has_its_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "schedule_occurrence" o WHERE o."merchantId" = NEW."merchantId" AND o."payoutId" = NEW."id") THEN
    RAISE EXCEPTION 'a payout of a schedule belongs to one of its days' USING ERRCODE = 'check_violation', CONSTRAINT = 'scheduled_payout_has_its_day';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER scheduled_payout_has_its_day AFTER INSERT ON "payout" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."source" = 'schedule') EXECUTE FUNCTION scheduled_payout_has_its_day();
