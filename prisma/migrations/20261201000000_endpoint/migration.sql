-- Where a merchant's own systems hear of what moves: the endpoints, what signs for them, what is told, and every try to tell it.
CREATE TABLE "endpoint" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "types" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "state" TEXT NOT NULL DEFAULT 'on',
    "offWhy" TEXT,
    "stateAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastDeliveredAt" TIMESTAMPTZ(3),
    "failingSince" TIMESTAMPTZ(3),

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "endpoint_merchantId_id_key" ON "endpoint"("merchantId", "id");
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint"
  ADD CONSTRAINT "endpoint_state_known" CHECK ("state" IN ('on', 'off', 'removed')),
  ADD CONSTRAINT "endpoint_off_has_why" CHECK ("state" <> 'on' OR "offWhy" IS NULL),
  -- No name and password in it: it stands in the log for everyone who may read that.
  ADD CONSTRAINT "endpoint_url_form" CHECK ("url" ~ '^https?://[^\s@/]+(/|$)' AND length("url") <= 2000);

CREATE FUNCTION guard_endpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'removed' AND NEW."state" <> 'removed' THEN RAISE EXCEPTION 'an endpoint is removed once'; END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."createdAt") IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."createdAt")
  THEN RAISE EXCEPTION 'whose an endpoint is never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_endpoint BEFORE UPDATE ON "endpoint" FOR EACH ROW EXECUTE FUNCTION guard_endpoint();
CREATE TRIGGER no_delete BEFORE DELETE ON "endpoint" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE "endpoint_secret" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "endpointId" TEXT,
    "secretSealed" BYTEA NOT NULL,
    "secretKeyId" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMPTZ(3),

    CONSTRAINT "endpoint_secret_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "endpoint_secret_endpointId_idx" ON "endpoint_secret"("endpointId");
-- Of two that do not end nobody would know which one holds.
CREATE UNIQUE INDEX "endpoint_secret_lasting_one" ON "endpoint_secret" ("endpointId") WHERE "endsAt" IS NULL;
ALTER TABLE "endpoint_secret" ADD CONSTRAINT "endpoint_secret_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint_secret" ADD CONSTRAINT "endpoint_secret_merchantId_endpointId_fkey" FOREIGN KEY ("merchantId", "endpointId") REFERENCES "endpoint"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "endpoint_event" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payoutId" TEXT,
    "sequence" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "endpoint_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "endpoint_event_merchantId_id_key" ON "endpoint_event"("merchantId", "id");
-- One move is told as one event, whatever is tried twice.
CREATE UNIQUE INDEX "endpoint_event_payoutId_sequence_key" ON "endpoint_event"("payoutId", "sequence");
CREATE INDEX "endpoint_event_at_idx" ON "endpoint_event" USING BRIN ("at");
ALTER TABLE "endpoint_event" ADD CONSTRAINT "endpoint_event_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint_event" ADD CONSTRAINT "endpoint_event_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint_event" ADD CONSTRAINT "endpoint_event_move_whole" CHECK (num_nonnulls("payoutId", "sequence") IN (0, 2));
-- What was told stays told as it was; it goes when its time is over.
CREATE TRIGGER no_update BEFORE UPDATE ON "endpoint_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE "endpoint_delivery" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "endpointId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "step" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),
    "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" TIMESTAMPTZ(3),

    CONSTRAINT "endpoint_delivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "endpoint_delivery_merchantId_id_key" ON "endpoint_delivery"("merchantId", "id");
