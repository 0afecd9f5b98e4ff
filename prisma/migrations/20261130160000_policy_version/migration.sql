-- Every approval policy that ever held, was proposed or only drafted. A payout names the one that judged it.
CREATE TABLE "policy_version" (
    "merchantId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "basedOn" INTEGER,
    "draftedById" TEXT,
    "draftedByName" TEXT NOT NULL,
    "draftedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editorIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "editedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proposedById" TEXT,
    "proposedByName" TEXT,
    "proposedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionNote" TEXT,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("merchantId", "version")
);
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_merchantId_basedOn_fkey" FOREIGN KEY ("merchantId", "basedOn") REFERENCES "policy_version"("merchantId", "version") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "policy_version"
  ADD CONSTRAINT "policy_state_known" CHECK ("state" IN ('draft', 'proposed', 'active', 'superseded', 'rejected', 'discarded')),
  ADD CONSTRAINT "policy_editors_there" CHECK ("editorIds" IS NOT NULL),
  -- Only a merchant's first policy is nobody's: it comes with the merchant.
  ADD CONSTRAINT "policy_drafted_by_somebody" CHECK ("version" = 1 OR "draftedById" IS NOT NULL),
  ADD CONSTRAINT "policy_proposed_by_somebody" CHECK ("version" = 1 OR "state" IN ('draft', 'discarded') OR ("proposedById" IS NOT NULL AND "proposedAt" IS NOT NULL)),
  ADD CONSTRAINT "policy_decided_by_somebody" CHECK ("version" = 1 OR "state" NOT IN ('active', 'superseded', 'rejected') OR ("decidedById" IS NOT NULL AND "decidedAt" IS NOT NULL)),
  -- Dual control: whoever confirms a policy has neither drafted, edited nor proposed it.
  ADD CONSTRAINT "policy_confirmed_by_another" CHECK ("state" NOT IN ('active', 'superseded') OR "decidedById" IS NULL
    OR ("decidedById" IS DISTINCT FROM "draftedById" AND "decidedById" IS DISTINCT FROM "proposedById" AND NOT ("decidedById" = ANY ("editorIds"))));
CREATE UNIQUE INDEX "policy_one_active" ON "policy_version" ("merchantId") WHERE "state" = 'active';
-- One change at a time: two drafts beside each other would each undo what the other says.
CREATE UNIQUE INDEX "policy_one_pending" ON "policy_version" ("merchantId") WHERE "state" IN ('draft', 'proposed');

-- What the merchants' JSON said, as rules: an amount by API that went alone is a rule of its own.
INSERT INTO "policy_version" ("merchantId", "version", "state", "body", "draftedByName", "draftedAt", "editedAt")
SELECT m."id", 1, 'active', jsonb_build_object(
    'currency', 'EUR',
    'groups', jsonb_build_array(jsonb_build_object('id', 'checkers', 'name', 'Checkers', 'roles', '[]'::jsonb, 'people', '[]'::jsonb)),
    'rules', COALESCE((
      SELECT jsonb_agg(jsonb_build_object(
        'id', 'api-' || lower(l."key"),
        'name', 'Small amounts by API in ' || l."key",
        'when', jsonb_build_object('source', jsonb_build_array('api'), 'currency', jsonb_build_array(l."key"),
          'ownAmount', jsonb_build_object('upTo', round(l."value"::numeric / power(10::numeric, d."digits"), d."digits")::text)),
        'effect', jsonb_build_object('people', 'none', 'stepUp', 'none', 'holdMinutes', 0)) ORDER BY l."key")
      FROM jsonb_each_text(m."policy" -> 'apiWithoutPersonUpTo') l
      CROSS JOIN LATERAL (SELECT CASE
        WHEN l."key" = 'JPY' THEN 0 WHEN l."key" IN ('BCH', 'BTC', 'DOGE', 'WBTC') THEN 8 WHEN l."key" IN ('BUSD', 'DAI', 'ETH', 'PAX') THEN 18
        WHEN l."key" IN ('USDC', 'XRP') THEN 6 ELSE 2 END AS "digits") d), '[]'::jsonb),
    'checkers', COALESCE(m."policy" -> 'checkers', '1'::jsonb),
    'approvalOpenDays', COALESCE(m."policy" -> 'approvalOpenDays', '7'::jsonb))
  || CASE WHEN m."policy" ? 'accounts' THEN jsonb_build_object('accounts', m."policy" -> 'accounts') ELSE '{}'::jsonb END
  || CASE WHEN m."policy" ? 'sense' THEN jsonb_build_object('sense', m."policy" -> 'sense') ELSE '{}'::jsonb END,
  'Counterfoil', m."createdAt", m."createdAt"
FROM "merchant" m;
ALTER TABLE "merchant" DROP COLUMN "policy";

