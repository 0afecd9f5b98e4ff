-- Who closed a receiver, when and why; and into whom a duplicate was merged. What was closed before had no reason.
ALTER TABLE "receiver"
  ADD COLUMN "language" TEXT,
  ADD COLUMN "closedAt" TIMESTAMPTZ(3),
  ADD COLUMN "closedByName" TEXT,
  ADD COLUMN "closedReason" TEXT,
  ADD COLUMN "mergedIntoId" TEXT;
UPDATE "receiver" SET "closedAt" = "createdAt", "closedByName" = 'Counterfoil', "closedReason" = 'Closed before reasons were kept'
  WHERE "state" = 'closed';
ALTER TABLE "receiver" ADD CONSTRAINT "receiver_merchantId_mergedIntoId_fkey" FOREIGN KEY ("merchantId", "mergedIntoId") REFERENCES "receiver"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receiver"
  ADD CONSTRAINT "receiver_language_form" CHECK ("language" ~ '^[a-z]{2}$'),
  ADD CONSTRAINT "receiver_closed_whole" CHECK (num_nonnulls("closedAt", "closedByName", "closedReason") = CASE WHEN "state" = 'closed' THEN 3 ELSE 0 END),
  ADD CONSTRAINT "receiver_merged_is_closed" CHECK ("mergedIntoId" IS NULL OR ("state" = 'closed' AND "mergedIntoId" <> "id"));

-- One step leads from a merged receiver to whoever is paid now: the survivor of a merge is never itself merged, or its own follow along.
CREATE FUNCTION guard_receiver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."mergedIntoId" IS NOT NULL AND NEW."mergedIntoId" IS NULL THEN
    RAISE EXCEPTION 'a merged receiver stays merged';
  END IF;
  IF NEW."mergedIntoId" IS DISTINCT FROM OLD."mergedIntoId" AND EXISTS (
    SELECT FROM "receiver" WHERE "merchantId" = NEW."merchantId" AND "id" = NEW."mergedIntoId" AND "mergedIntoId" IS NOT NULL)
  THEN RAISE EXCEPTION 'the survivor of a merge must not be merged itself';
  END IF;
  IF OLD."mergedIntoId" IS NULL AND NEW."mergedIntoId" IS NOT NULL AND EXISTS (
    SELECT FROM "receiver" WHERE "merchantId" = NEW."merchantId" AND "mergedIntoId" = NEW."id")
  THEN RAISE EXCEPTION 'who was merged into a receiver follows it before it is merged itself';
  END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."kind", NEW."createdAt") IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."kind", OLD."createdAt") THEN
    RAISE EXCEPTION 'what identifies a receiver never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_receiver BEFORE UPDATE ON "receiver" FOR EACH ROW EXECUTE FUNCTION guard_receiver();
CREATE TRIGGER no_delete BEFORE DELETE ON "receiver" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An account changes hands by a merge alone.
CREATE FUNCTION guard_account_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "receiver" WHERE "merchantId" = OLD."merchantId" AND "id" = OLD."receiverId" AND "mergedIntoId" = NEW."receiverId")
  THEN RAISE EXCEPTION 'an account moves only to the receiver that its own was merged into';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_account_owner BEFORE UPDATE ON "receiver_account" FOR EACH ROW
  WHEN (NEW."receiverId" IS DISTINCT FROM OLD."receiverId") EXECUTE FUNCTION guard_account_owner();


-- Whoever adds an account while its receiver is being merged waits for that, and is refused: the account would be nobody's.
CREATE FUNCTION guard_new_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "receiver" WHERE "merchantId" = NEW."merchantId" AND "id" = NEW."receiverId" AND "mergedIntoId" IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a merged receiver gets no further account';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new_account BEFORE INSERT ON "receiver_account" FOR EACH ROW EXECUTE FUNCTION guard_new_account();

CREATE TABLE "receiver_tag" (
    "merchantId" TEXT NOT NULL,
    "receiverId" TEXT NOT NULL,
    "tag" TEXT NOT NULL,

    CONSTRAINT "receiver_tag_pkey" PRIMARY KEY ("receiverId","tag")
);
CREATE INDEX "receiver_tag_merchantId_tag_receiverId_idx" ON "receiver_tag"("merchantId", "tag", "receiverId");
ALTER TABLE "receiver_tag" ADD CONSTRAINT "receiver_tag_merchantId_receiverId_fkey" FOREIGN KEY ("merchantId", "receiverId") REFERENCES "receiver"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receiver_tag" ADD CONSTRAINT "receiver_tag_form" CHECK ("tag" = lower("tag") AND length("tag") BETWEEN 1 AND 40);

-- What people want the next one to know: written once, with its author.
CREATE TABLE "receiver_note" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "receiverId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receiver_note_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "receiver_note_receiverId_at_idx" ON "receiver_note"("receiverId", "at" DESC);
ALTER TABLE "receiver_note" ADD CONSTRAINT "receiver_note_merchantId_receiverId_fkey" FOREIGN KEY ("merchantId", "receiverId") REFERENCES "receiver"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "receiver_note" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "receiver_note" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the list compares with typed words. Both sides say it by this name, so that the index is found.
CREATE FUNCTION receiver_search_text(name_folded text, email text, reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT name_folded || ' ' || lower(coalesce(email, '')) || ' ' || lower(coalesce(reference, ''))
$$;
CREATE INDEX "receiver_search_idx" ON "receiver" USING GIN (receiver_search_text("nameFolded", "email", "reference") gin_trgm_ops);
-- The filters of the list, each in the order in which it is shown.
CREATE INDEX "receiver_merchantId_country_createdAt_id_idx" ON "receiver"("merchantId", "country", "createdAt" DESC, "id" DESC);
CREATE INDEX "receiver_closed_idx" ON "receiver" ("merchantId", "createdAt" DESC, "id" DESC) WHERE "state" = 'closed';
CREATE INDEX "enrolment_merchantId_state_receiverId_idx" ON "enrolment"("merchantId", "state", "receiverId");
-- Duplicates and what was merged: by name, e-mail, own reference and survivor.
CREATE INDEX "receiver_merchantId_nameFolded_idx" ON "receiver"("merchantId", "nameFolded");
CREATE INDEX "receiver_merchantId_email_idx" ON "receiver"("merchantId", "email");
CREATE INDEX "receiver_merchantId_reference_idx" ON "receiver"("merchantId", "reference");
CREATE INDEX "receiver_merchantId_mergedIntoId_idx" ON "receiver"("merchantId", "mergedIntoId");
-- What was paid to each, by currency, without reading the payouts themselves.
CREATE INDEX "payout_paid_to_idx" ON "payout" ("merchantId", "receiverId", "currency") INCLUDE ("amountMinor") WHERE "state" = 'settled';
