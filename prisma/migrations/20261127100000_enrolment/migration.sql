ALTER TABLE "receiver" ADD COLUMN "detailsSealed" BYTEA, ADD COLUMN "detailsKeyId" TEXT;
ALTER TABLE "receiver" ADD CONSTRAINT "receiver_details_whole" CHECK (("detailsSealed" IS NULL) = ("detailsKeyId" IS NULL));

CREATE TABLE "enrolment" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "receiverId" TEXT NOT NULL,
    "accountVersionId" TEXT NOT NULL,
    "providerReceiverId" TEXT,
    "providerAccountId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'wanted',
    "providerStatus" TEXT,
    "nextStep" TEXT,
    "accountLabel" TEXT,
    "failureReason" TEXT,
    "failureCode" TEXT,
    "failureMessage" TEXT,
    "evidenceId" TEXT,
    "checks" INTEGER NOT NULL DEFAULT 0,
    "nextCheckAt" TIMESTAMPTZ(3),
    "busyUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stateAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "enrolment_connectionId_accountVersionId_key" ON "enrolment"("connectionId", "accountVersionId");
CREATE INDEX "enrolment_connectionId_providerReceiverId_idx" ON "enrolment"("connectionId", "providerReceiverId");
CREATE INDEX "enrolment_merchantId_receiverId_idx" ON "enrolment"("merchantId", "receiverId");
-- Enrolments that the desk itself asks about again, soonest first.
CREATE INDEX "enrolment_due_idx" ON "enrolment" ("nextCheckAt") WHERE "nextCheckAt" IS NOT NULL;

ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_merchantId_receiverId_fkey" FOREIGN KEY ("merchantId", "receiverId") REFERENCES "receiver"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_merchantId_accountVersionId_fkey" FOREIGN KEY ("merchantId", "accountVersionId") REFERENCES "receiver_account_version"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "enrolment"
  ADD CONSTRAINT "enrolment_state_known" CHECK ("state" IN ('wanted', 'pending', 'needsReceiver', 'ready', 'refused')),
  ADD CONSTRAINT "enrolment_ready_is_known_there" CHECK ("state" <> 'ready' OR "providerReceiverId" IS NOT NULL);

-- Payouts go to the ids that the provider gave: they are written once. What is enrolled, and where, never changes.
CREATE FUNCTION guard_enrolment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."id", NEW."merchantId", NEW."connectionId", NEW."receiverId", NEW."accountVersionId")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."connectionId", OLD."receiverId", OLD."accountVersionId")
  THEN RAISE EXCEPTION 'an enrolment stays with its receiver, account and connection';
  END IF;
  IF (OLD."providerReceiverId" IS NOT NULL AND NEW."providerReceiverId" IS DISTINCT FROM OLD."providerReceiverId")
    OR (OLD."providerAccountId" IS NOT NULL AND NEW."providerAccountId" IS DISTINCT FROM OLD."providerAccountId")
  THEN RAISE EXCEPTION 'an enrolment keeps the provider ids that it has';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_enrolment BEFORE UPDATE ON "enrolment" FOR EACH ROW EXECUTE FUNCTION guard_enrolment();