CREATE FUNCTION guard_policy_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."state" <> 'draft' AND NOT (NEW."version" = 1 AND NEW."state" = 'active') THEN
      RAISE EXCEPTION 'a policy begins as a draft';
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."merchantId", NEW."version", NEW."draftedById", NEW."draftedByName", NEW."draftedAt")
     IS DISTINCT FROM ROW(OLD."merchantId", OLD."version", OLD."draftedById", OLD."draftedByName", OLD."draftedAt")
    OR NOT (NEW."editorIds" @> OLD."editorIds")
  THEN RAISE EXCEPTION 'who drafted and edited a policy never changes';
  END IF;
  IF OLD."state" <> 'draft' AND ROW(NEW."body", NEW."basedOn", NEW."editorIds", NEW."proposedById", NEW."proposedByName", NEW."proposedAt", NEW."reason")
     IS DISTINCT FROM ROW(OLD."body", OLD."basedOn", OLD."editorIds", OLD."proposedById", OLD."proposedByName", OLD."proposedAt", OLD."reason")
  THEN RAISE EXCEPTION 'a policy that was proposed cannot be altered';
  END IF;
  IF OLD."state" NOT IN ('draft', 'proposed') AND ROW(NEW."decidedById", NEW."decidedByName", NEW."decidedAt", NEW."decisionNote")
     IS DISTINCT FROM ROW(OLD."decidedById", OLD."decidedByName", OLD."decidedAt", OLD."decisionNote")
  THEN RAISE EXCEPTION 'a policy is decided on once';
  END IF;
  IF NEW."state" <> OLD."state" AND NOT (NEW."state" = ANY (CASE OLD."state"
    WHEN 'draft' THEN ARRAY['proposed', 'discarded']
    WHEN 'proposed' THEN ARRAY['active', 'rejected', 'discarded']
    WHEN 'active' THEN ARRAY['superseded']
    ELSE ARRAY[]::text[] END))
  THEN RAISE EXCEPTION 'a policy cannot go from % to %', OLD."state", NEW."state";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_policy_version BEFORE INSERT OR UPDATE ON "policy_version" FOR EACH ROW EXECUTE FUNCTION guard_policy_version();
CREATE TRIGGER no_delete BEFORE DELETE ON "policy_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "policy_version" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What amounts in other currencies are worth in the policy's own: a new row replaces an older one of the same pair, and never overwrites it.
CREATE TABLE "exchange_rate" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "inCurrency" TEXT NOT NULL,
    "rate" DECIMAL(38,18) NOT NULL,
    "day" DATE NOT NULL,
    "setById" TEXT,
    "setByName" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "exchange_rate_merchantId_inCurrency_currency_day_setAt_idx" ON "exchange_rate"("merchantId", "inCurrency", "currency", "day" DESC, "setAt" DESC);
ALTER TABLE "exchange_rate" ADD CONSTRAINT "exchange_rate_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "exchange_rate"
  ADD CONSTRAINT "exchange_rate_positive" CHECK ("rate" > 0),
  ADD CONSTRAINT "exchange_rate_of_two" CHECK ("currency" <> "inCurrency" AND "currency" ~ '^[A-Z]{3,4}$' AND "inCurrency" ~ '^[A-Z]{3,4}$');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "exchange_rate" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "exchange_rate" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What policy asks for a payout: who signs in which order, with what proof, how long it rests then, and which rules said so.
