-- Links on which whoever waits for the money sees how a payout stands, for a while. Only the link's hash is kept, and how often it was opened:
-- not by whom, not from where, not when.
CREATE TABLE "payout_share" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "madeById" TEXT NOT NULL,
    "madeByName" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedByName" TEXT,
    "opens" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "payout_share_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payout_share_tokenHash_key" ON "payout_share"("tokenHash");
CREATE INDEX "payout_share_payoutId_madeAt_idx" ON "payout_share"("payoutId", "madeAt");
ALTER TABLE "payout_share" ADD CONSTRAINT "payout_share_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_share"
  ADD CONSTRAINT "payout_share_hash_whole" CHECK (length("tokenHash") = 32),
  ADD CONSTRAINT "payout_share_expires_later" CHECK ("expiresAt" > "madeAt"),
  ADD CONSTRAINT "payout_share_ended_whole" CHECK (num_nonnulls("endedAt", "endedByName") IN (0, 2)),
  ADD CONSTRAINT "payout_share_opens_counted" CHECK ("opens" >= 0);

CREATE FUNCTION guard_payout_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."endedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'a link that was ended stays ended';
  END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."payoutId", NEW."tokenHash", NEW."madeById", NEW."madeByName", NEW."madeAt", NEW."expiresAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."payoutId", OLD."tokenHash", OLD."madeById", OLD."madeByName", OLD."madeAt", OLD."expiresAt")
  THEN RAISE EXCEPTION 'a link to a payout is append-only but for its end';
  END IF;
  IF NEW."opens" < OLD."opens" THEN
    RAISE EXCEPTION 'a link is not opened less often';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_payout_share BEFORE UPDATE ON "payout_share" FOR EACH ROW EXECUTE FUNCTION guard_payout_share();
CREATE TRIGGER no_delete BEFORE DELETE ON "payout_share" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_share" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
