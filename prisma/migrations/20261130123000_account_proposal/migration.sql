-- Every version says whether a second person has to confirm it, how it came in, and what unlikely in it somebody let stand.
-- What is there already was paid under the old rule and counts as confirmed.
ALTER TABLE "receiver_account_version"
  ADD COLUMN "needsConfirmation" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'screen',
  ADD COLUMN "doubts" TEXT[] DEFAULT '{}';
ALTER TABLE "receiver_account_version"
  ALTER COLUMN "needsConfirmation" DROP DEFAULT,
  ALTER COLUMN "origin" DROP DEFAULT,
  ALTER COLUMN "doubts" DROP DEFAULT,
  ADD CONSTRAINT "version_origin_known" CHECK ("origin" IN ('screen', 'api', 'receiver', 'import', 'payeeCheck')),
  ADD CONSTRAINT "version_doubts_there" CHECK ("doubts" IS NOT NULL);

-- An account without a number has nothing to be found by, and shares nothing with others of its kind.
ALTER TABLE "receiver_account_version" ALTER COLUMN "blindIndex" DROP NOT NULL;
ALTER TABLE "receiver_account_version" DISABLE TRIGGER append_only;
UPDATE "receiver_account_version" v SET "blindIndex" = NULL
  FROM "receiver_account" a WHERE a."id" = v."accountId" AND a."kind" IN ('virtualCard', 'ownAccount');
ALTER TABLE "receiver_account_version" ENABLE TRIGGER append_only;

-- A second person's word on a version: written once, and never the word of whoever brought it.
CREATE TABLE "account_decision" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "calledName" TEXT,
    "calledNumberSealed" BYTEA,
    "calledNumberKeyId" TEXT,
    "calledNumberMasked" TEXT,
    "calledAt" TIMESTAMPTZ(3),
    "note" TEXT,
    "decidedById" TEXT,
    "decidedByName" TEXT NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_decision_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "account_decision_versionId_key" ON "account_decision"("versionId");
CREATE UNIQUE INDEX "account_decision_merchantId_versionId_key" ON "account_decision"("merchantId", "versionId");
ALTER TABLE "account_decision" ADD CONSTRAINT "account_decision_merchantId_versionId_fkey" FOREIGN KEY ("merchantId", "versionId") REFERENCES "receiver_account_version"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_decision"
  ADD CONSTRAINT "account_decision_verdict_known" CHECK ("verdict" IN ('confirmed', 'rejected', 'superseded')),
  ADD CONSTRAINT "account_decision_call_whole" CHECK (num_nonnulls("calledName", "calledNumberSealed", "calledNumberKeyId", "calledNumberMasked", "calledAt") IN (0, 5)),
  -- Nobody confirms without having called somebody, and no call is made in the future.
  ADD CONSTRAINT "account_confirmed_by_call" CHECK ("verdict" <> 'confirmed' OR "calledAt" IS NOT NULL),
  ADD CONSTRAINT "account_called_before" CHECK ("calledAt" <= "decidedAt"),
  ADD CONSTRAINT "account_rejected_has_note" CHECK ("verdict" <> 'rejected' OR "note" IS NOT NULL),
  ADD CONSTRAINT "account_decided_by_somebody" CHECK ("verdict" = 'superseded' OR "decidedById" IS NOT NULL);

CREATE FUNCTION guard_account_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE version "receiver_account_version"%ROWTYPE;
BEGIN
  SELECT * INTO version FROM "receiver_account_version" WHERE "id" = NEW."versionId" AND "merchantId" = NEW."merchantId";
  IF NOT version."needsConfirmation" THEN
    RAISE EXCEPTION 'this account version is not a proposal';
  END IF;
  IF NEW."verdict" <> 'superseded' AND version."createdById" = NEW."decidedById" THEN
    RAISE EXCEPTION 'whoever brought an account cannot decide on it';
  END IF;
  IF NEW."verdict" = 'confirmed' AND EXISTS (
    SELECT FROM "receiver_account_version" later
    WHERE later."accountId" = version."accountId" AND later."version" > version."version"
      AND NOT EXISTS (SELECT FROM "account_decision" d WHERE d."versionId" = later."id" AND d."verdict" IN ('rejected', 'superseded')))
  THEN RAISE EXCEPTION 'a later version has taken the place of this one';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_account_decision BEFORE INSERT ON "account_decision" FOR EACH ROW EXECUTE FUNCTION guard_account_decision();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "account_decision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "account_decision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last door: no payout sets out to an account that still waits for its second person, or was rejected.
CREATE FUNCTION guard_account_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "receiver_account_version" v WHERE v."id" = NEW."receiverAccountVersionId" AND v."needsConfirmation"
      AND NOT EXISTS (SELECT FROM "account_decision" d WHERE d."versionId" = v."id" AND d."verdict" = 'confirmed'))
  THEN RAISE EXCEPTION 'the account of this payout is not confirmed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_account_confirmed BEFORE UPDATE ON "payout" FOR EACH ROW
  WHEN (NEW."state" = 'dispatching' AND OLD."state" <> 'dispatching' AND NEW."receiverAccountVersionId" IS NOT NULL)
  EXECUTE FUNCTION guard_account_confirmed();