CREATE FUNCTION people_needed(steps jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(sum((step ->> 'count')::int), 0) FROM jsonb_array_elements(steps) step
$$;
ALTER TABLE "payout"
  ADD COLUMN "needSteps" JSONB NOT NULL DEFAULT '[{"group":{"id":"checkers","name":"Checkers","roles":[],"people":[]},"count":1}]',
  ADD COLUMN "stepUp" TEXT NOT NULL DEFAULT 'none',
  ADD COLUMN "holdMinutes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "firedRules" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "editorIds" TEXT[] DEFAULT ARRAY[]::TEXT[];
UPDATE "payout" SET "needSteps" = CASE WHEN "neededCheckers" = 0 THEN '[]'::jsonb
  ELSE jsonb_build_array(jsonb_build_object('group', "needSteps" -> 0 -> 'group', 'count', "neededCheckers")) END
  WHERE "neededCheckers" <> 1;
-- Until now every merchant had one policy, whatever number it bore.
UPDATE "payout" SET "policyVersion" = 1 WHERE "policyVersion" <> 1;
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_policyVersion_fkey" FOREIGN KEY ("merchantId", "policyVersion") REFERENCES "policy_version"("merchantId", "version") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout"
  ADD CONSTRAINT "payout_step_up_known" CHECK ("stepUp" IN ('none', 'session', 'item')),
  ADD CONSTRAINT "payout_hold_not_negative" CHECK ("holdMinutes" >= 0),
  ADD CONSTRAINT "payout_editors_there" CHECK ("editorIds" IS NOT NULL),
  ADD CONSTRAINT "payout_steps_count_checkers" CHECK ("neededCheckers" = people_needed("needSteps"));

-- Which step an approval counts for, and for whom it was given where that was not the checker's own place.
ALTER TABLE "approval_decision"
  ADD COLUMN "step" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "forId" TEXT,
  ADD COLUMN "forName" TEXT;
ALTER TABLE "approval_decision"
  ADD CONSTRAINT "decision_step_not_negative" CHECK ("step" >= 0),
  ADD CONSTRAINT "decision_for_another" CHECK (("forId" IS NULL) = ("forName" IS NULL) AND "forId" IS DISTINCT FROM "checkerId");

-- Nobody decides on what they made, edited, or whose account they brought, be it in their own place or in another's; and an approval
-- is of the payout's present round, of a step that is open, by people who have not approved yet.
CREATE OR REPLACE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked "payout"%ROWTYPE; signers text[] := array_remove(ARRAY[NEW."checkerId", NEW."forId"], NULL);
BEGIN
  SELECT * INTO asked FROM "payout" WHERE "id" = NEW."payoutId" AND "merchantId" = NEW."merchantId";
  IF asked."makerId" = ANY (signers) THEN
    RAISE EXCEPTION 'the maker of a payout cannot decide on it';
  END IF;
  IF asked."editorIds" && signers THEN
    RAISE EXCEPTION 'whoever edited a payout cannot decide on it';
  END IF;
  IF EXISTS (SELECT FROM "receiver_account_version" v WHERE v."id" = asked."receiverAccountVersionId" AND v."createdById" = ANY (signers)) THEN
    RAISE EXCEPTION 'whoever brought the account of a payout cannot decide on it';
  END IF;
  IF asked."round" IS DISTINCT FROM NEW."round" THEN
    RAISE EXCEPTION 'the decision is on an earlier round of this payout';
  END IF;
  IF NEW."verdict" <> 'approve' THEN
    RETURN NEW;
  END IF;
  IF EXISTS (
    SELECT FROM "approval_decision" d WHERE d."payoutId" = NEW."payoutId" AND d."round" = NEW."round" AND d."verdict" = 'approve'
      AND (d."checkerId" = ANY (signers) OR d."forId" = ANY (signers)))
  THEN RAISE EXCEPTION 'a person counts once for a payout';
  END IF;
  IF NEW."step" >= jsonb_array_length(asked."needSteps") THEN
    RAISE EXCEPTION 'this payout has no such step';
  END IF;
  IF EXISTS (
    SELECT FROM jsonb_array_elements(asked."needSteps") WITH ORDINALITY s(need, place)
    WHERE place <= NEW."step" AND (need ->> 'count')::int > (
      SELECT count(*) FROM "approval_decision" d
      WHERE d."payoutId" = NEW."payoutId" AND d."round" = NEW."round" AND d."verdict" = 'approve' AND d."step" = place - 1))
  THEN RAISE EXCEPTION 'an earlier step of this payout is not finished';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION guard_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM jsonb_array_elements(NEW."needSteps") WITH ORDINALITY s(need, place)
    WHERE (need ->> 'count')::int > (
      SELECT count(*) FROM "approval_decision" d
      WHERE d."payoutId" = NEW."id" AND d."round" = NEW."round" AND d."verdict" = 'approve' AND d."step" = place - 1))
  THEN RAISE EXCEPTION 'a payout is approved once each of its steps is';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_approved BEFORE UPDATE ON "payout" FOR EACH ROW
  WHEN (OLD."state" = 'awaitingApproval' AND NEW."state" = 'approved') EXECUTE FUNCTION guard_approved();

-- What policy asked for a payout stands until a new round begins; whoever has edited it stays named.
CREATE FUNCTION keep_need() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (NEW."editorIds" @> OLD."editorIds") THEN
    RAISE EXCEPTION 'whoever edited a payout stays named';
  END IF;
  IF OLD."state" <> 'draft' AND NEW."round" = OLD."round"
    AND ROW(NEW."policyVersion", NEW."neededCheckers", NEW."needSteps", NEW."stepUp", NEW."holdMinutes", NEW."firedRules")
      IS DISTINCT FROM ROW(OLD."policyVersion", OLD."neededCheckers", OLD."needSteps", OLD."stepUp", OLD."holdMinutes", OLD."firedRules")
  THEN RAISE EXCEPTION 'what policy asks for a payout stands until a new round begins';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_need BEFORE UPDATE ON "payout" FOR EACH ROW EXECUTE FUNCTION keep_need();
