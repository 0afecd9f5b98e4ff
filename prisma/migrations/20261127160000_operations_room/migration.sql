-- One press stops a connection, a receiver, a maker or everything; lifting takes two people.
CREATE TABLE "freeze" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "reason" TEXT,
    "setById" TEXT NOT NULL,
    "setByName" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "liftAskedById" TEXT,
    "liftAskedByName" TEXT,
    "liftAskedAt" TIMESTAMPTZ(3),
    "liftedById" TEXT,
    "liftedByName" TEXT,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "freeze_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "freeze_merchantId_setAt_idx" ON "freeze"("merchantId", "setAt" DESC);
ALTER TABLE "freeze" ADD CONSTRAINT "freeze_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "freeze"
  ADD CONSTRAINT "freeze_scope_known" CHECK ("scope" IN ('connection', 'receiver', 'maker', 'merchant')),
  ADD CONSTRAINT "freeze_ask_is_whole" CHECK (num_nonnulls("liftAskedById", "liftAskedByName", "liftAskedAt") IN (0, 3)),
  ADD CONSTRAINT "freeze_lift_is_whole" CHECK (num_nonnulls("liftedById", "liftedByName", "liftedAt") IN (0, 3)),
  -- Lifting takes two people: whoever asked for it cannot be the one who confirms it.
  ADD CONSTRAINT "freeze_lifted_by_two" CHECK ("liftedById" IS NULL OR ("liftAskedById" IS NOT NULL AND "liftedById" <> "liftAskedById"));

-- One freeze at a time for each thing, and the question "is it frozen" reads only those in force.
CREATE UNIQUE INDEX "freeze_in_force_one" ON "freeze" ("merchantId", "scope", "targetId") WHERE "liftedAt" IS NULL;

CREATE FUNCTION guard_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."liftedAt" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."scope", NEW."targetId", NEW."targetName", NEW."setById", NEW."setByName", NEW."setAt")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."scope", OLD."targetId", OLD."targetName", OLD."setById", OLD."setByName", OLD."setAt")
    OR (OLD."reason" IS NOT NULL AND NEW."reason" IS DISTINCT FROM OLD."reason")
  THEN RAISE EXCEPTION 'a freeze is append-only but for its end';
  END IF;
  -- Whoever confirms answers a question that was already there: asking and confirming in one go is one person's deed.
  IF NEW."liftedAt" IS NOT NULL AND ROW(NEW."liftAskedById", NEW."liftAskedAt") IS DISTINCT FROM ROW(OLD."liftAskedById", OLD."liftAskedAt")
  THEN RAISE EXCEPTION 'a freeze is lifted only after its lifting was asked for';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_freeze BEFORE UPDATE ON "freeze" FOR EACH ROW EXECUTE FUNCTION guard_freeze();
CREATE TRIGGER no_delete BEFORE DELETE ON "freeze" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "freeze" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How a connection answers, shared by every worker: its circuit breaker, and the pace its provider allows.
CREATE TABLE "connection_health" (
    "connectionId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "breaker" TEXT NOT NULL DEFAULT 'closed',
    "faults" INTEGER NOT NULL DEFAULT 0,
    "openings" INTEGER NOT NULL DEFAULT 0,
    "troubleSince" TIMESTAMPTZ(3),
    "openUntil" TIMESTAMPTZ(3),
    "lastFault" TEXT,
    "lastFaultAt" TIMESTAMPTZ(3),
    "lastSuccessAt" TIMESTAMPTZ(3),
    "paceAt" TIMESTAMPTZ(3),
    "paceQueueAt" TIMESTAMPTZ(3),

    CONSTRAINT "connection_health_pkey" PRIMARY KEY ("connectionId")
);
ALTER TABLE "connection_health" ADD CONSTRAINT "connection_health_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "connection_health"
  ADD CONSTRAINT "health_breaker_known" CHECK ("breaker" IN ('closed', 'open', 'probing')),
  ADD CONSTRAINT "health_open_has_an_end" CHECK ("breaker" = 'closed' OR ("openUntil" IS NOT NULL AND "troubleSince" IS NOT NULL)),
  ADD CONSTRAINT "health_counts_not_negative" CHECK ("faults" >= 0 AND "openings" >= 0);

-- Which payout a delivery was about, whether it showed something or only hinted.
ALTER TABLE "webhook_delivery" ADD COLUMN "payoutId" TEXT;
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
UPDATE "webhook_delivery" d SET "payoutId" = o."payoutId" FROM "observation" o WHERE o."deliveryId" = d."id";
-- The inbox, newest first, by proof and by state.
DROP INDEX "webhook_delivery_merchantId_receivedAt_idx";
CREATE INDEX "webhook_delivery_merchantId_receivedAt_id_idx" ON "webhook_delivery"("merchantId", "receivedAt" DESC, "id" DESC);
CREATE INDEX "webhook_delivery_forged_idx" ON "webhook_delivery" ("merchantId", "receivedAt" DESC) WHERE "proof" = 'forged';
CREATE INDEX "webhook_delivery_waiting_idx" ON "webhook_delivery" ("merchantId", "receivedAt" DESC) WHERE "state" = 'waiting';
-- What is released when a freeze or an outage ends.
CREATE INDEX "payout_held_idx" ON "payout" ("merchantId", "holdKind") WHERE "state" = 'held';