CREATE UNIQUE INDEX "endpoint_delivery_endpointId_eventId_key" ON "endpoint_delivery"("endpointId", "eventId");
CREATE INDEX "endpoint_delivery_endpointId_queuedAt_id_idx" ON "endpoint_delivery"("endpointId", "queuedAt" DESC, "id" DESC);
CREATE INDEX "endpoint_delivery_eventId_idx" ON "endpoint_delivery"("eventId");
CREATE INDEX "endpoint_delivery_due_idx" ON "endpoint_delivery" ("endpointId", "nextTryAt") WHERE "nextTryAt" IS NOT NULL;
ALTER TABLE "endpoint_delivery" ADD CONSTRAINT "endpoint_delivery_merchantId_endpointId_fkey" FOREIGN KEY ("merchantId", "endpointId") REFERENCES "endpoint"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint_delivery" ADD CONSTRAINT "endpoint_delivery_merchantId_eventId_fkey" FOREIGN KEY ("merchantId", "eventId") REFERENCES "endpoint_event"("merchantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "endpoint_delivery"
  ADD CONSTRAINT "endpoint_delivery_state_known" CHECK ("state" IN ('waiting', 'sending', 'delivered', 'givenUp', 'missed')),
  ADD CONSTRAINT "endpoint_delivery_open_is_due" CHECK (("state" IN ('waiting', 'sending')) = ("nextTryAt" IS NOT NULL)),
  ADD CONSTRAINT "endpoint_delivery_delivered_when" CHECK ("state" <> 'delivered' OR "deliveredAt" IS NOT NULL),
  ADD CONSTRAINT "endpoint_delivery_counts" CHECK ("step" >= 0 AND "tries" >= "step");

CREATE FUNCTION guard_endpoint_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."id", NEW."merchantId", NEW."endpointId", NEW."eventId", NEW."queuedAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."endpointId", OLD."eventId", OLD."queuedAt")
     OR NEW."tries" < OLD."tries" OR (OLD."deliveredAt" IS NOT NULL AND NEW."deliveredAt" IS NULL)
  THEN RAISE EXCEPTION 'what is delivered to whom never changes, nor that it was';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_endpoint_delivery BEFORE UPDATE ON "endpoint_delivery" FOR EACH ROW EXECUTE FUNCTION guard_endpoint_delivery();

CREATE TABLE "endpoint_attempt" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "url" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "outcome" TEXT,
    "status" INTEGER,
    "durationMs" INTEGER,
    "answer" TEXT,
    "fault" TEXT,

    CONSTRAINT "endpoint_attempt_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "endpoint_attempt_deliveryId_number_key" ON "endpoint_attempt"("deliveryId", "number");
ALTER TABLE "endpoint_attempt" ADD CONSTRAINT "endpoint_attempt_merchantId_deliveryId_fkey" FOREIGN KEY ("merchantId", "deliveryId") REFERENCES "endpoint_delivery"("merchantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "endpoint_attempt"
  ADD CONSTRAINT "endpoint_attempt_outcome_known" CHECK ("outcome" IN ('delivered', 'answered', 'noAnswer', 'notCalled', 'cutShort')),
  ADD CONSTRAINT "endpoint_attempt_status_is_one" CHECK ("status" BETWEEN 100 AND 599),
  ADD CONSTRAINT "endpoint_attempt_answered_has_status" CHECK (("outcome" IN ('delivered', 'answered')) IS NOT DISTINCT FROM ("status" IS NOT NULL) OR "outcome" IS NULL),
  ADD CONSTRAINT "endpoint_attempt_fault_said" CHECK ("outcome" IS NULL OR ("outcome" = 'delivered') = ("fault" IS NULL)),
  ADD CONSTRAINT "endpoint_attempt_answer_is_short" CHECK (length("answer") <= 4000);

CREATE FUNCTION guard_endpoint_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."outcome" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."deliveryId", NEW."number", NEW."at", NEW."url", NEW."headers")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."deliveryId", OLD."number", OLD."at", OLD."url", OLD."headers")
  THEN RAISE EXCEPTION 'a try ends once, and stays what it was';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_endpoint_attempt BEFORE UPDATE ON "endpoint_attempt" FOR EACH ROW EXECUTE FUNCTION guard_endpoint_attempt();
