-- A page on which the receiver types the account themselves: opened by a link that works once, for a while. Only the link's hash is kept.
CREATE TABLE "receiver_ask" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "receiverId" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "askedById" TEXT NOT NULL,
    "askedByName" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "accountVersionId" TEXT,
    "revokedAt" TIMESTAMPTZ(3),
    "revokedByName" TEXT,

    CONSTRAINT "receiver_ask_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "receiver_ask_tokenHash_key" ON "receiver_ask"("tokenHash");
CREATE INDEX "receiver_ask_receiverId_askedAt_idx" ON "receiver_ask"("receiverId", "askedAt" DESC);
ALTER TABLE "receiver_ask" ADD CONSTRAINT "receiver_ask_merchantId_receiverId_fkey" FOREIGN KEY ("merchantId", "receiverId") REFERENCES "receiver"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receiver_ask" ADD CONSTRAINT "receiver_ask_merchantId_accountVersionId_fkey" FOREIGN KEY ("merchantId", "accountVersionId") REFERENCES "receiver_account_version"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receiver_ask"
  ADD CONSTRAINT "receiver_ask_hash_whole" CHECK (length("tokenHash") = 32),
  ADD CONSTRAINT "receiver_ask_expires_later" CHECK ("expiresAt" > "askedAt"),
  ADD CONSTRAINT "receiver_ask_use_whole" CHECK (num_nonnulls("usedAt", "accountVersionId") IN (0, 2)),
  ADD CONSTRAINT "receiver_ask_used_in_time" CHECK ("usedAt" IS NULL OR "usedAt" <= "expiresAt"),
  ADD CONSTRAINT "receiver_ask_revoked_whole" CHECK (num_nonnulls("revokedAt", "revokedByName") IN (0, 2)),
  ADD CONSTRAINT "receiver_ask_ends_once" CHECK ("usedAt" IS NULL OR "revokedAt" IS NULL);
-- Of two links in two mailboxes one would be forgotten: asking again ends the one before.
CREATE UNIQUE INDEX "receiver_ask_open_one" ON "receiver_ask" ("receiverId") WHERE "usedAt" IS NULL AND "revokedAt" IS NULL;

CREATE FUNCTION guard_receiver_ask() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."usedAt" IS NOT NULL OR OLD."revokedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'a link to the receiver ends once';
  END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."receiverId", NEW."tokenHash", NEW."askedById", NEW."askedByName", NEW."askedAt", NEW."expiresAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."receiverId", OLD."tokenHash", OLD."askedById", OLD."askedByName", OLD."askedAt", OLD."expiresAt")
  THEN RAISE EXCEPTION 'a link to the receiver is append-only but for its end';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_receiver_ask BEFORE UPDATE ON "receiver_ask" FOR EACH ROW EXECUTE FUNCTION guard_receiver_ask();
CREATE TRIGGER no_delete BEFORE DELETE ON "receiver_ask" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "receiver_ask" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Knocks at the public page, by link and by address: counted for minutes, kept for a day, and readable as neither.
CREATE TABLE "public_knock" (
    "id" BIGSERIAL NOT NULL,
    "key" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "public_knock_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "public_knock_key_at_idx" ON "public_knock"("key", "at");
CREATE INDEX "public_knock_at_idx" ON "public_knock"("at");
