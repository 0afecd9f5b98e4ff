-- What somebody wants to become of who may do what: another role, what a role holds, an invitation, an API key. A second person of the
-- merchant confirms it. Whoever adds a kind says in the domain what it holds (lib/domain/access/change.ts).
CREATE TABLE "access_change" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "wish" JSONB NOT NULL,
    "proposedById" TEXT NOT NULL,
    "proposedByName" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "access_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "access_change_merchantId_proposedAt_idx" ON "access_change"("merchantId", "proposedAt" DESC);
-- One wish at a time for one thing: two open ones could not both be confirmed.
CREATE UNIQUE INDEX "access_change_open_one" ON "access_change" ("merchantId", "kind", "subjectId") WHERE "outcome" IS NULL;
ALTER TABLE "access_change" ADD CONSTRAINT "access_change_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "access_change"
  ADD CONSTRAINT "access_change_kind_form" CHECK ("kind" ~ '^[a-zA-Z]+\.[a-zA-Z]+$'),
  ADD CONSTRAINT "access_change_outcome_known" CHECK ("outcome" IN ('confirmed', 'declined', 'replaced', 'expired')),
  ADD CONSTRAINT "access_change_decided_whole" CHECK (("decidedAt" IS NULL) = ("outcome" IS NULL)),
  ADD CONSTRAINT "access_change_expires_later" CHECK ("expiresAt" > "proposedAt"),
  ADD CONSTRAINT "access_change_in_time" CHECK ("outcome" IS DISTINCT FROM 'confirmed' OR "decidedAt" < "expiresAt"),
  -- Whoever asks for it cannot be who allows it, and nobody allows what they themselves become.
  ADD CONSTRAINT "access_change_takes_two" CHECK (
    "outcome" IS DISTINCT FROM 'confirmed'
    OR ("decidedById" IS NOT NULL AND "decidedById" <> "proposedById" AND "decidedById" <> "subjectId"));

CREATE FUNCTION guard_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."outcome" IS NOT NULL
    OR ROW(NEW."id", NEW."merchantId", NEW."kind", NEW."subjectId", NEW."wish", NEW."proposedById", NEW."proposedByName", NEW."proposedAt", NEW."expiresAt")
       IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."kind", OLD."subjectId", OLD."wish", OLD."proposedById", OLD."proposedByName", OLD."proposedAt", OLD."expiresAt")
  THEN RAISE EXCEPTION 'a proposed change is written once and decided once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_access_change BEFORE UPDATE ON "access_change" FOR EACH ROW EXECUTE FUNCTION guard_access_change();
CREATE TRIGGER no_delete BEFORE DELETE ON "access_change" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "access_change" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A way in for somebody who is not in the team yet: a link that works once, for a while. Only the link's hash is kept.
CREATE TABLE "invitation" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "invitedById" TEXT NOT NULL,
    "invitedByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" TEXT,
    "revokedAt" TIMESTAMPTZ(3),
    "revokedByName" TEXT,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "invitation_tokenHash_key" ON "invitation"("tokenHash");
CREATE INDEX "invitation_merchantId_createdAt_idx" ON "invitation"("merchantId", "createdAt" DESC);
-- Of two links in one mailbox one would be forgotten: inviting again ends the one before.
CREATE UNIQUE INDEX "invitation_open_one" ON "invitation" ("merchantId", "email") WHERE "acceptedAt" IS NULL AND "revokedAt" IS NULL;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_acceptedById_fkey" FOREIGN KEY ("acceptedById") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invitation"
  ADD CONSTRAINT "invitation_email_lower" CHECK ("email" = lower("email")),
  ADD CONSTRAINT "invitation_hash_whole" CHECK (length("tokenHash") = 32),
  ADD CONSTRAINT "invitation_expires_later" CHECK ("expiresAt" > "sentAt"),
  ADD CONSTRAINT "invitation_acceptance_whole" CHECK (num_nonnulls("acceptedAt", "acceptedById") IN (0, 2)),
  ADD CONSTRAINT "invitation_accepted_in_time" CHECK ("acceptedAt" IS NULL OR "acceptedAt" <= "expiresAt"),
  ADD CONSTRAINT "invitation_revoked_whole" CHECK (num_nonnulls("revokedAt", "revokedByName") IN (0, 2)),
  ADD CONSTRAINT "invitation_ends_once" CHECK ("acceptedAt" IS NULL OR "revokedAt" IS NULL);

CREATE FUNCTION guard_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."acceptedAt" IS NOT NULL OR OLD."revokedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'an invitation ends once';
  END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."email", NEW."name", NEW."role", NEW."invitedById", NEW."invitedByName", NEW."createdAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."email", OLD."name", OLD."role", OLD."invitedById", OLD."invitedByName", OLD."createdAt")
  THEN RAISE EXCEPTION 'whom an invitation is for, and as what, never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_invitation BEFORE UPDATE ON "invitation" FOR EACH ROW EXECUTE FUNCTION guard_invitation();
CREATE TRIGGER no_delete BEFORE DELETE ON "invitation" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "invitation" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
