-- Text search in the history compares trigrams.
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "approval_decision" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "checkerId" TEXT NOT NULL,
    "checkerName" TEXT NOT NULL,
    "reason" TEXT,
    "note" TEXT,
    "shownHash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "ipAddress" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "settingsSealed" BYTEA NOT NULL,
    "settingsKeyId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "merchantId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" BYTEA NOT NULL,
    "responseStatus" INTEGER,
    "responseBody" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("merchantId","key")
);

-- CreateTable
CREATE TABLE "merchant" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/London',
    "locale" TEXT NOT NULL DEFAULT 'en-GB',
    "policy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "merchant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_source" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "userId" TEXT,
    "orderId" TEXT,
    "orderReference" TEXT,
    "holderName" TEXT,
    "holderFolded" TEXT,
    "holderEmail" TEXT,
    "masked" TEXT,
    "lastFour" TEXT,
    "blindIndex" BYTEA,
    "currency" TEXT NOT NULL,
    "paidInMinor" DECIMAL(38,0) NOT NULL,
    "refundedMinor" DECIMAL(38,0) NOT NULL DEFAULT 0,
    "paidInAt" TIMESTAMPTZ(3),
    "refusal" TEXT,
    "readAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "loop" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amountMinor" DECIMAL(38,0) NOT NULL,
    "currency" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "statementText" TEXT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "makerId" TEXT NOT NULL,
    "makerKind" TEXT NOT NULL,
    "makerName" TEXT NOT NULL,
    "submissionKey" TEXT,
    "submissionHash" TEXT,
    "dispatchKey" UUID NOT NULL,
    "receiverId" TEXT,
    "receiverAccountVersionId" TEXT,
    "paymentSourceId" TEXT,
    "receiverName" TEXT NOT NULL,
    "searchText" TEXT NOT NULL,
    "accountMasked" TEXT,
    "accountLastFour" TEXT,
    "orderId" TEXT,
    "policyVersion" INTEGER NOT NULL,
    "neededCheckers" INTEGER NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "providerPayoutId" TEXT,
    "providerStatus" TEXT,
    "rail" TEXT,
    "traceId" TEXT,
    "feeMinor" DECIMAL(38,0),
    "failureReason" TEXT,
    "failureCode" TEXT,
    "failureMessage" TEXT,
    "holdReason" TEXT,
    "contradiction" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextCheckAt" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submittedAt" TIMESTAMPTZ(3),
    "approvedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    "stateAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "state_transition" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "fromState" TEXT,
    "toState" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "note" TEXT,
    "evidenceId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "state_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "guard" TEXT NOT NULL,
    "guardKey" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "end" TEXT,
    "detail" TEXT,
    "evidenceId" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "providerStatus" TEXT NOT NULL,
    "providerPayoutId" TEXT NOT NULL,
    "providerAt" TEXT,
    "amountMinor" DECIMAL(38,0),
    "effect" TEXT NOT NULL,
    "note" TEXT,
    "evidenceId" TEXT,
    "deliveryId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "payoutId" TEXT,
    "attemptId" TEXT,
    "purpose" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "requestHeaders" JSONB NOT NULL,
    "requestBody" TEXT NOT NULL,
    "bytesLeft" BOOLEAN NOT NULL,
    "status" INTEGER,
    "responseHeaders" JSONB NOT NULL,
    "responseBody" TEXT NOT NULL,
    "fault" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMs" INTEGER NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedWhy" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" BIGSERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receiver" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameFolded" TEXT NOT NULL,
    "email" TEXT,
    "country" TEXT,
    "reference" TEXT,
    "state" TEXT NOT NULL DEFAULT 'active',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,

    CONSTRAINT "receiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receiver_account" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "receiverId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receiver_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receiver_account_version" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "holderName" TEXT NOT NULL,
    "addressSealed" BYTEA NOT NULL,
    "addressKeyId" TEXT NOT NULL,
    "blindIndex" BYTEA NOT NULL,
    "masked" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,

    CONSTRAINT "receiver_account_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "body" BYTEA NOT NULL,
    "proof" TEXT NOT NULL,
    "forgedWhy" TEXT,
    "dedupeKey" TEXT,
    "state" TEXT NOT NULL,
    "note" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_decision_merchantId_checkerId_at_idx" ON "approval_decision"("merchantId", "checkerId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "approval_decision_payoutId_round_checkerId_key" ON "approval_decision"("payoutId", "round", "checkerId");

