-- One comparison of a connection with its provider. Nothing of it is shown before it has ended.
CREATE TABLE "reconciliation_run" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "startedById" TEXT,
    "startedByName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claim" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "fault" TEXT,
    "windowFrom" TIMESTAMPTZ(3),
    "windowTo" TIMESTAMPTZ(3),
    "matched" INTEGER NOT NULL DEFAULT 0,
    "explained" INTEGER NOT NULL DEFAULT 0,
    "open" INTEGER NOT NULL DEFAULT 0,
    "reasons" JSONB NOT NULL DEFAULT '{}',
    "balances" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "reconciliation_run_merchantId_id_key" ON "reconciliation_run"("merchantId", "id");
CREATE INDEX "reconciliation_run_connectionId_startedAt_idx" ON "reconciliation_run"("connectionId", "startedAt" DESC);
-- One at a time for each connection.
CREATE UNIQUE INDEX "reconciliation_run_open_one" ON "reconciliation_run" ("connectionId") WHERE "endedAt" IS NULL;
ALTER TABLE "reconciliation_run" ADD CONSTRAINT "reconciliation_run_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reconciliation_run"
  ADD CONSTRAINT "reconciliation_outcome_known" CHECK ("outcome" IN ('read', 'unread')),
  ADD CONSTRAINT "reconciliation_ended_whole" CHECK (("endedAt" IS NULL) = ("outcome" IS NULL)),
  ADD CONSTRAINT "reconciliation_unread_says_why" CHECK (("outcome" IS NOT DISTINCT FROM 'unread') = ("fault" IS NOT NULL)),
  ADD CONSTRAINT "reconciliation_read_has_window" CHECK ("outcome" IS DISTINCT FROM 'read' OR num_nonnulls("windowFrom", "windowTo") = 2),
  ADD CONSTRAINT "reconciliation_counts_not_negative" CHECK ("matched" >= 0 AND "explained" >= 0 AND "open" >= 0);

CREATE FUNCTION guard_reconciliation_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."endedAt" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."connectionId", NEW."startedById", NEW."startedByName", NEW."startedAt")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."connectionId", OLD."startedById", OLD."startedByName", OLD."startedAt")
  THEN RAISE EXCEPTION 'a reconciliation is ended once and then append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_reconciliation_run BEFORE UPDATE ON "reconciliation_run" FOR EACH ROW EXECUTE FUNCTION guard_reconciliation_run();
CREATE TRIGGER no_delete BEFORE DELETE ON "reconciliation_run" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "reconciliation_run" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What desk and provider do not tell alike: one row for one thing, however often it is seen.
CREATE TABLE "reconciliation_finding" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payoutId" TEXT,
    "differences" JSONB NOT NULL,
    "facts" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "firstRunId" TEXT NOT NULL,
    "lastRunId" TEXT NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedByRunId" TEXT,
    "note" TEXT,
    "explainedById" TEXT,
    "explainedByName" TEXT,
    "explainedAt" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_finding_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "reconciliation_finding_connectionId_kind_subject_key" ON "reconciliation_finding"("connectionId", "kind", "subject");
CREATE INDEX "reconciliation_finding_merchantId_state_openedAt_idx" ON "reconciliation_finding"("merchantId", "state", "openedAt");
CREATE INDEX "reconciliation_finding_payoutId_idx" ON "reconciliation_finding"("payoutId");
ALTER TABLE "reconciliation_finding"
  ADD CONSTRAINT "reconciliation_finding_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "reconciliation_finding_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "reconciliation_finding_merchantId_firstRunId_fkey" FOREIGN KEY ("merchantId", "firstRunId") REFERENCES "reconciliation_run"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "reconciliation_finding_merchantId_lastRunId_fkey" FOREIGN KEY ("merchantId", "lastRunId") REFERENCES "reconciliation_run"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "reconciliation_finding_merchantId_closedByRunId_fkey" FOREIGN KEY ("merchantId", "closedByRunId") REFERENCES "reconciliation_run"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "finding_kind_known" CHECK ("kind" IN ('twice', 'unknownAtDesk', 'currencyDiffers', 'amountDiffers', 'stateDiffers', 'missingAtProvider', 'balanceDiffers')),
  ADD CONSTRAINT "finding_state_known" CHECK ("state" IN ('open', 'explained', 'closed')),
  ADD CONSTRAINT "finding_explained_whole" CHECK (num_nonnulls("note", "explainedById", "explainedByName", "explainedAt") IN (0, 4)),
  ADD CONSTRAINT "finding_explained_has_note" CHECK ("state" <> 'explained' OR length(trim(coalesce("note", ''))) > 0),
  ADD CONSTRAINT "finding_closed_whole" CHECK (("state" = 'closed') = ("closedAt" IS NOT NULL) AND ("closedAt" IS NULL) = ("closedByRunId" IS NULL));

CREATE FUNCTION guard_reconciliation_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."id", NEW."merchantId", NEW."connectionId", NEW."kind", NEW."subject", NEW."payoutId", NEW."firstRunId")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."connectionId", OLD."kind", OLD."subject", OLD."payoutId", OLD."firstRunId")
  THEN RAISE EXCEPTION 'what a finding is about never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_reconciliation_finding BEFORE UPDATE ON "reconciliation_finding" FOR EACH ROW EXECUTE FUNCTION guard_reconciliation_finding();
CREATE TRIGGER no_delete BEFORE DELETE ON "reconciliation_finding" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "reconciliation_finding" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What moved on a merchant account, by the provider's own list.
CREATE TABLE "reconciliation_movement" (
    "connectionId" TEXT NOT NULL,
    "movementId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amountMinor" DECIMAL(38,0) NOT NULL,
    "providerPayoutId" TEXT,
    "at" TEXT,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_movement_pkey" PRIMARY KEY ("connectionId", "movementId")
);
CREATE INDEX "reconciliation_movement_connectionId_seenAt_idx" ON "reconciliation_movement"("connectionId", "seenAt");
ALTER TABLE "reconciliation_movement"
  ADD CONSTRAINT "reconciliation_movement_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "movement_kind_known" CHECK ("kind" IN ('paidIn', 'payout', 'returned', 'refund', 'other'));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "reconciliation_movement" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "reconciliation_movement" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last balance that added up: what the next one is held against.
CREATE TABLE "reconciliation_balance" (
    "connectionId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "balanceMinor" DECIMAL(38,0) NOT NULL,
    "outMinor" DECIMAL(38,0) NOT NULL,
    "unsureMinor" DECIMAL(38,0) NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_balance_pkey" PRIMARY KEY ("connectionId", "currency")
);
ALTER TABLE "reconciliation_balance" ADD CONSTRAINT "reconciliation_balance_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A run asks for what left within its window.
CREATE INDEX "attempt_startedAt_idx" ON "attempt"("startedAt");
