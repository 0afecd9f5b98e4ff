-- How and where each browser was signed in, for its owner to recognise it by.
ALTER TABLE "session"
  ADD COLUMN "method" TEXT NOT NULL DEFAULT 'password',
  ADD COLUMN "ipAddress" TEXT,
  ADD COLUMN "userAgent" TEXT,
  ADD CONSTRAINT "session_method_known" CHECK ("method" IN ('password', 'totp', 'recoveryCode', 'passkey', 'sso')),
  ADD CONSTRAINT "session_user_agent_short" CHECK (length("userAgent") <= 300);

-- For the day on which the telephone is lost: shown once, kept as hashes, each good for one sign-in.
CREATE TABLE "recovery_code" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "recovery_code_hash_whole" CHECK (length("hash") = 32)
);
CREATE UNIQUE INDEX "recovery_code_hash_key" ON "recovery_code"("hash");
CREATE INDEX "recovery_code_personId_idx" ON "recovery_code"("personId");
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION guard_recovery_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."usedAt" IS NOT NULL THEN RAISE EXCEPTION 'a recovery code is used once'; END IF;
  IF to_jsonb(NEW) - 'usedAt' IS DISTINCT FROM to_jsonb(OLD) - 'usedAt' THEN RAISE EXCEPTION 'a recovery code stays what it is'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_recovery_code BEFORE UPDATE ON "recovery_code" FOR EACH ROW EXECUTE FUNCTION guard_recovery_code();
