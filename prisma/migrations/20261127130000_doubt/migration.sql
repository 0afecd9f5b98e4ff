-- What the provider's own list has said about a payout of which nobody knows whether it was paid.
ALTER TABLE "payout"
  ADD COLUMN "absentTimes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "lastAbsentAt" TIMESTAMPTZ(3),
  ADD COLUMN "sendAfter" TIMESTAMPTZ(3);

-- A wish to send an unconfirmed payout again, with the verdict that it leans on. Two people, never the same.
CREATE TABLE "payout_resend" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "askedByName" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedById" TEXT,
    "endedByName" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "payout_resend_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payout_resend_open_one" ON "payout_resend" ("payoutId") WHERE "outcome" IS NULL;
CREATE INDEX "payout_resend_payoutId_idx" ON "payout_resend"("payoutId");
ALTER TABLE "payout_resend" ADD CONSTRAINT "payout_resend_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_resend"
  ADD CONSTRAINT "resend_outcome_known" CHECK ("outcome" IN ('confirmed', 'withdrawn', 'overtaken')),
  ADD CONSTRAINT "resend_ended_whole" CHECK (("endedAt" IS NULL) = ("outcome" IS NULL)),
  ADD CONSTRAINT "resend_takes_two" CHECK ("outcome" IS DISTINCT FROM 'confirmed' OR ("endedById" IS NOT NULL AND "endedById" <> "askedById"));

CREATE FUNCTION guard_payout_resend() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."outcome" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."payoutId", NEW."verdict", NEW."askedById", NEW."askedAt")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."payoutId", OLD."verdict", OLD."askedById", OLD."askedAt")
  THEN RAISE EXCEPTION 'a wish to send again is written once and ended once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_payout_resend BEFORE UPDATE ON "payout_resend" FOR EACH ROW EXECUTE FUNCTION guard_payout_resend();
CREATE TRIGGER keep_payout_resend BEFORE DELETE ON "payout_resend" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was last read of each merchant account's money: a payout that exceeds it waits instead of failing at the provider.
CREATE TABLE "connection_balance" (
    "connectionId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "availableMinor" DECIMAL(38,0) NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_balance_pkey" PRIMARY KEY ("connectionId", "currency")
);
ALTER TABLE "connection_balance" ADD CONSTRAINT "connection_balance_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits for approval since before there was an end to waiting gets one too.
UPDATE "payout" SET "nextCheckAt" = GREATEST("stateAt" + interval '7 days', now() + interval '1 day')
WHERE "state" = 'awaitingApproval' AND "nextCheckAt" IS NULL;