-- CreateIndex
CREATE INDEX "audit_entry_merchantId_at_id_idx" ON "audit_entry"("merchantId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_subjectKind_subjectId_at_idx" ON "audit_entry"("subjectKind", "subjectId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "connection_merchantId_name_key" ON "connection"("merchantId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "connection_merchantId_id_key" ON "connection"("merchantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "merchant_slug_key" ON "merchant"("slug");

-- CreateIndex
CREATE INDEX "payment_source_merchantId_orderId_idx" ON "payment_source"("merchantId", "orderId");

-- CreateIndex
CREATE INDEX "payment_source_merchantId_orderReference_idx" ON "payment_source"("merchantId", "orderReference");

-- CreateIndex
CREATE INDEX "payment_source_merchantId_userId_idx" ON "payment_source"("merchantId", "userId");

-- CreateIndex
CREATE INDEX "payment_source_merchantId_holderEmail_idx" ON "payment_source"("merchantId", "holderEmail");

-- CreateIndex
CREATE INDEX "payment_source_merchantId_holderFolded_idx" ON "payment_source"("merchantId", "holderFolded" text_pattern_ops);

-- CreateIndex
CREATE INDEX "payment_source_merchantId_sourceId_idx" ON "payment_source"("merchantId", "sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "payment_source_connectionId_sourceId_key" ON "payment_source"("connectionId", "sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "payment_source_merchantId_id_key" ON "payment_source"("merchantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_number_key" ON "payout"("number");

-- CreateIndex
CREATE INDEX "payout_merchantId_createdAt_id_idx" ON "payout"("merchantId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payout_merchantId_state_createdAt_id_idx" ON "payout"("merchantId", "state", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payout_merchantId_provider_createdAt_id_idx" ON "payout"("merchantId", "provider", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payout_merchantId_receiverId_createdAt_idx" ON "payout"("merchantId", "receiverId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "payout_merchantId_paymentSourceId_idx" ON "payout"("merchantId", "paymentSourceId");

-- CreateIndex
CREATE INDEX "payout_merchantId_reference_idx" ON "payout"("merchantId", "reference");

-- CreateIndex
CREATE INDEX "payout_merchantId_orderId_idx" ON "payout"("merchantId", "orderId");

-- CreateIndex
CREATE INDEX "payout_searchText_idx" ON "payout" USING GIN ("searchText" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "payout_merchantId_id_key" ON "payout"("merchantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_merchantId_submissionKey_key" ON "payout"("merchantId", "submissionKey");

-- CreateIndex
CREATE UNIQUE INDEX "payout_connectionId_providerPayoutId_key" ON "payout"("connectionId", "providerPayoutId");

-- CreateIndex
CREATE UNIQUE INDEX "state_transition_payoutId_sequence_key" ON "state_transition"("payoutId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_payoutId_sequence_key" ON "attempt"("payoutId", "sequence");

-- CreateIndex
CREATE INDEX "observation_payoutId_at_idx" ON "observation"("payoutId", "at");

-- CreateIndex
CREATE INDEX "evidence_payoutId_startedAt_idx" ON "evidence"("payoutId", "startedAt");

-- CreateIndex
CREATE INDEX "evidence_connectionId_startedAt_idx" ON "evidence"("connectionId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "membership_personId_idx" ON "membership"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "membership_merchantId_personId_key" ON "membership"("merchantId", "personId");

-- CreateIndex
CREATE INDEX "session_personId_idx" ON "session"("personId");

-- CreateIndex
CREATE INDEX "sign_in_attempt_email_at_idx" ON "sign_in_attempt"("email", "at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_merchantId_idx" ON "api_key"("merchantId");

-- CreateIndex
CREATE INDEX "receiver_merchantId_createdAt_id_idx" ON "receiver"("merchantId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "receiver_merchantId_id_key" ON "receiver"("merchantId", "id");

-- CreateIndex
CREATE INDEX "receiver_account_receiverId_idx" ON "receiver_account"("receiverId");

-- CreateIndex
CREATE UNIQUE INDEX "receiver_account_merchantId_id_key" ON "receiver_account"("merchantId", "id");

-- CreateIndex
CREATE INDEX "receiver_account_version_merchantId_blindIndex_idx" ON "receiver_account_version"("merchantId", "blindIndex");

-- CreateIndex
CREATE INDEX "receiver_account_version_merchantId_lastFour_idx" ON "receiver_account_version"("merchantId", "lastFour");

-- CreateIndex
CREATE UNIQUE INDEX "receiver_account_version_accountId_version_key" ON "receiver_account_version"("accountId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "receiver_account_version_merchantId_id_key" ON "receiver_account_version"("merchantId", "id");

-- CreateIndex
CREATE INDEX "webhook_delivery_merchantId_receivedAt_idx" ON "webhook_delivery"("merchantId", "receivedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_connectionId_dedupeKey_key" ON "webhook_delivery"("connectionId", "dedupeKey");

-- AddForeignKey
ALTER TABLE "approval_decision" ADD CONSTRAINT "approval_decision_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_source" ADD CONSTRAINT "payment_source_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_receiverId_fkey" FOREIGN KEY ("merchantId", "receiverId") REFERENCES "receiver"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_receiverAccountVersionId_fkey" FOREIGN KEY ("merchantId", "receiverAccountVersionId") REFERENCES "receiver_account_version"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_paymentSourceId_fkey" FOREIGN KEY ("merchantId", "paymentSourceId") REFERENCES "payment_source"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "state_transition" ADD CONSTRAINT "state_transition_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receiver" ADD CONSTRAINT "receiver_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receiver_account" ADD CONSTRAINT "receiver_account_merchantId_receiverId_fkey" FOREIGN KEY ("merchantId", "receiverId") REFERENCES "receiver"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receiver_account_version" ADD CONSTRAINT "receiver_account_version_merchantId_accountId_fkey" FOREIGN KEY ("merchantId", "accountId") REFERENCES "receiver_account"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema cannot say: the guards that hold even when the code above them is wrong.

-- Rows that are evidence are written once.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "state_transition" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "evidence" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "observation" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "approval_decision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "receiver_account_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON "payout" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON "attempt" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON "webhook_delivery" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "state_transition" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "evidence" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "observation" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "approval_decision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "receiver_account_version" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "attempt" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "webhook_delivery" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An attempt gets its end once; what was intended never changes.
CREATE FUNCTION guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."endedAt" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."payoutId", NEW."sequence", NEW."guard", NEW."guardKey", NEW."startedAt")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."payoutId", OLD."sequence", OLD."guard", OLD."guardKey", OLD."startedAt")
  THEN RAISE EXCEPTION 'an attempt is written once and ended once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_attempt BEFORE UPDATE ON "attempt" FOR EACH ROW EXECUTE FUNCTION guard_attempt();

-- A delivery's bytes and proof are what arrived, whatever is made of them later. `undecided` may become another proof.
CREATE FUNCTION guard_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."id", NEW."merchantId", NEW."connectionId", NEW."path", NEW."headers", NEW."body", NEW."receivedAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."connectionId", OLD."path", OLD."headers", OLD."body", OLD."receivedAt")
    OR (OLD."proof" <> 'undecided' AND NEW."proof" <> OLD."proof")
  THEN RAISE EXCEPTION 'a webhook delivery is kept as it arrived';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_delivery BEFORE UPDATE ON "webhook_delivery" FOR EACH ROW EXECUTE FUNCTION guard_delivery();

-- The lifecycle of lib/domain/payout/lifecycle.ts, a second time: a test holds the two together.
CREATE FUNCTION payout_may_move(from_state text, to_state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT to_state = ANY (CASE from_state
    WHEN 'draft' THEN ARRAY['awaitingApproval', 'discarded']
    WHEN 'awaitingApproval' THEN ARRAY['approved', 'rejected', 'draft', 'expired']
    WHEN 'approved' THEN ARRAY['dispatching', 'awaitingApproval', 'held', 'cancelled', 'unconfirmed']
    WHEN 'held' THEN ARRAY['approved', 'awaitingApproval', 'cancelled', 'unconfirmed']
    WHEN 'dispatching' THEN ARRAY['inFlight', 'refused', 'unconfirmed', 'approved']
    WHEN 'unconfirmed' THEN ARRAY['inFlight', 'settled', 'failed', 'cancelled', 'refused', 'approved']
    WHEN 'inFlight' THEN ARRAY['settled', 'failed', 'cancelled', 'returned']
    WHEN 'settled' THEN ARRAY['returned']
    ELSE ARRAY[]::text[]
  END)
$$;

CREATE FUNCTION guard_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" <> OLD."state" AND NOT payout_may_move(OLD."state", NEW."state") THEN
    RAISE EXCEPTION 'a payout cannot go from % to %', OLD."state", NEW."state";
  END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."number", NEW."connectionId", NEW."provider", NEW."loop", NEW."source", NEW."makerId", NEW."dispatchKey", NEW."createdAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."number", OLD."connectionId", OLD."provider", OLD."loop", OLD."source", OLD."makerId", OLD."dispatchKey", OLD."createdAt")
  THEN RAISE EXCEPTION 'what identifies a payout never changes';
  END IF;
  IF OLD."state" <> 'draft' AND ROW(NEW."amountMinor", NEW."currency", NEW."receiverId", NEW."receiverAccountVersionId", NEW."paymentSourceId", NEW."statementText", NEW."reference")
     IS DISTINCT FROM ROW(OLD."amountMinor", OLD."currency", OLD."receiverId", OLD."receiverAccountVersionId", OLD."paymentSourceId", OLD."statementText", OLD."reference")
  THEN RAISE EXCEPTION 'a payout that was submitted cannot be altered';
  END IF;
  IF OLD."providerPayoutId" IS NOT NULL AND NEW."providerPayoutId" IS DISTINCT FROM OLD."providerPayoutId" THEN
    RAISE EXCEPTION 'a payout keeps the provider id that it has';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_payout BEFORE UPDATE ON "payout" FOR EACH ROW EXECUTE FUNCTION guard_payout();

-- Maker is never checker, and a decision belongs to the payout's present round.
CREATE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE maker text; present integer;
BEGIN
  SELECT "makerId", "round" INTO maker, present FROM "payout" WHERE "id" = NEW."payoutId" AND "merchantId" = NEW."merchantId";
  IF maker = NEW."checkerId" THEN
    RAISE EXCEPTION 'the maker of a payout cannot decide on it';
  END IF;
  IF present IS DISTINCT FROM NEW."round" THEN
    RAISE EXCEPTION 'the decision is on an earlier round of this payout';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_decision BEFORE INSERT ON "approval_decision" FOR EACH ROW EXECUTE FUNCTION guard_decision();

ALTER TABLE "payout"
  ADD CONSTRAINT "payout_amount_positive" CHECK ("amountMinor" > 0),
  ADD CONSTRAINT "payout_fee_not_negative" CHECK ("feeMinor" >= 0),
  ADD CONSTRAINT "payout_currency_form" CHECK ("currency" ~ '^[A-Z]{3,4}$'),
  ADD CONSTRAINT "payout_loop_known" CHECK ("loop" IN ('closed', 'open')),
  ADD CONSTRAINT "payout_source_known" CHECK ("source" IN ('screen', 'api', 'batch')),
  ADD CONSTRAINT "payout_maker_known" CHECK ("makerKind" IN ('person', 'apiKey', 'system')),
  ADD CONSTRAINT "payout_state_known" CHECK ("state" IN ('draft', 'awaitingApproval', 'approved', 'held', 'dispatching', 'unconfirmed', 'inFlight', 'settled',
    'discarded', 'rejected', 'expired', 'refused', 'failed', 'cancelled', 'returned')),
  ADD CONSTRAINT "payout_loop_names_its_target" CHECK (
    ("loop" = 'closed' AND "paymentSourceId" IS NOT NULL AND "receiverAccountVersionId" IS NULL)
    OR ("loop" = 'open' AND "receiverAccountVersionId" IS NOT NULL AND "receiverId" IS NOT NULL AND "paymentSourceId" IS NULL)),
  ADD CONSTRAINT "payout_checkers_not_negative" CHECK ("neededCheckers" >= 0 AND "round" >= 1);

ALTER TABLE "payment_source"
  ADD CONSTRAINT "source_currency_form" CHECK ("currency" ~ '^[A-Z]{3,4}$'),
  ADD CONSTRAINT "source_amounts_not_negative" CHECK ("paidInMinor" >= 0 AND "refundedMinor" >= 0);

ALTER TABLE "person" ADD CONSTRAINT "person_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "membership" ADD CONSTRAINT "membership_role_known" CHECK ("role" IN ('maker', 'checker', 'support', 'admin'));
ALTER TABLE "connection"
  ADD CONSTRAINT "connection_mode_known" CHECK ("mode" IN ('simulator', 'sandbox', 'live')),
  ADD CONSTRAINT "connection_state_known" CHECK ("state" IN ('active', 'disabled'));
ALTER TABLE "receiver"
  ADD CONSTRAINT "receiver_kind_known" CHECK ("kind" IN ('person', 'company')),
  ADD CONSTRAINT "receiver_state_known" CHECK ("state" IN ('active', 'closed'));
ALTER TABLE "approval_decision" ADD CONSTRAINT "decision_verdict_known" CHECK ("verdict" IN ('approve', 'reject'));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_end_known" CHECK (
  ("endedAt" IS NULL AND "end" IS NULL) OR ("endedAt" IS NOT NULL AND "end" IN ('accepted', 'refused', 'notSent', 'unknown')));
ALTER TABLE "webhook_delivery"
  ADD CONSTRAINT "delivery_proof_known" CHECK ("proof" IN ('signed', 'unsigned', 'forged', 'undecided')),
  ADD CONSTRAINT "delivery_state_known" CHECK ("state" IN ('stored', 'applied', 'irrelevant', 'waiting', 'refused')),
  ADD CONSTRAINT "delivery_forged_is_refused" CHECK ("proof" <> 'forged' OR ("state" = 'refused' AND "dedupeKey" IS NULL));

-- Payouts that the desk itself must look at again, soonest first: small whatever the history's size.
CREATE INDEX "payout_due_idx" ON "payout" ("nextCheckAt") WHERE "nextCheckAt" IS NOT NULL;
-- What needs a person, on the overview.
CREATE INDEX "payout_contradiction_idx" ON "payout" ("merchantId", "createdAt" DESC) WHERE "contradiction" IS NOT NULL;
-- At most one attempt without an end per payout: two workers cannot both be sending it.
CREATE UNIQUE INDEX "attempt_open_one" ON "attempt" ("payoutId") WHERE "endedAt" IS NULL;
-- Deliveries that are not applied yet: few, whatever the inbox's size.
CREATE INDEX "webhook_delivery_open_idx" ON "webhook_delivery" ("receivedAt") WHERE "state" IN ('waiting', 'stored');
-- What did not arrive since yesterday, on the overview.
CREATE INDEX "payout_not_arrived_idx" ON "payout" ("merchantId", "stateAt" DESC) WHERE "state" IN ('failed', 'refused', 'returned');
