-- What a maker changed in a payout that waits for approval or was rejected: each change begins a round of its own.
CREATE TABLE "payout_edit" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "editorId" TEXT NOT NULL,
    "editorName" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_edit_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payout_edit_payoutId_round_key" ON "payout_edit"("payoutId", "round");
ALTER TABLE "payout_edit" ADD CONSTRAINT "payout_edit_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_edit" ADD CONSTRAINT "payout_edit_begins_a_round" CHECK ("round" > 1);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "payout_edit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_edit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The lifecycle of lib/domain/payout/lifecycle.ts, a second time. What is asked for again, as it is or mended, waits for approval anew.
CREATE OR REPLACE FUNCTION payout_may_move(from_state text, to_state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT to_state = ANY (CASE from_state
    WHEN 'draft' THEN ARRAY['awaitingApproval', 'discarded']
    WHEN 'awaitingApproval' THEN ARRAY['approved', 'rejected', 'draft', 'expired', 'awaitingApproval']
    WHEN 'approved' THEN ARRAY['dispatching', 'awaitingApproval', 'held', 'cancelled', 'unconfirmed']
    WHEN 'held' THEN ARRAY['approved', 'awaitingApproval', 'cancelled', 'unconfirmed']
    WHEN 'dispatching' THEN ARRAY['inFlight', 'refused', 'unconfirmed', 'approved']
    WHEN 'unconfirmed' THEN ARRAY['inFlight', 'settled', 'failed', 'cancelled', 'refused', 'approved']
    WHEN 'inFlight' THEN ARRAY['settled', 'failed', 'cancelled', 'returned']
    WHEN 'settled' THEN ARRAY['returned']
    WHEN 'rejected' THEN ARRAY['awaitingApproval', 'discarded']
    WHEN 'refused' THEN ARRAY['unconfirmed']
    WHEN 'failed' THEN ARRAY['unconfirmed']
    WHEN 'cancelled' THEN ARRAY['unconfirmed']
    ELSE ARRAY[]::text[]
  END)
$$;

-- What was submitted is altered by one deed alone: its maker or another mends it, which is on record, before anything was ever sent, and
-- a new round begins, in which no earlier decision counts.
CREATE OR REPLACE FUNCTION guard_payout() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_mended boolean := false;
BEGIN
  IF NEW."state" <> OLD."state" AND NOT payout_may_move(OLD."state", NEW."state") THEN
    RAISE EXCEPTION 'a payout cannot go from % to %', OLD."state", NEW."state";
  END IF;
  IF NEW."round" <> OLD."round" THEN
    IF NEW."round" <> OLD."round" + 1 OR NEW."state" <> 'awaitingApproval' OR OLD."state" NOT IN ('awaitingApproval', 'rejected', 'approved', 'held') OR OLD."attempts" > 0 THEN
      RAISE EXCEPTION 'a new round begins when a payout that never left is to be approved anew';
    END IF;
    is_mended := OLD."state" IN ('awaitingApproval', 'rejected') AND EXISTS (
      SELECT FROM "payout_edit" e WHERE e."merchantId" = NEW."merchantId" AND e."payoutId" = NEW."id" AND e."round" = NEW."round");
  ELSIF NEW."state" = 'awaitingApproval' AND OLD."state" NOT IN ('draft', 'awaitingApproval') THEN
    RAISE EXCEPTION 'a payout that is to be approved anew begins a new round';
  END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."number", NEW."source", NEW."makerId", NEW."dispatchKey", NEW."createdAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."number", OLD."source", OLD."makerId", OLD."dispatchKey", OLD."createdAt")
  THEN RAISE EXCEPTION 'what identifies a payout never changes';
  END IF;
  IF NOT is_mended AND ROW(NEW."connectionId", NEW."provider", NEW."loop") IS DISTINCT FROM ROW(OLD."connectionId", OLD."provider", OLD."loop") THEN
    RAISE EXCEPTION 'what identifies a payout never changes';
  END IF;
  IF OLD."state" <> 'draft' AND NOT is_mended
    AND ROW(NEW."amountMinor", NEW."currency", NEW."receiverId", NEW."receiverAccountVersionId", NEW."paymentSourceId", NEW."statementText", NEW."reference")
     IS DISTINCT FROM ROW(OLD."amountMinor", OLD."currency", OLD."receiverId", OLD."receiverAccountVersionId", OLD."paymentSourceId", OLD."statementText", OLD."reference")
  THEN RAISE EXCEPTION 'a payout that was submitted cannot be altered';
  END IF;
  IF OLD."providerPayoutId" IS NOT NULL AND NEW."providerPayoutId" IS DISTINCT FROM OLD."providerPayoutId" THEN
    RAISE EXCEPTION 'a payout keeps the provider id that it has';
  END IF;
  RETURN NEW;
END $$;

-- What the maker says to warnings belongs to the round that it was said in.
DROP TRIGGER keep_maker_reason ON "payout";
CREATE TRIGGER keep_maker_reason BEFORE UPDATE OF "makerReason" ON "payout" FOR EACH ROW
  WHEN (OLD."makerReason" IS DISTINCT FROM NEW."makerReason" AND OLD."round" = NEW."round") EXECUTE FUNCTION refuse_change();

-- What is mended takes from its source like what is made.
CREATE TRIGGER guard_returnable_mended BEFORE UPDATE OF "round" ON "payout" FOR EACH ROW
  WHEN (OLD."round" <> NEW."round" AND OLD."state" IN ('awaitingApproval', 'rejected') AND NEW."paymentSourceId" IS NOT NULL) EXECUTE FUNCTION guard_returnable();

-- Nobody decides on what they have changed.
CREATE FUNCTION guard_decision_on_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "payout_edit" e WHERE e."payoutId" = NEW."payoutId" AND e."editorId" = NEW."checkerId") THEN
    RAISE EXCEPTION 'whoever edited a payout cannot decide on it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_decision_on_edit BEFORE INSERT ON "approval_decision" FOR EACH ROW EXECUTE FUNCTION guard_decision_on_edit();
